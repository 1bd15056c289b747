# roireport: `make site` builds every engagement, `make test` proves the tool.

VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.prepared
MUTMUT := $(VENV)/.with-mutmut

.PHONY: help setup site test looks fonts oracle rates nulls chaos fuzz mutants check format decisions bench clean
.DEFAULT_GOAL := help

help:  ## say what can be made
	@sed -n 's/^\([a-z]*\):.*##/\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r target what; do \
	    printf '  make %-10s%s\n' "$$target" "$$what"; done

# Runs once, and again when what is to be installed changes.
$(READY): .ci/prepare .ci/system-packages pyproject.toml constraints.txt
	@.ci/prepare $(VENV)
	@touch $@

setup: $(READY)  ## prepare .venv, and let git refuse commit subjects of more than 72 characters
	@.ci/hooks

site: $(READY)  ## build the site and the PDF reports of engagements/ into site/
	$(BIN)/roireport build

test: $(READY)  ## run the tests; those whose tools are missing are skipped, and named
	$(BIN)/python -m pytest -q -n auto --dist worksteal

looks: $(READY)  ## renew the pictures that tests compare pages with, after a change of the look
	$(BIN)/python -m tests.looks.renew

fonts: $(READY)  ## renew the fonts of the site and the list of printed characters, after a change of faces or fonttools
	$(BIN)/python -m tests.looks.web_fonts

oracle: $(READY)  ## compare 10,000 random engagements with a second implementation of the formulas
	ROIREPORT_ORACLE_CASES=10000 $(BIN)/python -m pytest -q -n auto tests/oracle

rates: $(READY)  ## hold how often an effect is called established where there is none, over 1,000 series a case
	ROIREPORT_SERIES=1000 $(BIN)/python -m pytest -q -n auto --timeout 1800 tests/measure/test_false_positives.py

nulls: $(READY)  ## judge 1,000 engagements without any effect, and 200 with a large one, and print how many are called profitable
	ROIREPORT_NULLS=1000 $(BIN)/python -m pytest -q -n auto -rP tests/verdicts/test_null_engagements.py

chaos: $(READY)  ## kill 200 builds at random moments, and look at what they leave
	ROIREPORT_KILLS=200 $(BIN)/python -m pytest -q --timeout 1800 tests/publish/test_faults.py

fuzz: $(READY)  ## read 200,000 damaged or made-up files; every refusal has its place, and 99 of 100 take less than 50 ms
	$(BIN)/python -m tests.fuzz.many

$(MUTMUT): $(READY)
	@.ci/prepare $(VENV) mutants
	@touch $@

mutants: $(MUTMUT)  ## change formulas and challenges one place at a time, and count what no test notices
	nice -n 10 $(BIN)/python bench/mutants.py

check: $(READY)  ## style, types, architecture and density
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.ground.density roireport

format: $(READY)  ## mend what can be mended of the style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

decisions: $(READY)  ## write the index of docs/decisions
	$(BIN)/python -m tests.ground.decisions

# BENCH="html --engagements 1000" names sections and options. The folder of the script itself is no place to import from.
bench: $(READY)  ## time roireport against its peers
	PYTHONPATH=. $(BIN)/python -P bench/run.py $(BENCH)

clean:  ## remove what was built and installed here
	find site -mindepth 1 ! -name .gitignore -delete
	rm -rf $(VENV) dist mutants .roireport .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
