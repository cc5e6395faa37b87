"""The policy editor: patch a trained policy so that it satisfies its cost budgets."""

from editors.edited_policy import EditedPolicy

__all__ = ["EditedPolicy"]
