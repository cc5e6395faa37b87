"""The two policies of a trained safety editor, frozen, as one policy.

Inference is plain NumPy, each row by itself, as for every policy of this library.

Shapes: n rows, F flat observation, K frames, A action, k constraints.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from gymnasium import spaces

from editors.edited_parts import Layers, check_editable, layers_of
from saferl import checkpoints
from saferl.constraints import Constraint
from saferl.errors import CheckpointError, InputError
from saferl.policies import Decision, Session, episode_starts
from saferl.policies.mlp import perceptron
from saferl.spaces import flat_size, flatten_batch, scale_to_box, space_from_json, space_to_json

if TYPE_CHECKING:
    from editors.seditor_settings import EditFunction

__all__ = ["KIND", "SafetyEditorPolicy", "edited_action", "policy_from_trainer"]

KIND = "safety-editor-policy"
SHOULDER = 0.05
"""As in :func:`editors.hinge.squash_edit`."""
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class SafetyEditorPolicy:
    """A utility maximiser that proposes and a safety editor that edits (Yu, Xu, Zhang 2022).

    Attributes:
        observation_space: Of the task.
        action_space: A Box with finite bounds.
        proposer: Perceptron from K * F to 2 A Beta parameters before softplus.
        editor: Perceptron from K * F + A to 2 A.
        cost_critics: For each constraint twin perceptrons from K * F + A to the value of its
            negated cost; their lesser value predicts the cost.
        cost_scales: (k,) unit of those values: cost per unit.
        activation: Between all layers.
        edit: How proposal and edit join.
        frames: K newest observations seen at once, the oldest first.
        mean, scale: (F,) normaliser of observations: (observation - mean) * scale.
        clip: Bound of what it gives; infinite where observations are taken as they are.
        edited_beyond: A step counts as edited where a component moved by more, in [-1, 1].
        constraints: The k constraints trained for.
        card: Where it came from.

    Raises:
        InputError: Parts that do not fit each other.
    """

    observation_space: spaces.Space[Any]
    action_space: spaces.Box
    proposer: Layers
    editor: Layers
    cost_critics: tuple[tuple[Layers, Layers], ...] = ()
    cost_scales: Array
    activation: Literal["tanh", "relu"] = "tanh"
    edit: EditFunction = "clip"
    frames: int = 1
    mean: Array
    scale: Array
    clip: float = 10.0
    edited_beyond: float = 0.05
    constraints: tuple[Constraint, ...] = ()
    card: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_editable(self)
        seen = self.frames * flat_size(self.observation_space)
        actions = flat_size(self.action_space)
        expected = {"proposer": (seen, 2 * actions), "editor": (seen + actions, 2 * actions)}
        given = {name: _ends(getattr(self, name)) for name in expected}
        for i, twins in enumerate(self.cost_critics):
            for j, critic in enumerate(twins):
                expected[f"cost critic {i}/{j}"] = (seen + actions, 1)
                given[f"cost critic {i}/{j}"] = _ends(critic)
        for name, sizes in expected.items():
            if given[name] != sizes:
                raise InputError(f"the {name} maps {given[name]}, expected {sizes}")
        if len(self.cost_critics) != len(self.cost_scales):
            raise InputError(
                f"{len(self.cost_critics)} cost critics with {len(self.cost_scales)} scales"
            )

    # -- acting ----------------------------------------------------------------------------------

    def predict(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, Any]:
        """Return the edited action for one observation or a batch, and the state.

        With stacked frames it has a memory: ``state=None`` is then only for episodes that begin.

        Raises:
            InputError: The observation does not fit or is not finite, or the state is missing.
        """
        decision = self._decide(observation, state, episode_start, deterministic, predict=False)
        return decision.action, decision.state

    def decide(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> Decision:
        """Return proposal, edited action and the discounted cost predicted for it.

        Raises:
            InputError: As :meth:`predict`.
        """
        return self._decide(observation, state, episode_start, deterministic, predict=True)

    def session(self, num_envs: int = 1, *, deterministic: bool = True) -> Session:
        """Open a deployment loop that keeps the state."""
        return Session(self, num_envs, deterministic=deterministic)

    def sampling_state(self, seeds: Any) -> Any:
        """Return the state that makes each row's samples a function of its seed."""
        keys = np.asarray(seeds, dtype=np.uint64).reshape(-1)
        frames = self._no_frames(len(keys))
        return {"keys": np.stack([keys, np.zeros_like(keys)], axis=1), "frames": frames}

    @property
    def observe_constraints(self) -> bool:
        """Whether the environment must append the constraints' state to the observation."""
        return bool(self.card.get("observe_constraints", False))

    # -- inside ----------------------------------------------------------------------------------

    def _decide(
        self, observation: Any, state: Any, episode_start: Any, deterministic: bool, predict: bool
    ) -> Decision:
        flat, single = flatten_batch(self.observation_space, observation)
        if not np.isfinite(flat).all():
            row, column = np.argwhere(~np.isfinite(flat))[0]
            raise InputError(f"observation {row} has {flat[row, column]} at component {column}")
        keys = None
        if not deterministic:
            known = None if state is None else state["keys"]  # none after a step without noise
            keys = _fresh_keys(len(flat)) if known is None else np.array(known)
        seen, frames = self._stacked(flat, state, episode_start)
        first = perceptron(self.proposer, self.activation, seen)
        proposal = self._draw(first, keys, 0)
        second = perceptron(self.editor, self.activation, np.concatenate([seen, proposal], axis=1))
        executed = edited_action(proposal, self._draw(second, keys, 1), self.edit)
        predicted = None
        if predict and self.cost_critics:
            predicted = self._predicted_cost(np.concatenate([seen, executed], axis=1))
        if keys is not None:
            keys[:, 1] += np.uint64(1)
        following = state
        if keys is not None or self.frames > 1:
            following = {"keys": keys, "frames": frames}
        rows: Any = 0 if single else slice(None)
        action = scale_to_box(self.action_space, executed)[rows]
        plain = np.zeros(len(flat), dtype=np.int64)
        return Decision(
            action=action,
            state=following,
            proposal=scale_to_box(self.action_space, proposal)[rows],
            executed=action,
            edited=(np.abs(executed - proposal).max(axis=1) > self.edited_beyond)[rows],
            vetoed=plain.astype(bool)[rows],
            level=plain[rows],
            predicted_cost=None if predicted is None else predicted[rows],
        )

    def _stacked(self, flat: Array, state: Any, episode_start: Any) -> tuple[Array, Array]:
        """Return what the networks see (n, K * F) float32, and the newest K - 1 frames."""
        own = np.clip((flat - self.mean) * self.scale, -self.clip, self.clip).astype(np.float32)
        if self.frames == 1:
            return own, self._no_frames(len(flat))
        known = None if state is None else state["frames"]
        starts = episode_starts(known, episode_start, len(flat))
        repeated = np.repeat(own[:, None], self.frames - 1, axis=1)
        earlier = repeated if known is None else np.where(starts[:, None, None], repeated, known)
        window = np.concatenate([earlier, own[:, None]], axis=1)  # (n, K, F)
        return window.reshape(len(flat), -1), window[:, 1:]

    def _no_frames(self, rows: int) -> Array:
        size = flat_size(self.observation_space)
        return np.zeros((rows, self.frames - 1, size), dtype=np.float32)

    def _draw(self, outputs: Array, keys: Array | None, which: int) -> Array:
        """Turn network outputs (n, 2 A) into actions (n, A): modes, or samples where keyed."""
        above_one = np.logaddexp(outputs, np.float32(0.0))  # softplus: alpha - 1 and beta - 1
        first, second = np.split(above_one, 2, axis=1)
        if keys is None:
            modes: Array = 2.0 * first / (first + second) - np.float32(1.0)
            return modes
        drawn = np.empty_like(first)
        for i, (key, count) in enumerate(keys):
            bits = np.random.Philox(key=int(key), counter=[0, int(count), which, 0])
            drawn[i] = np.random.Generator(bits).beta(first[i] + 1.0, second[i] + 1.0)
        return np.float32(2.0) * drawn - np.float32(1.0)

    def _predicted_cost(self, judged: Array) -> Array:
        """(n, k) discounted cost to come, in the costs' own units."""
        values = [
            np.minimum(*(perceptron(critic, self.activation, judged)[:, 0] for critic in twins))
            for twins in self.cost_critics
        ]
        return np.asarray(-np.stack(values, axis=1) * self.cost_scales)

    # -- files -----------------------------------------------------------------------------------

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the policy to one safetensors file, atomically."""
        parts = {"proposer": self.proposer, "editor": self.editor}
        for i, twins in enumerate(self.cost_critics):
            parts |= {f"cost/{i}/{j}": critic for j, critic in enumerate(twins)}
        tensors = {"mean": self.mean, "scale": self.scale, "cost_scales": self.cost_scales}
        for name, layers in parts.items():
            for i, (weight, bias) in enumerate(layers):
                tensors[f"{name}/{i}/weight"], tensors[f"{name}/{i}/bias"] = weight, bias
        document = {
            "observation_space": space_to_json(self.observation_space),
            "action_space": space_to_json(self.action_space),
            "activation": self.activation,
            "edit": self.edit,
            "frames": self.frames,
            "clip": self.clip,
            "edited_beyond": self.edited_beyond,
            "constraints": [constraint.to_json() for constraint in self.constraints],
            "card": self.card,
        }
        checkpoints.write(path, kind=KIND, tensors=tensors, document=document)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> SafetyEditorPolicy:
        """Read a policy written by :meth:`save`.

        Raises:
            CheckpointError: Truncated, foreign, of another kind, or with parts that do not fit.
        """
        return cls.from_checkpoint(checkpoints.read(path, kind=KIND))

    @classmethod
    def from_checkpoint(cls, checkpoint: checkpoints.Checkpoint) -> SafetyEditorPolicy:
        """Build the policy from a checkpoint of kind ``"safety-editor-policy"``."""
        tensors, document = checkpoint.tensors, checkpoint.document
        try:
            action_space = space_from_json(document["action_space"])
            assert isinstance(action_space, spaces.Box)
            count = len(tensors["cost_scales"])
            return cls(
                observation_space=space_from_json(document["observation_space"]),
                action_space=action_space,
                proposer=layers_of(checkpoint.under("proposer")),
                editor=layers_of(checkpoint.under("editor")),
                cost_critics=tuple(
                    (
                        layers_of(checkpoint.under(f"cost/{i}/0")),
                        layers_of(checkpoint.under(f"cost/{i}/1")),
                    )
                    for i in range(count)
                ),
                cost_scales=tensors["cost_scales"],
                activation=document["activation"],
                edit=document["edit"],
                frames=document["frames"],
                mean=tensors["mean"],
                scale=tensors["scale"],
                clip=document["clip"],
                edited_beyond=document["edited_beyond"],
                constraints=tuple(Constraint.from_json(c) for c in document["constraints"]),
                card=dict(document["card"]),
            )
        except (KeyError, TypeError, ValueError, IndexError, AssertionError) as error:
            raise CheckpointError(
                f"'{checkpoint.path}' lacks or garbles a part of a safety editor: {error}"
            ) from error


def policy_from_trainer(checkpoint: checkpoints.Checkpoint) -> SafetyEditorPolicy:
    """Return the policy of a trainer's checkpoint, of kind ``"safety-editor"``."""
    from editors.seditor import SafetyEditor  # torch and the simulation are not needed to act

    trainer = SafetyEditor.load(checkpoint.path)
    try:
        policy: SafetyEditorPolicy = trainer.policy
        return policy
    finally:
        trainer.env.close()


def edited_action(proposal: Array, edit: Array, how: EditFunction) -> Array:
    """Join proposal and edit (n, A), both in [-1, 1], as :mod:`editors.hinge` does in torch.

    >>> edited_action(np.array([[0.5, 0.5]]), np.array([[0.1, 0.9]]), "clip")
    array([[0.7, 1. ]])
    """
    wanted = proposal + 2.0 * edit
    if how == "clip":
        return np.asarray(np.clip(wanted, -1.0, 1.0))
    excess = np.maximum(np.abs(wanted) - (1.0 - SHOULDER), 0.0) / SHOULDER
    inside = np.clip(wanted, SHOULDER - 1.0, 1.0 - SHOULDER)
    return np.asarray(inside + np.sign(wanted) * SHOULDER * excess / (1.0 + excess))


def _fresh_keys(rows: int) -> Array:
    keys = np.random.SeedSequence().generate_state(rows, np.uint64)
    return np.stack([keys, np.zeros_like(keys)], axis=1)


def _ends(layers: Layers) -> tuple[int, int]:
    """Sizes of what a perceptron takes and gives; (0, 0) for none."""
    if not layers:
        return 0, 0
    return layers[0][0].shape[1], layers[-1][0].shape[0]
