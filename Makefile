# `make run` and `make test` do all their set-up in .venv, beside this file; nothing global is touched.
# The set-up is done again only when requirements or pyproject.toml change, or this folder has moved.

VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
PYTHON ?=
# How long each of the long runs of `make soak` goes on, at most.
SOAK_MINUTES ?= 10

# What the person's shell or pip settings say about other environments has no business in this one.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIREMENT
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help run test soak screenshots bench format lock clean ready-to-run ready-to-test

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ready-to-run ## set up, then start Sunrelay: connected to Slack when tokens are set, otherwise the sandbox
	@exec $(BIN)/sunrelay run

test: ready-to-test ## set up, then the whole gate: lint, format, types, import direction, tests
	@echo "== ruff check: lint" && $(BIN)/ruff check
	@echo "== ruff format: layout (make format mends it)" && $(BIN)/ruff format --check
	@echo "== mypy: types" && $(BIN)/mypy
	@echo "== import-linter: which room may import which" && $(BIN)/lint-imports --no-logo
	@echo "== pytest: $(WORKERS) at a time" && $(BIN)/pytest -q -n $(WORKERS)

screenshots: ready-to-test ## make the pictures of the sandbox's page in docs/images again
	@exec $(BIN)/python -m tests.browser.screenshots

bench: ready-to-test ## measure how fast it is, and write docs/benchmarks.md; QUICK=1: only see that it runs
	@exec $(BIN)/python -m benchmarks $(if $(QUICK),--quick)

soak: ready-to-test ## the long runs: kill storms, a thousand of everything (SOAK_MINUTES=10 for each; SOAK=tests/faults for some)
	@SOAK_MINUTES=$(SOAK_MINUTES) $(BIN)/pytest -m soak -v -o log_cli=true -o log_cli_level=INFO $(SOAK)

format: ready-to-test ## lay out the code and mend what the linter can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Addresses never get into the files. Settings for a mirror are put aside, so that the hashes are the public releases'.
# `make lock UPGRADE=--upgrade` moves every pin to its newest release.
COMPILE = env -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS -u PIP_CONSTRAINT PIP_CONFIG_FILE=/dev/null \
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --no-config $(UPGRADE) --all-build-deps --generate-hashes \
	--allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

lock: ready-to-test ## pin the requirements again, from pyproject.toml
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
		echo "make lock needs Python 3.11, the oldest that is supported: make clean, then make lock PYTHON=python3.11." >&2; exit 1; }
	@echo "Pinning what the bot needs (about half a minute) ..."
	@$(COMPILE) --output-file requirements.txt pyproject.toml
	@echo "Pinning what its developers need (about a minute) ..."
	@$(COMPILE) --extra dev --extra postgres --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

clean: ## remove what was made: .venv, caches, builds (databases and .env stay)
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find benchmarks bot handlers models tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is ready when its stamp holds what it would be made from now.
STAMP_TO_RUN := $(VENV)/ready-to-run
STAMP_TO_TEST := $(VENV)/ready-to-test
made_from = "$$(cat pyproject.toml $(1) | cksum) $$(pwd -P)"
is_ready = [ "$$(cat $(1) 2>/dev/null)" = $(call made_from,$(2)) ] && $(BIN)/python -c '' 2>/dev/null

# An environment that somebody else made is kept if it works, is new enough and is at home in this folder.
define make_venv
	usable='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; \
	if $(BIN)/python -c "$$usable" 2>/dev/null && $(BIN)/pip --version >/dev/null 2>&1 \
		&& head -n 3 $(BIN)/pip | grep -qF "$$(pwd -P)/$(VENV)/bin/"; then exit 0; fi; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$python" -c "$$usable" 2>/dev/null; then \
			echo "Making $(VENV) with $$("$$python" --version) ..."; "$$python" -m venv --clear $(VENV); exit $$?; \
		fi; \
	done; \
	echo "Sunrelay needs Python 3.11 or later with its venv module: install it" \
		"(on Debian and Ubuntu: apt install python3-venv), or say where it is: make test PYTHON=/path/to/python3." >&2; \
	exit 1
endef

PIP_INSTALL = $(BIN)/python -m pip install --quiet
# The bot itself, from this folder. Its requirements and its build backend are there already, by their hashes.
INSTALL_BOT = $(PIP_INSTALL) --no-deps --no-build-isolation --editable .

# What is ready to be tested is ready to run: both sets of requirements have the same pins.
ready-to-run:
	@if $(call is_ready,$(STAMP_TO_RUN),requirements.txt) || $(call is_ready,$(STAMP_TO_TEST),requirements-dev.txt); \
		then exit 0; else $(MAKE) --no-print-directory set-up-to-run; fi

ready-to-test:
	@if $(call is_ready,$(STAMP_TO_TEST),requirements-dev.txt); \
		then exit 0; else $(MAKE) --no-print-directory set-up-to-test; fi

.PHONY: set-up-to-run set-up-to-test
set-up-to-run:
	@$(make_venv)
	@rm -f $(STAMP_TO_RUN) $(STAMP_TO_TEST)
	@echo "Installing the pinned requirements (about half a minute the first time) ..."
	@$(PIP_INSTALL) --require-hashes --requirement requirements.txt
	@$(INSTALL_BOT)
	@echo $(call made_from,requirements.txt) > $(STAMP_TO_RUN)

# pip-sync takes away what does not belong: a stray plugin would change what the tests do.
set-up-to-test:
	@$(make_venv)
	@rm -f $(STAMP_TO_RUN) $(STAMP_TO_TEST)
	@echo "Installing the pinned requirements (about a minute the first time) ..."
	@$(PIP_INSTALL) --require-hashes --requirement requirements-dev.txt
	@$(BIN)/pip-sync --quiet requirements-dev.txt
	@$(INSTALL_BOT)
	@$(BIN)/python -m tests.browser.chromium
	@echo $(call made_from,requirements-dev.txt) > $(STAMP_TO_TEST)
