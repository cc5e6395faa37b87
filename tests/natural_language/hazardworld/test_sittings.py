"""Training an interpreter in several sittings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from natural_language.hazardworld import sentences
from natural_language.hazardworld.interpreter_training import train_interpreter
from natural_language.hazardworld.learned import Reader
from natural_language.hazardworld.runs import Run
from natural_language.hazardworld.sittings import InterpreterConfig
from saferl.errors import CheckpointError

SMALL = InterpreterConfig(num_envs=8, updates=6, turns=4, hidden=8)
MISSIONS = sentences("train")[::200]


def stopping_after(update: int) -> Callable[[int, float, float], bool]:
    return lambda number, mask, threshold: number + 1 < update


def weights(reader: Reader) -> list[np.ndarray]:
    modules = (reader.mask, reader.threshold)
    return [value.numpy() for module in modules for value in module.state_dict().values()]


def test_an_interpreter_goes_on_bit_for_bit_after_a_pause(tmp_path: Path) -> None:
    whole = train_interpreter(MISSIONS, config=SMALL, seed=3)
    for update in (2, 5, 6):
        resumed = train_interpreter(
            MISSIONS,
            config=SMALL,
            seed=3,
            checkpoint=tmp_path / "kept",
            callback=stopping_after(update),
        )
    for one, other in zip(weights(whole), weights(resumed), strict=True):
        assert (one == other).all()


@pytest.mark.parametrize(
    ("changes", "seed", "said"), [({"updates": 9}, 3, "config"), ({}, 4, "seed")]
)
def test_another_training_is_not_gone_on_with(
    tmp_path: Path, changes: dict[str, int], seed: int, said: str
) -> None:
    kept = tmp_path / "kept"
    train_interpreter(MISSIONS, config=SMALL, seed=3, checkpoint=kept, callback=stopping_after(1))
    with pytest.raises(CheckpointError, match=f"another {said};"):
        train_interpreter(MISSIONS, config=replace(SMALL, **changes), seed=seed, checkpoint=kept)


def test_a_run_trains_its_interpreter_in_sittings(tmp_path: Path) -> None:
    run = Run(tmp_path)
    sittings = 1
    while not run.train_interpreter(seed=0, config=SMALL, seconds=0.0):
        assert not run.has("interpreter")
        sittings += 1
    assert sittings == 6
    assert run.has("interpreter")
    assert not (tmp_path / "interpreter.checkpoint").exists()
