# Two commands: `make serve` and `make test`. Everything they make stays in this folder (but for apt's packages).
PYTHON  ?= python3
HOST    ?= 127.0.0.1
PORT    ?= 8050
WORKERS ?= 2# test processes
VENV    := .venv
BIN     := $(VENV)/bin
RUN     := $(VENV)/.for-serve
TEST    := $(VENV)/.for-test
SHELL   := /bin/bash

# pip's cache, dask's configuration and the browsers' caches would otherwise land in the home folder.
export PIP_NO_CACHE_DIR := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DASK_CONFIG := $(CURDIR)/.cache/dask
export XDG_CACHE_HOME := $(CURDIR)/.cache

.DEFAULT_GOAL := help
.PHONY: help serve test lint bench clean needs

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

serve: $(RUN) ## install into .venv (first time) and serve the explorer on http://127.0.0.1:8050
	@echo "Serving the explorer. Ctrl-C ends it."
	@exec $(BIN)/timeline serve --host $(HOST) --port $(PORT)

test: $(TEST) needs ## install what the tests need (first time) and run them all, in real browsers too
	@echo "Running every test ($(WORKERS) at a time; screenshots go to artefacts/)."
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -q

lint: $(TEST) ## ruff, and mypy in strict mode
	@echo "Reading the code: ruff, then mypy."
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(TEST) ## measure what has to be fast, against what people would use instead
	@$(BIN)/python -m bench

clean: ## remove everything that the other commands made
	rm -rf $(VENV) .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache artefacts build dist
	find timeline tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

needs:
	@bash tests/needs.sh chromium:chromium,chromium-browser firefox-esr:firefox-esr,firefox poppler-utils:pdftotext

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Echoline needs Python 3.11 or newer as '$(PYTHON)'; another can be named: make PYTHON=python3.12 serve" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python cannot make a virtual environment here. Install it: sudo apt-get install python3-venv" >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV)

$(RUN): pyproject.toml | $(BIN)/python
	@echo "Installing Echoline and what it needs into $(VENV) (once; a minute or two)."
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(TEST): pyproject.toml | $(BIN)/python
	@echo "Installing Echoline and what its tests need into $(VENV) (once; a minute or two)."
	@$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $(RUN) $@
