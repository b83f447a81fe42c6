# Thin targets: everything they do, the command `rahmen` or pytest does as well.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.PHONY: study large test wheel lab lint model encoder evaluate bench coverage transformers docs setup clean

study: setup  ## run the notebooks over corpus/ and write results/
	$(BIN)/rahmen study --out results
	@cp results/figures/article_profile.png results/figures/article_comparison.png results/figures/stance_groups.png docs/figures/

large: setup  ## run the notebook on large corpora whole: 100,000 articles
	RAHMEN_ARTICLES=100000 $(BIN)/jupyter nbconvert --to html --execute notebooks/07_large_corpora.ipynb --output-dir results-large

test: setup lint  ## lint, unit tests, docstring and README examples, notebooks
	$(BIN)/python -m pytest

lab: setup  ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

wheel: setup  ## build wheel and sdist into dist/; run examples and tests on the wheel alone, where no repository is
	rm -rf dist build/lib build/bdist.*
	$(BIN)/python -c "from setuptools import build_meta as b; b.build_wheel('dist'); b.build_sdist('dist')" >/dev/null
	@alone=$$(mktemp -d) && trap 'rm -rf "$$alone"' EXIT && python=$$PWD/$(BIN)/python && \
	$$python -m pip install --quiet --disable-pip-version-check --no-deps --no-index --target "$$alone/site" dist/*.whl && \
	cp -r tests "$$alone" && cd "$$alone" && PYTHONPATH="$$alone/site" $$python -m pytest -q -p no:cacheprovider \
		--doctest-modules --import-mode=importlib -o pythonpath=. -o doctest_optionflags=NORMALIZE_WHITESPACE --pyargs rahmen tests

docs: setup  ## build the documentation into build/site; a warning is an error
	$(BIN)/python -m sphinx -q -W --keep-going -E -d build/doctrees docs build/site
	@echo "wrote build/site/index.html"

model: setup  ## build the shipped models anew: make model DATA=folder with train_pool.jsonl
	$(BIN)/python -m benchmarks.model --data "$(DATA)"

encoder: setup  ## teach the sentence encoder anew, about an hour; installs PyTorch: make encoder DATA=folder
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[teach]"
	$(BIN)/python -m benchmarks.encoder --data "$(DATA)"

transformers: setup  ## install the extra for transformer encoders (PyTorch and all: large)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[transformers]"

evaluate: setup  ## measure on local data: make evaluate DATA=folder WHY="reason for this look at the dev set"
	$(BIN)/python -m benchmarks.corpus
	$(BIN)/python -m benchmarks.stance --data "$(DATA)"
	$(BIN)/python -m benchmarks.fewshot --data "$(DATA)"
	$(BIN)/python -m benchmarks.splitter --data "$(DATA)"
	$(BIN)/python -m benchmarks.frames --data "$(DATA)" --why "$(WHY)"
	$(BIN)/python -m benchmarks.pool --data "$(DATA)"
	$(BIN)/python -m benchmarks.coding --data "$(DATA)"
	$(BIN)/python -m benchmarks.learned --data "$(DATA)" --why "$(WHY)"
	$(BIN)/python -m benchmarks.sentiment --data "$(DATA)" --why "$(WHY)"
	$(BIN)/python -m benchmarks.speech --data "$(DATA)" --why "$(WHY)"
	$(BIN)/python -m benchmarks.status --data "$(DATA)" --why "$(WHY)"
	$(BIN)/python -m benchmarks.voices --data "$(DATA)"
	$(BIN)/python -m benchmarks.newspapers --data "$(DATA)" --why "$(WHY)"
	$(BIN)/python -m benchmarks.claims --data "$(DATA)"
	$(BIN)/python -m benchmarks.card

bench: setup  ## time the fast road beside other tools: make bench DATA=folder (generated text where it is left out)
	$(BIN)/python -m benchmarks.bench --data "$(DATA)"
	$(BIN)/python -m benchmarks.growth --data "$(DATA)"
	$(BIN)/python -m benchmarks.learning --data "$(DATA)"

coverage: setup  ## simulate whether intervals and verdicts of claims hold what they say: about half an hour
	$(BIN)/python -m benchmarks.coverage

# Set up once, and again only when the lock file changes; the stamp is written last, so a broken set-up starts anew.
setup:
	@cmp -s requirements.lock .venv/installed.lock || $(MAKE) --no-print-directory .venv-anew

.PHONY: .venv-anew
.venv-anew:
	@test -n "$(PYTHON)" || { echo "no Python 3.11, 3.12 or 3.13 found: install one, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version): about 200 packages from requirements.lock, once, about a minute."
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; echo "Python cannot make virtual environments: on Debian or Ubuntu 'apt install python3-venv'" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@cp requirements.lock .venv/installed.lock
	@echo "Set-up done."

clean:  ## remove results and caches, not .venv
	rm -rf results results-large results.partial dist build .pytest_cache .ruff_cache .hypothesis
