"""A vector environment that shows, beside its observations, what the base policy would do.

An editor learns on observations ``[observation, proposal, log prices]``: the flat observation, the
base's action in [-1, 1], and for each constraint ``log(1 + price)``, which stays for the episode.
The base is only asked: its state travels here, and nothing is differentiated through it.

Shapes: n environments, F flat observation, A action, k constraints.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector import VectorEnv, VectorWrapper
from gymnasium.vector.utils import batch_space

from editors.price_table import PriceTable
from saferl.constraints import Constraint
from saferl.errors import InputError
from saferl.evaluation.states import replace_rows
from saferl.policies import MlpPolicy, check_fits, take_rows
from saferl.policies.adapter import Adapter, checked_actions
from saferl.spaces import flat_size, flatten_batch, scale_from_box

__all__ = ["ProposedVectorEnv", "open_task"]

Array = np.ndarray[Any, Any]
if TYPE_CHECKING:
    from editors.editor_settings import EditorConfig

    _Wrapper = VectorWrapper[Any, Any, Any, Any, Any]
else:
    _Wrapper = VectorWrapper


class ProposedVectorEnv(_Wrapper):
    """Appends proposals and prices to the observations, and adds up episodes' costs.

    Args:
        env: A vector environment that resets on the same step and has ``infos["costs"]``.
        base: The policy that proposes; it must fit.
        table: Where episodes' prices come from.
        sample_base: Ask the base for samples instead of its deterministic action.

    Raises:
        InputError: The base does not fit the environment, or returns NaN or the wrong shape.
    """

    def __init__(
        self,
        env: VectorEnv[Any, Any, Any],
        base: Any,
        table: PriceTable,
        *,
        sample_base: bool = False,
    ) -> None:
        super().__init__(env)
        inner: Any = env
        check_fits(base, env)
        self.base = _asked_in_batches(base)
        self.table = table
        self.sample_base = sample_base
        self.constraints = tuple(inner.constraints)
        self.env_id: str | None = getattr(inner, "env_id", None)
        self.observe_constraints = bool(getattr(inner, "observe_constraints", False))
        self.base_space = env.single_observation_space
        self.sizes = (
            flat_size(self.base_space),
            flat_size(env.single_action_space),
            len(self.constraints),
        )
        self._single_observation_space = spaces.Box(-np.inf, np.inf, (sum(self.sizes),), np.float64)
        self._observation_space = batch_space(self._single_observation_space, self.num_envs)
        self._state: Any = None
        self._source = np.random.default_rng(0)
        self._tightness: Array = np.zeros(self.num_envs)
        self._logs: Array = np.zeros((self.num_envs, self.sizes[2]))
        self._costs: Array = np.zeros((self.num_envs, self.sizes[2]))
        self._returns: Array = np.zeros(self.num_envs)
        self._finished: list[tuple[float, float, Array]] = []

    @property
    def remembers(self) -> bool:
        """Whether the base has a memory, so that its proposals tell what observations do not."""
        if isinstance(self.base, MlpPolicy):
            return False
        return bool(getattr(self.base, "has_memory", self._state is not None))

    def reset(self, *, seed: Any = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        """Begin new episodes everywhere; what is drawn here follows from the seeds."""
        observations, infos = self.env.reset(seed=seed, options=options)
        seeds = None if seed is None else [int(s) for s in np.atleast_1d(seed)]
        self._source = np.random.default_rng(seeds)
        everywhere = np.ones(self.num_envs, dtype=bool)
        self._state = None
        self._begin(everywhere)
        return self._augmented(observations, everywhere), infos

    def step(self, actions: Any) -> tuple[Any, Any, Any, Any, dict[str, Any]]:
        """Take one step in every environment; actions are executed as they are."""
        return self._seen(self.env.step(actions))

    def step_async(self, actions: Any) -> None:
        """Begin a step; ``step_wait`` ends it."""
        inner: Any = self.env
        if hasattr(inner, "step_async"):
            inner.step_async(actions)
        else:
            self._pending = actions

    def step_wait(self) -> tuple[Any, Any, Any, Any, dict[str, Any]]:
        """What ``step`` would have returned for the actions given to ``step_async``."""
        inner: Any = self.env
        if hasattr(inner, "step_wait"):
            return self._seen(inner.step_wait())
        return self.step(self._pending)

    def take_finished(self) -> tuple[Array, Array, Array]:
        """Return of the episodes that ended since the last call what they were and came to.

        Returns:
            (e,) tightness, (e,) raw return and (e, k) raw costs.
        """
        finished, self._finished = self._finished, []
        if not finished:
            return np.empty(0), np.empty(0), np.empty((0, self.sizes[2]))
        tightness, returns, costs = zip(*finished, strict=True)
        return np.array(tightness), np.array(returns), np.stack(costs)

    # -- inside ----------------------------------------------------------------------------------

    def _seen(self, result: Any) -> tuple[Any, Any, Any, Any, dict[str, Any]]:
        observations, rewards, terminations, truncations, infos = result
        costs = np.asarray(infos["costs"], dtype=np.float64)
        self._costs += costs
        self._returns += rewards
        ends = np.asarray(terminations) | np.asarray(truncations)
        if ends.any():
            self._finish(ends, infos)
            self._begin(ends)
        return self._augmented(observations, ends), rewards, terminations, truncations, infos

    def _finish(self, ends: Array, infos: dict[str, Any]) -> None:
        """Augment final observations: the base is asked there too, and forgets it was."""
        rows = np.flatnonzero(ends)
        final = _stacked([infos["final_obs"][i] for i in rows])
        state = None if self._state is None else take_rows(self._state, rows)
        going_on = np.zeros(len(rows), dtype=bool)
        proposals, _ = self._propose(final, state, going_on)
        flat, _ = flatten_batch(self.base_space, final)
        augmented = np.concatenate([flat, proposals, self._logs[rows]], axis=1)
        replaced = np.empty(self.num_envs, dtype=object)
        for i, row in zip(rows, augmented, strict=True):
            replaced[i] = row
        infos["final_obs"] = replaced
        self._finished += [
            (float(self._tightness[i]), float(self._returns[i]), self._costs[i].copy())
            for i in rows
        ]

    def _begin(self, mask: Array) -> None:
        count = int(mask.sum())
        self._tightness[mask], self._logs[mask] = self.table.draw(count, self._source)
        self._costs[mask] = 0.0
        self._returns[mask] = 0.0
        if self.sample_base and hasattr(self.base, "sampling_state"):
            fresh = self.base.sampling_state(self._source.integers(0, 2**62, self.num_envs))
            self._state = fresh if self._state is None else replace_rows(self._state, fresh, mask)

    def _augmented(self, observations: Any, starts: Array) -> Array:
        proposals, self._state = self._propose(observations, self._state, starts)
        flat, _ = flatten_batch(self.base_space, observations)
        return np.concatenate([flat, proposals, self._logs], axis=1)

    def _propose(self, batch: Any, state: Any, starts: Array) -> tuple[Array, Any]:
        action, state = self.base.predict(batch, state, starts, not self.sample_base)
        box: Any = self.env.single_action_space
        unit = scale_from_box(box, checked_actions(box, action, len(starts)))
        return np.clip(unit, -1.0, 1.0), state


def open_task(
    env: str | VectorEnv[Any, Any, Any] | Callable[[], Any],
    config: EditorConfig,
    constraints: Sequence[Constraint],
    base: Any,
) -> VectorEnv[Any, Any, Any]:
    """Return the vector environment to edit in, with the constraints' costs.

    Raises:
        InputError: A ready vector environment that was made with other constraints.
    """
    if isinstance(env, VectorEnv):
        if constraints and tuple(constraints) != tuple(getattr(env, "constraints", ())):
            raise InputError(
                "the vector environment was not made with these constraints; "
                "pass them to make_vec(..., constraints=...) instead"
            )
        return env
    from saferl.envs.vectorise import make_vec

    return make_vec(
        env,
        num_envs=config.num_envs,
        workers=config.workers,
        constraints=tuple(constraints),
        observe_constraints=bool(getattr(base, "observe_constraints", False)),
    )


def _asked_in_batches(base: Any) -> Any:
    """A copy of another library's policy that computes whole batches: training need not be exact.

    Functions are left alone: those for batches have another signature.
    """
    from saferl.policies import CallablePolicy

    if not isinstance(base, Adapter) or isinstance(base, CallablePolicy):
        return base
    fast = copy.copy(base)
    fast.batched = True
    return fast


def _stacked(observations: list[Any]) -> Any:
    if isinstance(observations[0], dict):
        return {name: np.stack([o[name] for o in observations]) for name in observations[0]}
    return np.stack(observations)
