"""The examples in the docstrings of the four packages are run, each module's as one test."""

import doctest
import importlib
import pkgutil

import numpy as np
import pytest

PACKAGES = ("saferl", "editors", "lookahead", "natural_language")


def modules():
    for package in PACKAGES:
        yield package
        path = importlib.import_module(package).__path__
        for found in pkgutil.walk_packages(path, package + "."):
            if not found.name.endswith("__main__"):
                yield found.name


@pytest.mark.parametrize("name", sorted(modules()))
def test_examples_hold(name):
    module = importlib.import_module(name)
    with np.printoptions():
        result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_the_core_is_documented_by_examples():
    finder = doctest.DocTestFinder()
    found = {
        name: sum(len(test.examples) for test in finder.find(importlib.import_module(name)))
        for name in modules()
        if name.startswith("saferl.")
    }
    assert sum(count > 0 for count in found.values()) >= 30
