# Two commands: `make demo` and `make test`. Both set up what is missing first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
REAL ?= ../shared/real

.PHONY: demo test test-nightly test-all lint format setup system system-test lock models train ablation samples score score-real evaluate evaluate-real rules-test rules-docs rules-figures bench bench-read bench-service clean

demo: setup  ## Screen the shipped samples; writes $(OUT)/report.html
	$(BIN)/tecum screen samples/*/source.* --out $(OUT)/reports --html $(OUT)/report.html

test: system-test setup lint  ## Every check and every test
	$(BIN)/python -m pytest -n auto --ignore=tests/browser
	$(BIN)/python -m pytest tests/browser  # a browser keeps an event loop of its own

test-nightly: setup  ## What takes minutes: servers killed in the middle, thousands of calls
	$(BIN)/python -m pytest -m nightly

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

system-test:
	@sh .ci/system-packages test

$(VENV)/.ready: requirements.lock pyproject.toml .ci/venv
	sh .ci/venv "$(PYTHON)" "$(VENV)"

lock:  ## Pin the dependencies of pyproject.toml again, by hash, without addresses
	$(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install --quiet uv
	.cache/lock/bin/uv pip compile pyproject.toml --group dev --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --quiet --output-file requirements.lock

train: setup  ## Train every model from nothing; writes candidates that nothing uses yet
	$(BIN)/tecum train

models: train

ablation: setup  ## What rules, models, letters and noise each add; writes docs/ablation.md
	$(BIN)/python -m training.ablation

samples: setup  ## Write the shipped samples again, byte for byte the same
	$(BIN)/tecum synthesise samples

evaluate: setup  ## Score the samples and the frozen sets; pages in $(OUT)/evaluate
	$(BIN)/tecum evaluate samples --out $(OUT)/evaluate/samples
	$(BIN)/tecum evaluate training/frozen --out $(OUT)/evaluate/frozen
	for set in frozen2 frozen3; do \
	  $(BIN)/tecum evaluate training/$$set --held-back even --out $(OUT)/evaluate/$$set || exit 1; \
	done

evaluate-real: setup  ## Score real documents, where they lie beside the checkout, against their bars
	@if [ -d "$(REAL)" ]; then \
	  $(BIN)/tecum evaluate "$(REAL)" --bars real --held-back report --out $(OUT)/evaluate/real; \
	else echo "Skipped: there are no real documents at $(REAL)."; fi

score: evaluate

score-real: evaluate-real

rules-test: setup  ## Every rule's examples, the truth table, the rule files' style
	$(BIN)/tecum rules test
	$(BIN)/tecum rules lint
	$(BIN)/tecum rules docs --check

rules-figures: setup  ## The checker on packets drawn anew: SEED=..., one that was never used
	$(BIN)/python -m training.rules_figures --seed $(or $(SEED),$(error Give a seed that was never used: SEED=...)) --out $(OUT)/rules-figures

rules-docs: setup  ## Write the page of every rule again
	$(BIN)/tecum rules docs

bench-read: setup
	$(BIN)/python -m training.bench_read

bench-service: setup  ## Measure the service with 10,000 requests stored; writes docs/service-figures.md
	export TECUM_FIGURES=$(OUT)/service-figures.jsonl; \
	$(BIN)/python -m pytest -m nightly tests/service/load; kept=$$?; \
	$(BIN)/python -m tests.service.load.page && exit $$kept

bench: bench-read

clean:
	rm -rf $(VENV) $(OUT) .cache .mypy_cache .ruff_cache .pytest_cache
