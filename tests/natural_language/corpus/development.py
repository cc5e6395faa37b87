"""The development sentences: read them, tune on them. Their conventions are in README.md."""

from __future__ import annotations

from tests.natural_language.corpus import development_grid, development_metric
from tests.natural_language.corpus.items import collect

__all__ = ["ITEMS"]

ITEMS = collect("d", *development_metric.SECTIONS, *development_grid.SECTIONS)
