# make run     serves the site on this machine (PORT, LMS_DATA and LMS_DATABASE_URL change where)
# make test    runs every test
# make bench   measures this machine against the figures of the design
# make lock    works out the locks under requirements/ again, after a dependency has changed
# make nu      fetches the Nu HTML checker, which the tests use where Java is there (needs npm)
# make fix     formats the code and mends what ruff can mend

PORT ?= 8000
export PORT

# The first Python on this machine that is 3.11 or newer.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
    $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
PY = $(VENV)/bin/python
LOCK = $(if $(findstring postgres,$(LMS_DATABASE_URL)),postgresql,run)
export VENV

.PHONY: run test bench lock fix nu

run:
	@$(or $(PYTHON),$(none)) requirements/venv.py $(LOCK)
	@exec $(PY) -m lms.cli serve

test:
	@$(or $(PYTHON),$(none)) requirements/venv.py test
	@exec $(PY) -m pytest -q -n logical --maxprocesses 4 --dist worksteal $(ARGS)

bench:
	@$(or $(PYTHON),$(none)) requirements/venv.py test
	@exec $(PY) -m tests.bench

none = $(error Waymark needs Python 3.11 or newer, and none was found. Say where it is: make $@ PYTHON=/path/to/python3)

# The locks hold for every system and every Python from 3.11 on, with all hashes, and name no package index.
COMPILE = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-annotate --no-emit-index-url --custom-compile-command 'make lock'
UPGRADE = $(if $(UP),--upgrade)

lock:
	@$(or $(PYTHON),$(none)) requirements/venv.py test
	$(COMPILE) $(UPGRADE) pyproject.toml -o requirements/run.txt
	$(COMPILE) $(UPGRADE) pyproject.toml --extra postgresql -c requirements/run.txt -o requirements/postgresql.txt
	$(COMPILE) $(UPGRADE) pyproject.toml requirements/test.in --extra postgresql -c requirements/postgresql.txt -o requirements/test.txt

fix:
	@$(or $(PYTHON),$(none)) requirements/venv.py test
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

nu:
	@$(or $(PYTHON),$(none)) requirements/venv.py test
	@$(PY) -m tests.harness.nu
