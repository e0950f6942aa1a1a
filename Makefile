PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test lint pin clean

setup: $(READY)

# The pinned packages with their hashes, then the library itself from this folder.
$(READY): constraints.txt pyproject.toml kg/server/editor.py
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or newer: make PYTHON=python3.12 setup")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m kg.server.editor
	touch $@

demo: setup
	@$(BIN)/kg build seeds/000_8c3a7ff41db88b3f.txt --out out
	@echo; echo '$$ kg query proposals --limit 6'
	@$(BIN)/kg query proposals --limit 6
	@echo; echo '$$ kg central'
	@$(BIN)/kg central
	@echo; echo '$$ kg path FATF India'
	@$(BIN)/kg path FATF India

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Renews constraints.txt; needs uv (pip install uv). See CONTRIBUTING.md.
pin:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --fork-strategy fewest --output-file constraints.txt --upgrade

clean:
	rm -rf out dist build .pytest_cache .ruff_cache .hypothesis
