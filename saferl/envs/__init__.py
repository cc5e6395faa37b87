"""Environments: Safety-Gymnasium's tasks on today's Gymnasium, and anything else with a cost."""
