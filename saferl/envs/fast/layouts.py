"""The stock layout sampler: the same draws from the same generator, without its array overhead."""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saferl.envs.compat import stock_module

__all__ = ["layout_sampler_class"]

_LAYOUTS = 10_000  # tries, as in the stock sampler
_TRIES = 100  # for each object, as in the stock sampler
_ONE_BY_ONE = 6  # of these; the others together in arrays, should they be needed

_Place = tuple[float, float, float]  # x, y, and how far other objects' keepouts must stay away


@cache
def layout_sampler_class() -> Any:
    """Subclass the stock `RandomGenerator`; layouts come out the same, 20 to 100 times sooner."""
    utils: Any = stock_module("utils.random_generator")
    stock: Any = utils.RandomGenerator
    resampling_error = stock_module("utils.common_utils").ResamplingError

    class LayoutSampler(stock):  # type: ignore[misc]
        """Rejection sampling in plain floats.

        A uniform draw of `RandomState` is ``low + (high - low) * random_sample()``, and distances
        are square roots of sums of two squares, so every number is the stock one, bit for bit.
        Objects that may stand in one of several rectangles are left to the stock code.
        """

        def set_placements_info(self, placements: Any, extents: Any, margin: float) -> None:
            super().set_placements_info(placements, extents, margin)
            self._areas: dict[str, Any] = {
                name: self._area(rectangles, keepout)
                for name, (rectangles, keepout) in placements.items()
            }

        def build_layout(self) -> dict[str, NDArray[np.float64]]:
            """Place every object; begin again where one finds no room in 100 tries."""
            if None in self._areas.values():
                layout: dict[str, NDArray[np.float64]] = super().build_layout()
                return layout
            stream = _Stream(self.random_generator)
            for _ in range(_LAYOUTS):
                placed = self._place_all(stream)
                if placed is not None:
                    stream.settle()
                    places = zip(self.placements, placed, strict=True)
                    self.layout = {name: np.array([x, y]) for name, (x, y, _) in places}
                    return self.layout
            stream.settle()
            raise resampling_error("Failed to sample layout of objects")

        def sample_goal_position(self) -> bool:
            """Place the goal among the objects where they are now; False if it had no room."""
            if self._areas["goal"] is None:
                return bool(super().sample_goal_position())
            x, y, width, height = self._areas["goal"]
            across, along = self.random_generator.random_sample(2).tolist()
            x, y = x + width * across, y + height * along
            keepout = self.placements["goal"][1]
            placed = [
                (float(xy[0]), float(xy[1]), self._reach(name)) for name, xy in self.layout.items()
            ]
            if not _has_room(x, y, keepout, placed):
                return False
            self.layout["goal"] = np.array([x, y])
            return True

        def _place_all(self, stream: _Stream) -> list[_Place] | None:
            placed: list[_Place] = []
            for name, (_, keepout) in self.placements.items():
                area = self._areas[name]
                found = _try_one_by_one(stream, area, keepout, placed)
                if found is None:
                    found = _try_together(stream, area, keepout, placed)
                if found is None:
                    return None
                placed.append((*found, self._reach(name)))
            return placed

        def _reach(self, name: str) -> float:
            return float(self.placements[name][1] + self.placements_margin)

        def _area(
            self, rectangles: Any, keepout: float
        ) -> tuple[float, float, float, float] | None:
            """Corner, width and height of where an object's centre may be; None if several."""
            if rectangles is None:
                rectangles = [self.placements_extents]
            if len(rectangles) > 1:
                return None
            x1, y1, x2, y2 = self.constrain_placement(rectangles[0], keepout)
            assert x1 <= x2, "an object's keepout leaves no room where it may be placed"
            assert y1 <= y2, "an object's keepout leaves no room where it may be placed"
            return x1, y1, x2 - x1, y2 - y1

    return LayoutSampler


class _Stream:
    """A generator's uniform numbers, drawn ahead; `settle` takes back those not used."""

    def __init__(self, generator: np.random.RandomState) -> None:
        self._generator = generator
        self._start = generator.get_state()
        self._array = generator.random_sample(256)
        self._values: list[float] = self._array.tolist()
        self._used = 0

    def floats(self, count: int) -> list[float]:
        """The next numbers, which stay unused."""
        while self._used + count > len(self._values):
            self._draw_more()
        return self._values[self._used : self._used + count]

    def array(self, count: int) -> NDArray[np.float64]:
        """The next numbers, which stay unused, as an array."""
        while self._used + count > len(self._values):
            self._draw_more()
        return self._array[self._used : self._used + count]

    def use(self, count: int) -> None:
        """Use up numbers that were looked at."""
        self._used += count

    def settle(self) -> None:
        """Leave the generator as if only the numbers used had been drawn."""
        self._generator.set_state(self._start)
        self._generator.random_sample(self._used)

    def _draw_more(self) -> None:
        more = self._generator.random_sample(len(self._values))
        self._array = np.concatenate((self._array, more))
        self._values += more.tolist()


def _has_room(x: float, y: float, keepout: float, placed: list[_Place]) -> bool:
    for other_x, other_y, reach in placed:
        dx, dy = x - other_x, y - other_y
        if sqrt(dx * dx + dy * dy) < reach + keepout:
            return False
    return True


def _try_one_by_one(
    stream: _Stream, area: Any, keepout: float, placed: list[_Place]
) -> tuple[float, float] | None:
    """An object's first tries; nearly all of a reset's time is spent here, hence no calls."""
    x0, y0, width, height = area
    draws = stream.floats(2 * _ONE_BY_ONE)
    for k in range(0, 2 * _ONE_BY_ONE, 2):
        x, y = x0 + width * draws[k], y0 + height * draws[k + 1]
        for other_x, other_y, reach in placed:
            dx, dy = x - other_x, y - other_y
            if sqrt(dx * dx + dy * dy) < reach + keepout:
                break
        else:
            stream.use(k + 2)
            return x, y
    stream.use(2 * _ONE_BY_ONE)
    return None


def _try_together(
    stream: _Stream, area: Any, keepout: float, placed: list[_Place]
) -> tuple[float, float] | None:
    """The rest of an object's tries, all at once."""
    tries = _TRIES - _ONE_BY_ONE
    draws = stream.array(2 * tries).reshape(-1, 2)
    x = area[0] + area[2] * draws[:, 0]
    y = area[1] + area[3] * draws[:, 1]
    others = np.array(placed)  # (m, 3)
    dx, dy = x[:, None] - others[:, 0], y[:, None] - others[:, 1]
    has_room = (np.sqrt(dx * dx + dy * dy) >= others[:, 2] + keepout).all(axis=1)
    first = int(has_room.argmax())
    if not has_room[first]:
        stream.use(2 * tries)
        return None
    stream.use(2 * (first + 1))
    return float(x[first]), float(y[first])
