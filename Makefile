# What can be done here: `make help`. Everything runs in .venv, made and filled on demand from the
# locked, hashed requirements; nothing else needs to be installed by hand.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000

VENV := .venv
BIN := $(VENV)/bin
# Each says that what its lock names is in .venv, and each needs those before it.
SITE := $(VENV)/.site
CHECK := $(VENV)/.check
EXAMPLES := $(VENV)/.examples
TEST := $(VENV)/.test
BROWSER := $(VENV)/.browser
# Written by npm when it is done. Without npm, all but styles and scripts is built and checked.
NODE := node_modules/.package-lock.json
NPM := $(shell command -v npm)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
UV := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11.5 \
	--no-emit-index-url --no-emit-find-links --no-header
LOCKED := site check examples test

# What shares a page or a file runs in one process: see tests/conftest.py.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup
# What `make check` runs; `make test` runs the rest after it.
FAST := tests/unit tests/build tests/workflows tests/site tests/search

export NO_MKDOCS_2_WARNING := 1
export PYTHONPATH := hooks
# The blocks are small: two threads on a busy machine are slower than one.
export OMP_NUM_THREADS := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build test check examples update format lock upgrade vendor pdf card newest portable \
	bench search-report mutants lint-web format-web clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

serve: $(SITE)  ## serve the site at http://127.0.0.1:8000 and follow changes
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

build: $(SITE)  ## build the site into site/; any warning fails, and leaves the old one alone
	rm -rf .site-new
	$(BIN)/mkdocs build --strict --site-dir .site-new
	rm -rf site
	mv .site-new site

test: check $(EXAMPLES) $(BROWSER)  ## run every test: check, then examples, search, paper, browser
	$(PYTEST) $(FAST:%=--ignore=%)

check: $(CHECK)  ## style, types, the guide's own checks and the fast tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m guide check docs
	$(PYTEST) -q $(FAST)
	@$(if $(NPM),$(MAKE) --no-print-directory lint-web,echo 'no npm: styles and scripts not linted')

lint-web: $(NODE)  ## lint the styles and scripts, with Biome (needs npm; `make check` does it too)
	npm run --silent lint

examples: $(EXAMPLES)  ## run every code block, or those of a page (TOPIC=statistics), and compare
	$(PYTEST) -q tests/examples $(if $(TOPIC),--topic '$(TOPIC)') $(if $(REVERSED),--reversed)

update: $(EXAMPLES)  ## run every code block, write its output into the page, record what ran
	$(PYTEST) -q tests/examples --update-examples
	$(PYTEST) -q tests/examples --record

format: $(CHECK)  ## format the code of the project
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@$(if $(NPM),$(MAKE) --no-print-directory format-web,echo 'no npm: styles and scripts not formatted')

format-web: $(NODE)
	npm run --silent format

lock:  ## lock what pyproject.toml asks for, and keep every version that still fits
upgrade: UPGRADE := --upgrade
upgrade:  ## choose the newest versions that pyproject.toml allows, and lock them

# All groups together first, so that no two locks can name different versions of a package.
lock upgrade: $(TEST)
	cat $(LOCKED:%=requirements/%.txt) > .lock.txt
	$(UV) $(UPGRADE) $(LOCKED:%=--group %) -o .lock.txt
	for group in $(LOCKED); do \
		$(UV) --group $$group --constraints .lock.txt --generate-hashes --no-annotate \
			-o requirements/$$group.txt || exit; \
	done
	$(UV) $(UPGRADE) --group torch --no-deps --no-annotate -o requirements/torch.txt
	rm .lock.txt

vendor: $(NODE)  ## copy fonts, KaTeX, MiniSearch and axe from the npm packages of package.json
	$(PYTHON) tools/vendor.py

pdf: build $(BROWSER)  ## print every topic into pdf/, then build the site with links to them
	$(BIN)/python tools/pdf.py site
	$(MAKE) build

card: $(BROWSER)  ## draw the social card again
	$(BIN)/python tools/social_card.py

portable: $(EXAMPLES)  ## run the blocks as on other processors; portable.md says what differs
	$(BIN)/python tools/portable.py

# PyTorch by its name: its group keeps it at the version that is locked.
newest:  ## run the examples on the newest releases; newest.md says which answers went stale
	$(PYTHON) -m venv --clear .venv-newest
	.venv-newest/bin/python -m pip --disable-pip-version-check install --quiet --upgrade 'pip>=25.1'
	.venv-newest/bin/python -m pip --disable-pip-version-check install --quiet --group site --group check --group examples --group test torch
	.venv-newest/bin/python tools/newest.py

bench: $(BROWSER)  ## time the build and measure the paper, beside plain Material
	$(BIN)/python benchmarks/build_time.py
	$(BIN)/python benchmarks/paper.py

search-report: $(BROWSER)  ## ask the search box 474 queries, beside Material's own search
	$(BIN)/python benchmarks/search.py

mutants: $(CHECK)  ## change each number of the search engine; name those that no test notices
	$(BIN)/python benchmarks/mutants.py

clean:  ## remove everything that can be made again
	rm -rf .cache .lock.txt .mypy_cache .pytest_cache .ruff_cache .site-new .venv .venv-newest node_modules site newest.md portable.md pdf
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Written so that the oldest Python can read it. A half-made .venv would be taken for a whole one.
$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5) and \
		"Python 3.11.5 or newer is needed, this is %s; try: make PYTHON=python3.13 ..." \
		% sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(SITE): requirements/site.txt | $(VENV)
	$(PIP) --require-hashes -r $<
	@touch $@

$(CHECK): requirements/check.txt | $(SITE)
	$(PIP) --require-hashes -r $<
	@touch $@

# PyTorch has no hashes: which build of it is installed (for which accelerator) is the machine's choice.
$(EXAMPLES): requirements/examples.txt requirements/torch.txt | $(CHECK)
	$(PIP) --require-hashes -r requirements/examples.txt
	$(PIP) -r requirements/torch.txt
	@touch $@

$(TEST): requirements/test.txt | $(CHECK)
	$(PIP) --require-hashes -r $<
	@touch $@

$(BROWSER): tools/browser.py | $(TEST)
	$(BIN)/python tools/browser.py
	@touch $@

# Errors only: KaTeX's command, which nothing here uses, would have a newer Node than the rest needs.
$(NODE): package.json package-lock.json .npmrc
	npm ci --loglevel=error
	@touch $@
