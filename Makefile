# What there is to do here. `make demo` and `make test` set up all they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := .cache/web
FORM := .cache/form
LOCK := .cache/lock
COVERAGE := .cache/coverage.json
ROUNDS ?= 10

.PHONY: demo demo-batch demo-mail demo-people demo-year demo-ecosystem test coverage test-busy test-lowest mutants fuzz test-install lint types lock golden bench docs pictures form-script setup system web clean

demo: setup  ## assess an example provider and say where its report lies
	$(BIN)/dpcap assess examples/providers/lanxing --no-input --on 2026-11-24 --reviews examples/reviews
	@echo
	@echo "The report: out/lanxing/report.html (open it in a browser), report.md, profile.json"

demo-batch: setup  ## score all examples, hold them against the admission rules, say where the page lies
	@$(BIN)/dpcap batch examples/providers --gates admission --on 2026-11-24 --no-reuse \
		--reviews examples/reviews --out out/batch; code=$$?; [ $$code -le 1 ] || exit $$code
	@echo
	@echo "The page: out/batch/portfolio.html (open it in a browser); beside it summary.md, results.csv, verdict.json"

demo-mail: setup  ## mail the examples' decisions to a server of our own, show the outbox
	@sh tools/system.sh pdf
	@$(BIN)/dpcap batch examples/providers --gates admission --on 2026-11-24 --reports none \
		--reviews examples/reviews --out out/mail-demo --format jsonl; code=$$?; [ $$code -le 1 ] || exit $$code
	@$(BIN)/python tools/demo_mail.py out/mail-demo

demo-people: setup  ## six people fill in sheets with LibreOffice, up to the decision
	@sh tools/system.sh office
	@$(BIN)/python tools/demo_people.py out/people-demo

demo-year: setup  ## a year on the examples: rules that change, standing, an appeal, a withdrawal
	@$(BIN)/python tools/demo_year.py out/year-demo

demo-ecosystem: setup  ## on the same quarters: brands matched, incentives, NPS, a plan, the course
	@$(BIN)/python tools/demo_ecosystem.py out/ecosystem-demo

test: setup system web  ## every test, in parallel
	$(BIN)/pytest -n auto --dist worksteal

coverage: setup system web  ## every test, and whether they run enough of the package's lines
	@mkdir -p $(dir $(COVERAGE))
	$(BIN)/python -m slipcover --out $(COVERAGE) -m pytest -n auto --dist worksteal
	@$(BIN)/python tools/coverage_floor.py $(COVERAGE)

test-busy: setup system  ## the tests that start processes, three times in a row beside two busy ones
	@for one in 1 2; do (while kill -0 $$PPID 2>/dev/null; do :; done) & busy="$$busy $$!"; done; \
		trap 'kill $$busy' EXIT; \
		for round in 1 2 3; do \
			$(BIN)/pytest -q -n 2 --dist worksteal -m process || exit 1; done

test-lowest: setup system web  ## every test with the lowest versions that pyproject.toml allows
	$(BIN)/uv venv --quiet --clear --seed --python $(BIN)/python .cache/lowest
	$(BIN)/uv pip compile --quiet --only-binary :all: --resolution lowest-direct --all-extras \
		--group dev --python $(BIN)/python pyproject.toml --output-file .cache/lowest.txt
	$(BIN)/uv pip install --quiet --python .cache/lowest/bin/python \
		--requirement .cache/lowest.txt --editable .
	.cache/lowest/bin/pytest -n auto --dist worksteal

mutants: setup system  ## change the code in 300 small ways; the tests must notice each (half an hour)
	$(BIN)/python tools/mutants.py

fuzz: setup system web  ## laws and limits against examples drawn anew, ROUNDS times (10)
	@for round in $$(seq $(ROUNDS)); do \
		DPCAP_HYPOTHESIS=fuzz $(BIN)/pytest -n auto --dist worksteal -q -m hypothesis || exit 1; done

test-install: setup system  ## the README's lines after its own install, bare and with each extra; takes the network
	$(BIN)/pytest tests/install/test_install.py

lint: setup  ## style, floors, workflows, and dpcap's own framework
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet .github/workflows docs/ci/github.yml examples/repository/.github/workflows
	$(BIN)/dpcap lint --strict
	$(BIN)/dpcap lint examples/frameworks/studio-check --strict
	$(BIN)/dpcap lint examples/frameworks/clinic/questionnaires --strict

types: setup  ## mypy, strict
	$(BIN)/mypy

golden: setup  ## write the golden files and samples anew; look at the diff before you commit it
	$(BIN)/pytest -q -p no:randomly tests/golden --golden-update

bench: setup  ## ratios against a reference in the same run; AGAINST=COMMIT: beside that one
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_against.py $(AGAINST)

docs: setup  ## write the generated pages anew
	$(BIN)/python tools/docs.py

pictures: setup system  ## take the pictures of the READMEs anew
	$(BIN)/python tools/pictures.py

form-script:  ## bundle anew what the form of `dpcap form` works conditions out with; takes the network
	mkdir -p $(FORM)
	cp tools/form/package.json tools/form/cel.js $(FORM)/
	npm install --silent --no-audit --no-fund --no-package-lock --prefix $(FORM)
	(cat tools/form/banner.js; $(FORM)/node_modules/.bin/esbuild $(FORM)/cel.js --bundle --minify \
		--format=iife --global-name=Cel --target=es2020 --charset=ascii --legal-comments=none \
		) >reports/form/cel.min.js

setup: $(VENV)/.done

$(VENV)/.done: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade --constraint constraints.txt pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt \
		--build-constraint constraints.txt --editable . --group dev
	@touch $@

lock:  ## write constraints.txt anew: the newest versions of all that make setup installs
	rm -rf $(LOCK)
	$(PYTHON) -m venv $(LOCK)
	$(LOCK)/bin/python -m pip install --quiet --upgrade pip
	$(LOCK)/bin/python -m pip install --quiet --editable . --group dev
	echo "# What make setup installs, written by make lock." >constraints.txt
	$(LOCK)/bin/python -m pip freeze --all --exclude-editable --exclude setuptools >>constraints.txt

system:  ## the browser, the fonts, Java, Node and LibreOffice that some tests need
	@sh tools/system.sh

web: $(WEB)/.done

$(WEB)/.done: tests/browser/web/package.json
	mkdir -p $(WEB)
	cp tests/browser/web/package.json $(WEB)/
	npm install --silent --no-audit --no-fund --no-package-lock --omit=peer --prefix $(WEB)
	@touch $@

clean:
	rm -rf $(VENV) .cache out dpcap-demo dist
