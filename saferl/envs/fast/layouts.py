"""The stock layout sampler, the same draws from the same generator, without its array overhead."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from saferl.envs.compat import stock_module

__all__ = ["layout_sampler_class"]

_Rectangle = tuple[float, float, float, float]  # x, y of the corner; width, height


@cache
def layout_sampler_class() -> Any:
    """Subclass the stock `RandomGenerator`; layouts come out the same, 20 times sooner."""
    stock: Any = stock_module("utils.random_generator").RandomGenerator

    class LayoutSampler(stock):  # type: ignore[misc]
        """Rejection sampling in plain floats.

        A uniform draw of `RandomState` is ``low + (high - low) * random_sample()``, and distances
        are square roots of sums of two squares, so every number is the stock one, bit for bit.
        """

        def set_placements_info(self, placements: Any, extents: Any, margin: float) -> None:
            super().set_placements_info(placements, extents, margin)
            self._areas = {
                name: self._free_rectangles(rectangles, keepout)
                for name, (rectangles, keepout) in placements.items()
            }

        def sample_layout(self) -> bool:
            """Place every object; False if one found no room in 100 tries."""
            placed: list[tuple[float, float, float]] = []
            for name, (_, keepout) in self.placements.items():
                for _ in range(100):
                    x, y = self._draw(name)
                    if self._has_room(x, y, keepout, placed):
                        break
                else:
                    return False
                placed.append((x, y, self._reach(name)))
            names = list(self.placements)
            self.layout = {
                name: np.array([x, y]) for name, (x, y, _) in zip(names, placed, strict=True)
            }
            return True

        def sample_goal_position(self) -> bool:
            """Place the goal among the objects where they are now; False if it had no room."""
            placed = [
                (float(xy[0]), float(xy[1]), self._reach(name)) for name, xy in self.layout.items()
            ]
            x, y = self._draw("goal")
            if not self._has_room(x, y, self.placements["goal"][1], placed):
                return False
            self.layout["goal"] = np.array([x, y])
            return True

        def _reach(self, name: str) -> float:
            return float(self.placements[name][1] + self.placements_margin)

        @staticmethod
        def _has_room(
            x: float, y: float, keepout: float, placed: list[tuple[float, float, float]]
        ) -> bool:
            for other_x, other_y, reach in placed:
                dx, dy = x - other_x, y - other_y
                if math.sqrt(dx * dx + dy * dy) < reach + keepout:
                    return False
            return True

        def _draw(self, name: str) -> tuple[float, float]:
            rectangles, chances = self._areas[name]
            state = self.random_generator
            which = 0 if chances is None else state.choice(len(rectangles), p=chances)
            x, y, width, height = rectangles[which]
            return x + width * state.random_sample(), y + height * state.random_sample()

        def _free_rectangles(self, rectangles: Any, keepout: float) -> tuple[list[_Rectangle], Any]:
            """What remains of each rectangle inside the keepout, and the chance of each."""
            if rectangles is None:
                rectangles = [self.placements_extents]
            free = []
            for rectangle in rectangles:
                x1, y1, x2, y2 = self.constrain_placement(rectangle, keepout)
                if x1 <= x2 and y1 <= y2:
                    free.append((x1, y1, x2 - x1, y2 - y1))
            assert free, "an object's keepout leaves no room in any of its placements"
            if len(free) == 1:
                return free, None
            areas = [width * height for _, _, width, height in free]
            return free, np.array(areas) / np.sum(areas)

    return LayoutSampler
