"""``make bench``: run the benchmarks, all or those named: ``python -m tests.benchmarks monitors``.

A benchmark is a module in this folder with ``main()``, which prints what it measured.
"""

import importlib
import sys
import time
from pathlib import Path


def names() -> list[str]:
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem[0] != "_")


def run(wanted: list[str]) -> int:
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        print(f"unknown benchmark {', '.join(unknown)}; there are {', '.join(names())}")
        return 2
    for name in wanted or names():
        print(f"== {name}", flush=True)
        started = time.perf_counter()
        sys.argv = [name]  # what the benchmark reads as its own arguments
        importlib.import_module(f"tests.benchmarks.{name}").main()
        print(f"   ({time.perf_counter() - started:.0f} s)\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
