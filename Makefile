# The verbs of the house. `make run` and `make test` are all that a newcomer needs.
#
#   make run    serve the demo shops on http://127.0.0.1:8000/graphql   (PORT=8001 for another port)
#   make test   run the tests                                           (TESTS="-k price" for some of them)
#   make check  lint, types, layers, phrase books, schema
#   make bench  measure: the same list answered in eight ways, then carts and orders
#   make prove  what is too heavy for every change
#   make setup  the environment alone; the others do it when it is needed

PYTHON ?= python3
PORT ?= 8000
TESTS ?=
WORKERS ?= 2

# Nothing of ours is started by its script, whose first line holds a path: a moved folder keeps working.
python := .venv/bin/python
ready := .venv/ready

.PHONY: help setup run test check bench prove
.SILENT:

help:
	sed -n '3,8s/^#   //p' Makefile

setup: $(ready)

$(ready): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	echo "Making the environment in .venv; the first time takes a minute or two."
	test -x $(python) || $(PYTHON) -m venv .venv
	$(python) -m pip install --quiet --upgrade 'pip>=25.1'
	PYTHONWARNINGS=ignore $(python) -m pip install --quiet --constraint constraints.txt --editable '.[embedded,stripe]' --group dev
	touch $(ready)

run: $(ready)
	$(python) -m api.cli demo --port $(PORT)

test: $(ready)
	$(python) -m pytest --numprocesses $(WORKERS) $(TESTS)

check: $(ready)
	echo "ruff" && $(python) -m ruff check && $(python) -m ruff format --check
	echo "mypy" && $(python) -m mypy
	echo "layers" && $(python) -c 'from importlinter.cli import lint_imports_command as lint; lint()'
	echo "phrase books" && $(python) -m api.cli messages check
	echo "schema" && $(python) -m api.cli schema --check

bench: $(ready)
	$(python) -m bench --json docs/bench.json --plot docs/bench.svg
	$(python) -m bench.growth --sizes 1000 20000
	$(python) -m bench.selling --guests 200

prove: $(ready)
	$(python) -m pytest -m prove $(TESTS)
