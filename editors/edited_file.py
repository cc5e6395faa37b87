"""What an edited policy is in its file, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from editors.edited_parts import layers_of, named_layers
from editors.embedding import embedded_base, given_base, pack_base
from editors.gate import Gate
from editors.price_curve import PriceCurve
from saferl.checkpoints import Checkpoint
from saferl.constraints import Constraint

if TYPE_CHECKING:
    from editors.edited_policy import EditedPolicy

__all__ = ["packed", "unpacked"]

Array = np.ndarray[Any, Any]


def packed(policy: EditedPolicy) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return a policy's tensors by name, and the rest of it as JSON values."""
    base_tensors, base_document = pack_base(policy.base, policy.source)
    tensors = {"mean": policy.mean, "scale": policy.scale, "prices": policy.prices, **base_tensors}
    judge = policy.gate or policy.rethink
    if judge is not None:
        tensors["gate/units"] = judge.units
    for name, layers in named_layers(policy):
        for i, (weight, bias) in enumerate(layers):
            tensors[f"{name}/{i}/weight"], tensors[f"{name}/{i}/bias"] = weight, bias
    document = {
        "base": base_document,
        "activation": policy.activation,
        "constraints": [constraint.to_json() for constraint in policy.constraints],
        "curve": None if policy.curve is None else policy.curve.to_json(),
        "deadband": policy.deadband,
        "least_gain": None if policy.gate is None else policy.gate.least_gain,
        "rethink_gain": None if policy.rethink is None else policy.rethink.least_gain,
        "sample_base": policy.sample_base,
        "unmet": dict(policy.unmet),
        "source": policy.source,
        "card": policy.card,
    }
    return tensors, document


def unpacked(checkpoint: Checkpoint, base: Any) -> dict[str, Any]:
    """Return the fields of the policy in a file.

    Args:
        checkpoint: Of kind ``"edited-policy"``.
        base: The base, where it is another library's; None takes the one in the file.

    Raises:
        KeyError, TypeError, ValueError: The file lacks or garbles a part.
    """
    tensors, document = checkpoint.tensors, checkpoint.document
    constraints = tuple(Constraint.from_json(c) for c in document["constraints"])
    critics = tuple(layers_of(checkpoint.under(f"cost/{i}")) for i in range(len(constraints)))
    curve = document["curve"]

    def judge(threshold: float | None) -> Gate | None:
        if threshold is None:
            return None
        return Gate(
            utility=tuple(layers_of(checkpoint.under(f"utility/{i}")) for i in range(2)),
            costs=critics,
            units=tensors["gate/units"],
            least_gain=threshold,
            activation=document["activation"],
        )

    return {
        "base": embedded_base(checkpoint) if base is None else given_base(checkpoint, base),
        "layers": layers_of(checkpoint.under("editor")),
        "activation": document["activation"],
        "mean": tensors["mean"],
        "scale": tensors["scale"],
        "constraints": constraints,
        "prices": tensors["prices"],
        "curve": None if curve is None else PriceCurve.from_json(curve),
        "cost_critics": critics if all(critics) else (),
        "gate": judge(document["least_gain"]),
        "rethink": judge(document.get("rethink_gain")),  # files from before there was one lack it
        "deadband": document["deadband"],
        "sample_base": document["sample_base"],
        "unmet": document["unmet"],
        "source": document["source"],
        "card": dict(document["card"]),
    }
