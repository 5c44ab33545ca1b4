# The commands of the repository; each sets up what it needs. CI runs only these.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
PYTEST := $(BIN)/pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder --inline-snapshot=disable
NPM := $(BIN)/python -m tools.npm

.PHONY: setup demo test matrix lint types bench docs gen release

setup: ## make .venv, install locked parts, build the sensor, find a Chromium
	@$(PYTHON) tools/setup.py

demo: setup ## scan the sample clinic, write its report, show its dashboard
	@$(BIN)/scriptward demo

test: setup ## the tests but those of `matrix`; in two processes, WORKERS=0 in none of their own
	@$(PYTEST) -m "not matrix"

matrix: setup ## the slow suites: whole scans of many pages, products and personas
	@$(PYTEST) -m matrix

lint: setup ## formatting, lint, floors, generated files
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tools.gen --check
	@$(NPM) run --silent lint

types: setup ## mypy strict and tsc strict
	@$(BIN)/mypy --no-error-summary
	@$(NPM) run --silent types

bench: setup ## what docs/measured.md says, measured again: hours; ends with the budgets that were missed
	@missed=; for file in bench/*.py; do echo "== $$file"; $(BIN)/python $$file || missed="$$missed $$file"; done; \
	if [ -n "$$missed" ]; then echo "over a budget, or failed:$$missed"; exit 1; fi

gen: setup ## write every generated file
	@$(BIN)/python -m tools.gen

docs: ## pages of the list rooms are written by `make gen`; a site of them comes later
	@echo "docs/ is read as it is; run 'make gen' to write its generated pages"

release: ## packages are not published yet
	@echo "no release yet: version stays 0.1.0 until the first one"
