# make demo   the main job on the seeds, then a review on a terminal
# make test   every test
# make check  linters, types, layers
# Needs git, make and Python 3.11 or newer; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
HANGUL_FONTS := koreanize-matplotlib==0.1.1

.PHONY: demo test check format screenshots browser clean

$(VENV)/.runtime: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "studykit needs Python 3.11 or newer; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No virtual environment could be made; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) (once, about a minute)"
	@$(PIP) install --editable .
	@touch $@

# A fresh machine has no Hangul font. This package ships four Nanum Gothic files; its plotting half is not needed.
$(VENV)/.fonts: $(VENV)/.runtime
	@$(PIP) install --no-deps "$(HANGUL_FONTS)"
	@touch $@

$(VENV)/.dev: $(VENV)/.fonts
	@echo "Setting up the test tools (once)"
	@$(PIP) install --editable '.[dev]'
	@touch $@

TALK := gpt-4.5-debut
# Offline, by rules; and from a chatbot's reply to `studykit generate --ask`, which is kept in seeds/.
DECK := decks/$(TALK).yaml
CHATBOT := decks/$(TALK).chatbot.yaml

demo: $(VENV)/.fonts
	@mkdir -p out
	@$(BIN)/studykit generate seeds/$(TALK).summary.md -o $(DECK)
	@$(BIN)/studykit generate seeds/$(TALK).summary.md --answers seeds/$(TALK).reply.txt -o $(CHATBOT) --name "GPT 4.5 debut, by chatbot"
	@$(BIN)/studykit export $(DECK) -o out/$(TALK).apkg
	@$(BIN)/studykit export $(CHATBOT) -o out/$(TALK).chatbot.apkg
	@$(BIN)/studykit print $(DECK) -o out/$(TALK).pdf
	@$(BIN)/studykit print $(CHATBOT) -o out/$(TALK).chatbot.pdf
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/studykit review $(CHATBOT); else \
	  echo "Made two decks in decks/, and of each a package for Anki and a sheet to print in out/."; \
	  echo "Next, on a terminal: $(BIN)/studykit review $(CHATBOT)"; fi

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not browser"

# The real-browser run; needs Chromium, which .ci/run installs where it may.
browser: $(VENV)/.dev
	$(BIN)/python -m pytest -m browser

# The pictures in README and docs, made by the program itself.
screenshots: $(VENV)/.dev
	$(BIN)/python -m studykit.tui.screenshots

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
