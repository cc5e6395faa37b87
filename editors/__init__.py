"""The policy editor: patch a trained policy so that it satisfies its cost budgets."""
