# The book's commands; `make help` lists them. Each is a line or two of plain commands (README.md has those for Windows).

# The Python that .venv is made with: the first of these that is 3.11, 3.12 or 3.13. Or: make book PYTHON=/path/to/python
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
PORT ?= 8000
# What JupyterLab is told besides: LAB_FLAGS="--ip=0.0.0.0 --no-browser" in a container
LAB_FLAGS ?=
PYTEST := $(PY) -m pytest

.DEFAULT_GOAL := help
.PHONY: help setup setup-test book serve lab notebooks test lint types check-notebooks nbval unit timing coverage \
	bench accuracy mutants lighthouse links picture pdf epub wheel course new-figure new-exercise new-chapter requirements clean

help:           ## this list
	@sed -n 's/^\([a-z-]*\): .*## */  make \1@/p' $(MAKEFILE_LIST) | awk -F@ '{ printf "%-26s%s\n", $$1, $$2 }'

setup:
	@if [ -z "$(PYTHON)" ]; then echo "The book needs Python 3.11, 3.12 or 3.13, and none was found on the path;" \
	"install one from https://www.python.org/downloads/ or name it: make book PYTHON=/path/to/python3.12" >&2; exit 1; fi
	@$(PYTHON) tools/bootstrap.py

setup-test: setup
	@$(PYTHON) tools/bootstrap.py test
	@$(PY) tools/browsers.py

book: setup     ## install what is needed (once) and build the site into _build/html
	@$(PY) tools/build.py

serve: book     ## build, then show the site at http://127.0.0.1:8000 (PORT=… for another port)
	@$(PY) tools/serve.py _build/html $(PORT)

lab: setup      ## open the chapters in JupyterLab
	.venv/bin/jupyter lab --config=tools/lab_config.py --notebook-dir=chapters $(LAB_FLAGS)

notebooks: setup ## run all notebooks anew and normalise them (CHAPTERS="ch01 ch05" for some)
	$(PY) tools/notebooks.py $(CHAPTERS)

test: setup-test ## everything that CI runs: style, types, notebooks, unit, property, parity and browser tests
	@$(MAKE) --no-print-directory lint types check-notebooks nbval unit

lint: setup     ## style of code and notebooks
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: setup    ## types of the package, strictly
	.venv/bin/mypy

check-notebooks: setup ## that every notebook was run after its last edit, and is normalised
	$(PY) tools/notebooks.py --check

# two processes at a time, which would wait for each other's threads
nbval unit coverage: export OPENBLAS_NUM_THREADS := 1

nbval: setup    ## run every cell of every notebook and compare what it prints with what is saved
	$(PYTEST) --nbval --nbval-sanitize-with tests/notebooks/nbval_sanitize.cfg -p tools.notebook_time -n 2 --dist loadfile chapters

unit: setup-test
	$(PYTEST) -n 2 --dist loadfile

# a busy machine must not fail a correct change, so what is measured in seconds stands apart; run it alone
timing: setup-test ## what is measured in seconds: the import, a handler, a frame, a notebook
	$(PYTEST) -m timing tests
	@CE_NOTEBOOK_SECONDS=10 $(MAKE) --no-print-directory nbval

coverage: setup-test ## which branches of ce_helpers no test takes, line by line
	$(PYTEST) -n 2 --dist loadfile --cov --cov-report=term-missing:skip-covered --cov-fail-under=95

bench: setup    ## speed, beside SciPy, scikit-learn and (where installed) PyTorch
	$(PY) benchmarks/bench.py

accuracy: setup ## error against mpmath at 50 digits, beside the same
	$(PY) benchmarks/accuracy.py

mutants: setup  ## what the checks of exercises say to wrong programs written by machine (NAMES="kl surprise" for some)
	$(PY) tools/mutate.py $(NAMES)

lighthouse: setup-test book ## Lighthouse's mobile run over every page
	$(PY) tools/lighthouse.py

links: setup    ## every link that leaves the site
	$(PY) tools/build.py --linkcheck

picture: setup-test book ## the picture of a page for README.md
	$(PY) tools/picture.py

pdf: setup-test book ## the whole book on paper: _build/cross-entropy.pdf, beside the site too
	@$(PY) tools/paper.py

epub: setup-test book ## the whole book for e-readers: _build/cross-entropy.epub, beside the site too
	@$(PY) tools/paper_epub.py

wheel:          ## wheel and sdist into _build/dist, checked, and tried in an empty environment; needs the network
	@$(PYTHON) tools/wheel.py

course: setup   ## the exercises of each chapter as an assignment and as the instructor's notebook, in _build/course
	$(PY) tools/course.py

new-figure:     ## lay the two files of a live figure that works, to be changed (NAME=my_figure)
	@$(PY) tools/new.py figure "$(NAME)"

new-exercise:   ## put an exercise that works at the end of a chapter's, to be changed (CHAPTER=ch05 NAME=my-exercise)
	@$(PY) tools/new.py exercise "$(CHAPTER)" "$(NAME)"

new-chapter:    ## lay a chapter that builds, marked as a draft, to be changed (N=23 NAME=my_chapter)
	@$(PY) tools/new.py chapter "$(N)" "$(NAME)"

requirements:   ## compile requirements.txt anew from pyproject.toml (UPGRADE=1 for newer versions); needs uv
	$(PYTHON) tools/requirements.py $(if $(UPGRADE),--upgrade)

clean:          ## remove what was built; .venv and node_modules stay
	rm -rf _build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -not -path './.venv/*' -not -path './node_modules/*' -prune -exec rm -rf {} +
