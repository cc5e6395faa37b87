# Every target sets up what it needs in .venv first; `make demo` on a fresh machine is one command.
#
#   make demo     train for a minute, then compare the shipped policies (pictures in demo/)
#   make test     the tests
#   make check    format, lint, types
#   make bench    the benchmarks
#
# PYTHON chooses the interpreter (3.10 to 3.13); JOBS the number of test processes.

PYTHON ?= python3
JOBS   ?= 2

BIN   := .venv/bin
STAMP := .venv/.installed

# Networks are small here: a second thread costs more than it brings, and results stay the same.
export OMP_NUM_THREADS ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check bench format clean
.DEFAULT_GOAL := test

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q -c constraints.txt 'setuptools>=77'
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install -q -c constraints.txt --no-deps safety-gymnasium==1.0.0
	@touch $(STAMP)

demo: $(STAMP)
	$(BIN)/saferl demo --out demo

test: $(STAMP)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m tests.benchmarks

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv build demo .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
