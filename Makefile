# Two commands: `make demo` and `make test`. Both set up what is missing first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
REAL ?= ../shared/real

.PHONY: demo test test-all lint format setup system lock models samples score score-real rules-test rules-docs bench bench-read clean

demo: setup  ## Screen the shipped samples; writes $(OUT)/report.html
	$(BIN)/tecum screen samples/*/source.* --out $(OUT)/reports --html $(OUT)/report.html

test: setup lint  ## Every check and every test
	$(BIN)/python -m pytest -n auto

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

setup: system $(VENV)/.ready

system:
	@sh .ci/system-packages

$(VENV)/.ready: requirements.lock pyproject.toml .ci/venv
	sh .ci/venv "$(PYTHON)" "$(VENV)"

lock:  ## Pin the dependencies of pyproject.toml again, by hash, without addresses
	$(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install --quiet uv
	.cache/lock/bin/uv pip compile pyproject.toml --group dev --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --quiet --output-file requirements.lock

models: setup  ## Train the classifiers again
	$(BIN)/tecum train

samples: setup  ## Write the shipped samples again, byte for byte the same
	$(BIN)/tecum synthesise samples

score: setup  ## Score the samples and the frozen sets
	for set in samples training/frozen training/frozen2 training/frozen3; do \
	  echo "$$set"; $(BIN)/python -m training.score $$set --profile amazon --findings findings; \
	done

score-real: setup  ## Score against real documents, where they lie beside the checkout
	$(BIN)/python -m training.score $(REAL) --errors

rules-test: setup  ## Every rule's examples, the truth table, the rule files' style
	$(BIN)/tecum rules test
	$(BIN)/tecum rules lint
	$(BIN)/tecum rules docs --check

rules-docs: setup  ## Write the page of every rule again
	$(BIN)/tecum rules docs

bench-read: setup
	$(BIN)/python -m training.bench_read

bench: bench-read

clean:
	rm -rf $(VENV) $(OUT) .cache .mypy_cache .ruff_cache .pytest_cache
