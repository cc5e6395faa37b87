"""A vector environment over single environments, stepped one after another in this process.

Gymnasium's conventions (``AutoresetMode.SAME_STEP`` or ``DISABLED``, ``final_obs``, ``final_info``,
``reset_mask``) with one difference: row i of ``infos["cost"]``, of the cost's parts and of
everything else a step reports belongs to the transition just taken, also where the episode ended
(Gymnasium hides an episode's last cost in ``final_info``). ``final_info`` repeats it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space, concatenate, create_empty_array, iterate

from saferl.envs.infos import batched
from saferl.envs.snapshots import Snapshot, copy_tree, elapsed_steps, set_elapsed_steps
from saferl.errors import InputError, SimulationError

__all__ = ["StockVectorEnv", "autoreset_mode", "five_values", "reset_plan"]

Observation = Any


class StockVectorEnv(VectorEnv[Any, Any, np.ndarray]):
    """Single environments, side by side.

    Args:
        make_env: makes one environment; called ``num_envs`` times.
        num_envs: how many.
        autoreset: ``"same_step"`` (an ended episode is followed by the next in the same step, its
            last observation in ``infos["final_obs"]``) or ``"disabled"`` (rows that ended must be
            reset with ``reset(options={"reset_mask": mask})`` before the next step).
        needs_cost: refuse environments that report no cost, since a constraint is about it.

    ``infos["cost"]`` is always there, float64 (num_envs,); 0 where an environment reports none.
    Other numbers in an environment's info become arrays with a mask ``_name`` of the rows that have
    them, as in Gymnasium.
    """

    def __init__(
        self,
        make_env: Callable[[], gymnasium.Env[Any, Any]],
        num_envs: int,
        *,
        autoreset: str = "same_step",
        needs_cost: bool = False,
    ) -> None:
        if num_envs < 1:
            raise InputError(f"num_envs must be at least 1, not {num_envs}")
        mode = autoreset_mode(autoreset)
        self.num_envs = num_envs
        self.envs = [make_env() for _ in range(num_envs)]
        first = self.envs[0]
        self.single_observation_space = first.observation_space
        self.single_action_space = first.action_space
        self.observation_space = batch_space(first.observation_space, num_envs)
        self.action_space = batch_space(first.action_space, num_envs)
        self.metadata = {**first.metadata, "autoreset_mode": mode}
        self.render_mode = first.render_mode
        self.spec = first.spec
        self._mode = mode
        self._same_step = mode is AutoresetMode.SAME_STEP
        self._needs_cost = needs_cost
        self._observations: list[Any] = [None] * num_envs
        self._over = np.ones(num_envs, dtype=bool)  # rows that must be reset before a step

    @property
    def pose_names(self) -> tuple[str, ...]:
        """What the rows of ``infos["poses"]`` are, when recording."""
        return tuple(self.envs[0].get_wrapper_attr("pose_names"))

    @property
    def world(self) -> Any:
        """The `World` the environments tell of, None if they do not."""
        return _attribute(self.envs[0], "world", None)

    @property
    def constraints(self) -> tuple[Any, ...]:
        """The constraints of the single environments, if they were made with some."""
        return tuple(_attribute(self.envs[0], "constraints", ()))

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Observation, dict[str, Any]]:
        """Reset all environments, or those in ``options["reset_mask"]``.

        Environment i of an integer seed s is seeded s + i.
        """
        seeds, mask, options = reset_plan(self.num_envs, seed, options)
        if (self._over & ~mask).any():
            left_out = np.flatnonzero(self._over & ~mask).tolist()
            raise InputError(
                f"reset_mask leaves out environment(s) {left_out}, whose episodes are over or have "
                "not begun"
            )
        rows: list[dict[str, Any] | None] = [None] * self.num_envs
        for i in np.flatnonzero(mask):
            observation, info = self.envs[i].reset(seed=seeds[i], options=options)
            self._observations[i] = _finite(observation, i)
            rows[i] = info
        self._over[mask] = False
        infos = batched(rows)
        infos["cost"] = np.zeros(self.num_envs)
        infos.pop("_cost", None)
        if self.constraints:
            infos["costs"] = np.zeros((self.num_envs, len(self.constraints)))
        return self._batched_observations(), infos

    def step(
        self, actions: Any
    ) -> tuple[Observation, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """Step every environment with its row of ``actions``."""
        n = self.num_envs
        if self._over.any():
            raise InputError(
                f"environment(s) {np.flatnonzero(self._over).tolist()} must be reset before a step"
            )
        rewards, costs = np.zeros(n), np.zeros(n)
        terminations, truncations = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
        rows: list[dict[str, Any] | None] = [None] * n
        for i, action in enumerate(self._rows_of(actions)):
            observation, reward, terminations[i], truncations[i], info = five_values(
                self.envs[i].step(action), self.envs[i]
            )
            rewards[i] = _finite(reward, i, "reward")
            if self._needs_cost and "cost" not in info:  # no cost is not a cost of nothing
                raise InputError(
                    f"{self.envs[i]} reports no cost: it has none in info['cost'], and a budget "
                    "needs one; say what a step costs with saferl.constrain(env, cost_fn="
                    "lambda env, info: ...) in the function that makes it"
                )
            costs[i] = _finite(info.get("cost", 0.0), i, "cost")
            self._observations[i] = _finite(observation, i)
            rows[i] = info
        done = terminations | truncations
        infos = batched(rows)
        infos["cost"] = costs
        infos.pop("_cost", None)
        if self._same_step and done.any():
            infos.update(self._begin_again(done, rows, infos))
        elif not self._same_step:
            self._over = done.copy()
        return self._batched_observations(), rewards, terminations, truncations, infos

    def render(self) -> tuple[Any, ...]:
        """A picture of each environment."""
        return tuple(env.render() for env in self.envs)

    def snapshot(self) -> Snapshot:
        """Snapshots of all environments, as one."""
        parts = [_method(env, "snapshot")() for env in self.envs]
        rows = tuple(
            {
                "env": part.rows[0],
                "elapsed": elapsed_steps(env),
                "observation": copy_tree(observation),
                "over": bool(over),
            }
            for env, part, observation, over in zip(
                self.envs, parts, self._observations, self._over, strict=True
            )
        )
        return Snapshot(parts[0].kind, rows)

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot."""
        kind = _method(self.envs[0], "snapshot_kind")
        snapshot.check(kind, self.num_envs)
        for i, (env, row) in enumerate(zip(self.envs, snapshot.rows, strict=True)):
            _method(env, "restore")(Snapshot(kind, (row["env"],)))
            set_elapsed_steps(env, row["elapsed"])
            self._observations[i] = copy_tree(row["observation"])
            self._over[i] = row["over"]

    def close_extras(self, **kwargs: Any) -> None:
        """Close every environment."""
        for env in self.envs:
            env.close()

    def _begin_again(
        self,
        done: np.ndarray,
        rows: list[dict[str, Any] | None],
        infos: dict[str, Any],
    ) -> dict[str, Any]:
        """Reset the rows that ended; what their last step said goes under ``final_...``."""
        final_rows = [row if ended else None for row, ended in zip(rows, done, strict=True)]
        final_info = batched(final_rows)
        final_info["cost"] = np.where(done, infos["cost"], 0.0)
        for key in [key for key in final_info if not key.startswith("_")]:
            final_info[f"_{key}"] = final_info.get(f"_{key}", done).copy()
        final_obs = np.full(self.num_envs, None, dtype=object)
        resets: list[dict[str, Any] | None] = [None] * self.num_envs
        for i in np.flatnonzero(done):
            final_obs[i] = self._observations[i]
            observation, resets[i] = self.envs[i].reset()
            self._observations[i] = _finite(observation, i)
        fresh = {key: value for key, value in batched(resets).items() if key not in infos}
        return {
            **fresh,
            "final_obs": final_obs,
            "_final_obs": done.copy(),
            "final_info": final_info,
            "_final_info": done.copy(),
        }

    def _rows_of(self, actions: Any) -> Iterator[Any]:
        if isinstance(self.action_space, gymnasium.spaces.Box):
            given = np.shape(actions)
            if given != self.action_space.shape:
                raise InputError(f"actions must have shape {self.action_space.shape}, not {given}")
        return iter(iterate(self.action_space, actions))

    def _batched_observations(self) -> Any:
        space = self.single_observation_space
        empty: Any = create_empty_array(space, n=self.num_envs, fn=np.empty)
        return concatenate(space, self._observations, empty)


