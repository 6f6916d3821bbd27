# What can be done here: `make help`. Everything runs in .venv, made and filled on demand from the
# locked, hashed requirements; nothing else needs to be installed by hand.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000

VENV := .venv
BIN := $(VENV)/bin
SITE := $(VENV)/.site
TOOLS := $(VENV)/.tools
BROWSER := $(VENV)/.browser
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
UV := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11.5 \
	--no-emit-index-url --no-emit-find-links --no-header

export NO_MKDOCS_2_WARNING := 1
export PYTHONPATH := hooks
# The blocks are small: two threads on a busy machine are slower than one.
export OMP_NUM_THREADS := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build test check examples update format lock vendor pdf card newest bench \
	search-report clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

serve: $(SITE)  ## serve the site at http://127.0.0.1:8000 and follow changes
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

build: $(SITE)  ## build the site into site/; any warning fails, and leaves the old one alone
	rm -rf .site-new
	$(BIN)/mkdocs build --strict --site-dir .site-new
	rm -rf site
	mv .site-new site

test: check $(BROWSER)  ## run every test: style, core, builds, examples, browser
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(TOOLS)  ## style, types, the guide's own checks and the fast tests (under a minute)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m guide check docs
	$(BIN)/python -m pytest -q tests/unit tests/build tests/workflows tests/site

examples: $(TOOLS)  ## run every code block and compare its output with the page
	$(BIN)/python -m pytest -q tests/examples

update: $(TOOLS)  ## run every code block, write its output into the page, record what ran
	$(BIN)/python -m pytest -q tests/examples --update-examples
	$(BIN)/python -m pytest -q tests/examples --record

format: $(TOOLS)  ## format the code of the project
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(TOOLS)  ## choose the newest versions that pyproject.toml allows, and lock them
	$(UV) --upgrade --generate-hashes --group site --group examples --group test -o requirements/test.txt
	$(UV) --upgrade --group torch --no-deps -o requirements/torch.txt
	$(UV) --generate-hashes --group site --constraints requirements/test.txt -o requirements/site.txt

vendor:  ## copy the files listed in vendor.json from their npm packages
	$(PYTHON) tools/vendor.py

pdf: build $(TOOLS) $(BROWSER)  ## print every topic into pdf/, then build the site with links to them
	$(BIN)/python tools/pdf.py site
	$(MAKE) build

card: $(TOOLS) $(BROWSER)  ## draw the social card again
	$(BIN)/python tools/social_card.py

newest:  ## run the examples on the newest releases; newest.md says which answers went stale
	$(PYTHON) -m venv --clear .venv-newest
	.venv-newest/bin/python -m pip --disable-pip-version-check install --quiet --upgrade 'pip>=25.1'
	.venv-newest/bin/python -m pip --disable-pip-version-check install --quiet --group examples --group torch --group site --group test
	.venv-newest/bin/python tools/newest.py

bench: $(TOOLS) $(BROWSER)  ## time the build and measure the paper, beside plain Material
	$(BIN)/python benchmarks/build_time.py
	$(BIN)/python benchmarks/paper.py

search-report: $(TOOLS) $(BROWSER)  ## ask the search box 474 queries, beside Material's own search
	$(BIN)/python benchmarks/search.py

clean:  ## remove everything that can be made again
	rm -rf .cache .mypy_cache .pytest_cache .ruff_cache .site-new .venv .venv-newest site newest.md pdf
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5) and \
		f"Python 3.11.5 or newer is needed, this is {sys.version.split()[0]}; try: make PYTHON=python3.13 …")'
	$(PYTHON) -m venv $(VENV)

$(SITE): requirements/site.txt | $(VENV)
	$(PIP) -r $<
	@touch $@

# PyTorch has no hashes: which build of it is installed (for which accelerator) is the machine's choice.
$(TOOLS): requirements/test.txt requirements/torch.txt | $(VENV)
	$(PIP) -r $<
	$(BIN)/python -m pip --disable-pip-version-check install --quiet -r requirements/torch.txt
	@touch $@ $(SITE)

$(BROWSER): tools/browser.py | $(TOOLS)
	$(BIN)/python tools/browser.py
	@touch $@
