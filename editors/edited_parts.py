"""What an edited policy is made of, and whether the parts fit each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import spaces

from saferl.errors import InputError, unknown_name
from saferl.spaces import check_action_space, flat_size

if TYPE_CHECKING:
    from editors.edited_policy import EditedPolicy

__all__ = ["Layers", "check_editable", "check_parts", "layers_of", "named_layers"]

Array = np.ndarray[Any, Any]
Layers = tuple[tuple[Array, Array], ...]
"""((weight (out, in), bias (out,)), ...) of a perceptron."""
ACTIVATIONS = ("tanh", "relu")


def check_editable(base: Any) -> None:
    """Raise unless the actions of ``base`` can be edited: a Box with finite bounds.

    Raises:
        InputError: Discrete actions, which have no direction to be moved in; no bounds; no spaces.
    """
    space = getattr(base, "action_space", None)
    if space is None or getattr(base, "observation_space", None) is None:
        raise InputError(
            f"a {type(base).__name__} does not tell its spaces; pass it through "
            "saferl.load_policy(..., env_id=...) first"
        )
    if isinstance(space, spaces.Discrete):
        raise InputError(
            f"actions in {space} cannot be edited: an edit moves an action a little in a "
            "direction, and discrete actions have none. Shield the policy instead, or retrain it "
            "with `saferl train --budget`"
        )
    check_action_space(space)


def named_layers(policy: EditedPolicy) -> list[tuple[str, Layers]]:
    """Return each perceptron of an edited policy with its name in the file."""
    critics = [(f"cost/{i}", critic) for i, critic in enumerate(policy.cost_critics)]
    judge = policy.gate or policy.rethink  # of the same critics, where there are both
    utility = () if judge is None else judge.utility
    judges = [(f"utility/{i}", critic) for i, critic in enumerate(utility)]
    return [("editor", policy.layers), *critics, *judges]


def layers_of(tensors: dict[str, Array]) -> Layers:
    """Return a perceptron from tensors named ``<i>/weight`` and ``<i>/bias``."""
    count = len({name.split("/")[0] for name in tensors})
    return tuple((tensors[f"{i}/weight"], tensors[f"{i}/bias"]) for i in range(count))


def check_parts(policy: EditedPolicy) -> None:
    """Raise InputError unless all parts fit each other."""
    flat, actions = flat_size(policy.observation_space), flat_size(policy.action_space)
    k = len(policy.constraints)
    prices = np.asarray(policy.prices)
    if k < 1 or prices.shape != (k,) or not (np.isfinite(prices) & (prices >= 0)).all():
        raise InputError(
            f"prices are {policy.prices} for {k} constraints; expected one for each, none below 0"
        )
    if len(policy.cost_critics) not in (0, k):
        raise InputError(f"got {len(policy.cost_critics)} cost critics for {k} constraints")
    expected: dict[str, tuple[int, ...]] = {"mean": (flat,), "scale": (flat,)}
    given: dict[str, Array] = {"mean": policy.mean, "scale": policy.scale}
    for judge in (policy.gate, policy.rethink):
        if judge is None:
            continue
        if len(judge.costs) != k or not all((*judge.costs, judge.utility)):
            raise InputError(f"the gate has no critic of utility, or not one for {k} constraints")
        expected["units"], given["units"] = (k,), judge.units
    if policy.activation not in ACTIVATIONS:
        raise unknown_name("activation", policy.activation, ACTIVATIONS)
    for name, layers in named_layers(policy):
        if not layers:
            raise InputError(f"the perceptron {name!r} has no layers")
        size = flat + actions + k + (0 if name == "editor" else actions)
        for i, (weight, bias) in enumerate(layers):
            last = i + 1 == len(layers)
            outputs = (actions if name == "editor" else 1) if last else len(weight)
            expected[f"weight {i} of {name}"], given[f"weight {i} of {name}"] = (
                (outputs, size),
                weight,
            )
            expected[f"bias {i} of {name}"], given[f"bias {i} of {name}"] = (outputs,), bias
            size = outputs
    for name, array in given.items():
        if array.shape != expected[name] or not np.isfinite(array).all():
            raise InputError(
                f"{name} has shape {array.shape}, expected finite values of {expected[name]}"
            )