def five_values(result: Any, env: Any) -> tuple[Any, Any, Any, Any, dict[str, Any]]:
    """What a ``step`` returned, as today's five values; the third of an old one's six is the cost.

    >>> five_values((0, 1.0, 2.0, False, True, {}), "old")
    (0, 1.0, False, True, {'cost': 2.0})
    """
    if isinstance(result, tuple) and len(result) == 5:
        return result
    if isinstance(result, tuple) and len(result) == 6:
        observation, reward, cost, terminated, truncated, info = result
        return observation, reward, terminated, truncated, {**info, "cost": cost}
    given = f"{len(result)} values" if isinstance(result, tuple) else f"a {type(result).__name__}"
    raise InputError(
        f"{env} returned {given} from step(); expected five values (observation, reward, "
        "terminated, truncated, info) or six, with the cost third"
    )


def autoreset_mode(autoreset: str) -> AutoresetMode:
    """The mode of that name.

    >>> autoreset_mode("same_step")
    <AutoresetMode.SAME_STEP: 'SameStep'>
    """
    modes = {"same_step": AutoresetMode.SAME_STEP, "disabled": AutoresetMode.DISABLED}
    if autoreset not in modes:
        raise InputError(f"autoreset must be 'same_step' or 'disabled', not {autoreset!r}")
    return modes[autoreset]


