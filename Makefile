# make setup   a virtual environment in .venv with the command .venv/bin/detente
# make demo    set up, read the shipped page, then tell how Seoul and Tokyo fell out and made up
# make test    set up for development; types, lints and tests
# make bench   accuracy, speed and memory figures, kept in benchmarks/results/
# make train   rebuild the reader's weights from training/ (about two hours on two cores)

.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

help:
	@sed -n 's/^# make/make/p' Makefile

.PHONY: help setup setup-dev setup-bench setup-train demo test bench train figures lock clean
.DELETE_ON_ERROR:

setup: $(VENV)/run.stamp
setup-dev: $(VENV)/dev.stamp
setup-bench: $(VENV)/bench.stamp
setup-train: $(VENV)/train.stamp

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Détente needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "installing Détente into $(VENV) (a minute or two the first time)"
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/run.stamp
	$(PIP) install --require-hashes -r requirements/bench.txt
	@touch $@

# torch has one build for each platform, each with a hash of its own: it is
# pinned by version alone, and installed before what needs it.
$(VENV)/train.stamp: requirements/train.txt $(VENV)/dev.stamp
	$(PIP) install torch==2.13.0
	$(PIP) install -r requirements/train.txt
	@touch $@

# The archive of the demo lies in build/; run again, it adds nothing.
demo: setup
	$(BIN)/detente read examples/demo/summit-page.html
	@mkdir -p build
	$(BIN)/detente add --archive build/demo.db examples/dispatches/kor-jpn
	$(BIN)/detente relation KOR JPN --archive build/demo.db

test: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

bench: setup-bench
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.speed

train: setup-train
	$(BIN)/python -m training.train --until 35 --epochs 6 --run training/runs/first
	$(BIN)/python -m training.train --run training/runs/second
	$(BIN)/python -m training.mean
	$(BIN)/python -m training.export
	$(BIN)/python -m training.gate
	$(BIN)/python -m training.focus
	$(BIN)/python -m training.calibrate

# Needs uv (pip install uv). Versions and hashes, no addresses.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --extra bench -c requirements/run.txt pyproject.toml -o requirements/bench.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
