"""The policy editor: patch a trained policy so that it satisfies its cost budgets."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from editors.edit import edit
from editors.edited_policy import EditedPolicy

if TYPE_CHECKING:
    from editors.editor_settings import EditorConfig as EditorConfig
    from editors.onnx_export import export_onnx as export_onnx
    from editors.seditor import SafetyEditor as SafetyEditor
    from editors.seditor_policy import SafetyEditorPolicy as SafetyEditorPolicy
    from editors.seditor_settings import SafetyEditorConfig as SafetyEditorConfig

# Imported when first asked for: acting with an edited policy needs no torch.
_HOMES = {
    "EditorConfig": "editors.editor_settings",
    "SafetyEditor": "editors.seditor",
    "SafetyEditorConfig": "editors.seditor_settings",
    "SafetyEditorPolicy": "editors.seditor_policy",
    "export_onnx": "editors.onnx_export",
}

__all__ = [
    "EditedPolicy",
    "EditorConfig",
    "SafetyEditor",
    "SafetyEditorConfig",
    "SafetyEditorPolicy",
    "edit",
    "export_onnx",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(home), name)
