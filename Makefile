# The commands of everyday work. `make` alone lists them.
# All of it needs Rust and a C compiler; the tests need PostgreSQL too (scripts/postgres.sh finds or installs it).

CARGO ?= cargo
ROUNDS ?= 20
TARGET = $(or $(CARGO_TARGET_DIR),target)

# cargo-nextest when it is there, else cargo's own runner: the same tests either way.
ifeq ($(shell $(CARGO) nextest --version >/dev/null 2>&1 && echo yes),yes)
TESTS = $(CARGO) nextest run
CRASH_TESTS = $(TESTS) --no-fail-fast -p recado-it --run-ignored only -E 'test(/^crash::/)'
else
TESTS = $(CARGO) test
CRASH_TESTS = $(TESTS) -p recado-it --test main crash:: --no-fail-fast -- --ignored --nocapture --test-threads=1
endif

.PHONY: help run test check lint build crash openapi hooks

help: ## list these commands
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: ## the demo: server, simulator and a seeded tenant; Ctrl-C ends it
	@$(CARGO) build -p recado-server --bin recado
	@$(CARGO) run --quiet -p recado-server --bin recado -- demo

test: binary ## every test, on SQLite and on a private PostgreSQL
	@$(CARGO) test --quiet --workspace --doc
	@scripts/postgres.sh run $(TESTS) --workspace --no-fail-fast

check: lint ## the quick part, before each commit: format, lints, unit tests
	@scripts/postgres.sh run $(TESTS) --workspace --lib --bins

lint:
	@$(CARGO) fmt --all --check
	@$(CARGO) clippy --quiet --workspace --all-targets -- -D warnings

build: ## the release binary, at target/release/recado
	@$(CARGO) build --release -p recado-server --bin recado

crash: binary ## kill the built binary at random moments; ROUNDS=20
	@RECADO_CRASH_ROUNDS=$(ROUNDS) scripts/postgres.sh run --durable $(CRASH_TESTS)

openapi: binary ## write docs/openapi.json anew from the handlers
	@$(TARGET)/debug/recado openapi >$(TARGET)/openapi.json
	@mv $(TARGET)/openapi.json docs/openapi.json

hooks: ## let git run the quick part before each commit
	@git config core.hooksPath .githooks
	@echo "git now runs .githooks/pre-commit (git commit --no-verify goes round it)"

# The crash tests and `openapi` start the binary that lies beside the tests.
.PHONY: binary
binary:
	@$(CARGO) build --workspace --bins
