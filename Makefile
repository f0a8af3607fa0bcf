# `make help` lists what there is. Needs Python 3.11 or newer, make and git, nothing else.

SHELL := /bin/sh
.DEFAULT_GOAL := help

PY := .venv/bin/python
# The name of the stamp changes with what was installed and with the folder, since scripts in a
# virtual environment hold its path: a changed lock or a moved checkout is installed again.
sum = $(shell (pwd; cat setup.cfg setup.py pyproject.toml $(1)) | cksum | tr -d ' ')
RUN := .venv/.run-$(call sum,requirements/run.txt)
TEST := .venv/.test-$(call sum,requirements/test.txt)
BENCH := .venv/.bench-$(call sum,requirements/bench.txt)

# Programs and tests are compiled once, whatever the shell says: a start takes seconds otherwise.
unexport PYTHONDONTWRITEBYTECODE

PIP := $(PY) -m pip --disable-pip-version-check -qq --no-input
UV := .venv/bin/uv pip install --quiet --python $(PY)
PYTEST := $(PY) -m pytest -n 2 --dist loadgroup
DATABASE ?= sqlite

.PHONY: help run test lint format types imports unit functional conventions browser packaging \
	chromium suite soak freshness audit bench bench-http bench-matching lock translations settings clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-15s %s\n", $$1, $$2 }'

run: $(RUN) ## start GreenMatch on this machine (PORT=, GREENMATCH_INSTANCE=)
	@exec .venv/bin/greenmatch serve --init

test: $(TEST) ## everything that must hold before a change goes in
	@$(MAKE) --no-print-directory --jobs 2 chromium lint types imports conventions packaging
	@$(MAKE) --no-print-directory suite DATABASE=sqlite
	@$(MAKE) --no-print-directory suite DATABASE=postgres TESTS='-m "not once and not soak"'

lint: $(TEST) ## ruff: rules and format
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

format: $(TEST) ## let ruff put the format right
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

types: $(TEST) ## mypy --strict
	@$(PY) -m mypy

imports: $(TEST) ## the order of imports between and inside features
	@.venv/bin/lint-imports setup.cfg --no-logo

unit: $(TEST) ## unit tests (DATABASE=sqlite or postgres)
	@$(PYTEST) --database $(DATABASE) tests/unit

functional: $(TEST) ## requests against the whole application (DATABASE=)
	@$(PYTEST) --database $(DATABASE) tests/functional

conventions: $(TEST) ## rules of our own about sources, templates and translations
	@$(PY) -m pytest tests/conventions

browser: chromium ## a real Chromium against a real server (DATABASE=)
	@$(PYTEST) --database $(DATABASE) tests/browser

chromium: $(TEST)
	@$(PY) -m tests.fixtures.chromium

# Unit tests come last: they are short, so that both processes end together.
suite: chromium
	@$(PYTEST) --database $(DATABASE) $(TESTS) tests/browser tests/functional tests/unit

packaging: $(TEST) ## build the wheel and start it from elsewhere
	@$(PY) -m pytest tests/packaging

soak: $(TEST) ## kill server and worker at random moments, on both databases (SOAK_SEED=)
	@$(PY) -m pytest -m soak -s --database sqlite tests/soak
	@$(PY) -m pytest -m soak -s --database postgres tests/soak

freshness: $(TEST) ## time from a decision until search, and both sides of a match, show it
	@$(PY) -m tests.soak.visible --database sqlite
	@$(PY) -m tests.soak.matched --database sqlite
	@$(PY) -m tests.soak.visible --database postgres
	@$(PY) -m tests.soak.matched --database postgres

audit: $(TEST) ## known vulnerabilities of what a run installs
	@$(PY) -m tests.audit

bench: $(BENCH) ## speed and quality of search
	@$(PY) -m tests.benchmarks.search

bench-http: $(BENCH) ## requests a second of a running server
	@$(PY) -m tests.benchmarks.http

bench-matching: $(BENCH) ## speed and quality of matching
	@$(PY) -m tests.benchmarks.matching

lock: $(TEST) ## resolve requirements/*.in again, with hashes (UPGRADE=--upgrade)
	@for name in tools run test bench; do \
		.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-header --no-emit-index-url $(UPGRADE) \
			requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done

CATALOGUES := greenmatch/translations
translations: $(TEST) ## collect messages, merge them into the catalogues, compile these
	@mkdir -p build
	@.venv/bin/pybabel --quiet extract --mapping-file $(CATALOGUES)/babel.cfg \
		--keywords "_l" --keywords "_n:1,2" --keywords "lazy_pgettext:1c,2" --no-location --sort-output \
		--project GreenMatch --copyright-holder "The GreenMatch contributors" \
		--output-file build/messages.pot greenmatch templates
	@.venv/bin/pybabel --quiet update --input-file build/messages.pot --output-dir $(CATALOGUES) \
		--locale zh --init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@.venv/bin/pybabel --quiet compile --directory $(CATALOGUES) --statistics

settings: $(RUN) ## write docs/settings.md from the table of settings
	@$(PY) -c 'from greenmatch.config.document import settings_page; print(settings_page(), end="")' \
		> docs/settings.md

clean: ## remove what was installed and built, but no data
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find greenmatch tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Found again after the system's Python was replaced: then the link leads nowhere.
.venv/bin/python:
	@for candidate in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			$$candidate -m venv --clear .venv && exit 0; \
			echo "Python cannot make a virtual environment: on Debian and Ubuntu install python3-venv." >&2; \
			exit 1; \
		fi; \
	done; \
	echo "GreenMatch needs Python 3.11 or newer. Install it, or name it: make run PYTHON=/path/to/python3" >&2; \
	exit 1

# uv, with its own installing, needs a fifth of pip's time; pip does it where uv does not reach what pip is set up to reach.
# Not compiled: Python compiles what is imported, which is the smaller part of it.
define install
	@echo "Installing what $(1) lists (once) ..."
	@$(PIP) install --require-hashes --requirement requirements/tools.txt && \
		$(UV) --require-hashes --requirement $(1) 2>/dev/null || \
		$(PIP) install --no-compile --require-hashes --requirement $(1)
	@$(PIP) install --no-compile --no-deps --no-build-isolation --editable .
	@rm -f .venv/.$(2)-* && touch $@
endef

$(RUN): | .venv/bin/python
	$(call install,requirements/run.txt,run)

$(TEST): | .venv/bin/python
	$(call install,requirements/test.txt,test)

$(BENCH): | .venv/bin/python
	$(call install,requirements/bench.txt,bench)
