"""The policy editor: patch a trained policy so that it satisfies its cost budgets."""

from editors.edit import edit
from editors.edited_policy import EditedPolicy
from editors.editor_settings import EditorConfig

__all__ = ["EditedPolicy", "EditorConfig", "edit"]