def reset_plan(
    num_envs: int,
    seed: int | Sequence[int | None] | None,
    options: dict[str, Any] | None,
) -> tuple[list[int | None], np.ndarray, dict[str, Any] | None]:
    """What a vector ``reset`` is asked to do: a seed for each row, which rows, the other options.

    Raises:
        InputError: a list of seeds or a mask of another length, or an empty mask.

    >>> reset_plan(3, 7, None)
    ([7, 8, 9], array([ True,  True,  True]), None)
    >>> reset_plan(2, [None, 5], {"reset_mask": np.array([False, True])})
    ([None, 5], array([False,  True]), None)
    """
    if seed is None:
        seeds: list[int | None] = [None] * num_envs
    elif isinstance(seed, int | np.integer):
        seeds = [int(seed) + i for i in range(num_envs)]
    else:
        seeds = [None if s is None else int(s) for s in seed]
    if len(seeds) != num_envs:
        raise InputError(f"{len(seeds)} seeds were given for {num_envs} environments")
    if not options or "reset_mask" not in options:
        return seeds, np.ones(num_envs, dtype=bool), options
    others = {key: value for key, value in options.items() if key != "reset_mask"}
    mask = np.asarray(options["reset_mask"])
    if mask.dtype != bool or mask.shape != (num_envs,) or not mask.any():
        raise InputError(
            f"reset_mask must be a boolean array of shape ({num_envs},) with at least one True, "
            f"not {options['reset_mask']!r}"
        )
    return seeds, mask.copy(), others or None


def _attribute(env: gymnasium.Env[Any, Any], name: str, default: Any) -> Any:
    return env.get_wrapper_attr(name) if env.has_wrapper_attr(name) else default


def _method(env: gymnasium.Env[Any, Any], name: str) -> Any:
    try:
        return env.get_wrapper_attr(name)
    except AttributeError:
        raise InputError(
            f"{env.unwrapped} has no `{name}`; only environments that can take a snapshot of "
            "themselves, such as this library's tasks, can be saved and restored"
        ) from None


def _finite(value: Any, i: int, what: str = "observation") -> Any:
    """Return the value; raise SimulationError if a number in it is NaN."""
    parts = list(cast("dict[str, Any]", value).values()) if isinstance(value, dict) else [value]
    for part in parts:
        array = np.asarray(part)
        if array.dtype.kind == "f" and np.isnan(array).any():
            raise SimulationError(
                f"environment {i} returned NaN in its {what}; the simulation or the environment's "
                "code has gone wrong there. Look at the last actions it was given"
            )
    return value
