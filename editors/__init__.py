"""The policy editor: patch a trained policy so that it satisfies its cost budgets."""

from editors.edit import edit
from editors.edited_policy import EditedPolicy
from editors.editor_settings import EditorConfig
from editors.onnx_export import export_onnx
from editors.seditor import SafetyEditor
from editors.seditor_policy import SafetyEditorPolicy
from editors.seditor_settings import SafetyEditorConfig

__all__ = [
    "EditedPolicy",
    "EditorConfig",
    "SafetyEditor",
    "SafetyEditorConfig",
    "SafetyEditorPolicy",
    "edit",
    "export_onnx",
]
