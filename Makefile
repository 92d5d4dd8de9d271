# The commands of everyday work. `make` alone lists them.
# All of it needs Rust, a C compiler and Node (scripts/node.sh); the tests need PostgreSQL and Chromium too (scripts/postgres.sh and
# scripts/chromium.sh find or install them), and those of mail aiosmtpd (scripts/smtp.sh).

CARGO ?= cargo
ROUNDS ?= 20
TARGET = $(or $(CARGO_TARGET_DIR),target)

# cargo-nextest when it is there, else cargo's own runner: the same tests either way.
ifeq ($(shell $(CARGO) nextest --version >/dev/null 2>&1 && echo yes),yes)
TESTS = $(CARGO) nextest run
CRASH_TESTS = $(TESTS) --no-fail-fast -p recado-it --run-ignored only -E 'test(/^crash::/)'
NODES_TESTS = $(TESTS) -p recado-it --run-ignored only --no-capture -E 'test(/^nodes::/)'
OUTAGES_TESTS = $(TESTS) -p recado-it --run-ignored only --no-capture -E 'test(/^outages::$(OUTAGE)/)'
else
TESTS = $(CARGO) test
NODES_TESTS = $(TESTS) -p recado-it --test main nodes::stopped -- --ignored --nocapture
OUTAGES_TESTS = $(TESTS) -p recado-it --test main outages::$(OUTAGE) -- --ignored --nocapture --test-threads=1
CRASH_TESTS = $(TESTS) -p recado-it --test main crash:: --no-fail-fast -- --ignored --nocapture --test-threads=1
endif

# What the web app is built from; web/dist/index.html is its newest file.
WEB_SOURCES = $(shell find web/src web/public web/scripts web/index.html web/*.json web/vite.config.ts -type f)
WEB = web/dist/index.html
WEB_PACKAGES = web/node_modules/.package-lock.json

.PHONY: help run test check lint build crash nodes outages fairness nginx bench isolation-timing guesses mutants fuzz openapi hooks web journeys crawl load pictures deploy-check secrets api-fuzz audit

help: ## list these commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: $(WEB) ## the demo: server, simulator and a seeded tenant; Ctrl-C ends it
	@$(CARGO) build -p recado-server --bin recado
	@$(CARGO) run --quiet -p recado-server --bin recado -- demo

test: binary $(WEB) ## every test, on SQLite and on a private PostgreSQL, and the journeys in a browser
	@scripts/smtp.sh --check
	@$(CARGO) test --quiet --workspace --doc
	@scripts/postgres.sh run $(TESTS) --workspace --no-fail-fast
	@$(MAKE) --no-print-directory journeys

journeys: binary $(WEB) ## only the journeys in a browser; JOURNEY=session runs one file
	@cd web && CHROMIUM=$$(../scripts/chromium.sh) ../scripts/postgres.sh run npm run --silent e2e $(JOURNEY)

crawl: binary $(WEB) ## every control of every screen is used once, in a browser (some minutes)
	@cd web && CHROMIUM=$$(../scripts/chromium.sh) npm run --silent crawl

load: build ## typing under 20 messages/s in a list of 100,000 conversations, with frame times (some minutes)
	@cd web && PROFILE=release CHROMIUM=$$(../scripts/chromium.sh) npm run --silent load

pictures: binary $(WEB) ## the pictures of docs/user-guide anew, from the demo; PICTURE=inbox takes one
	@CHROMIUM=$$(scripts/chromium.sh) node web/scripts/pictures.mjs $(PICTURE)

check: secrets lint $(WEB_PACKAGES) ## the quick part, before each commit: format, lints, unit tests, of the web app too
	@scripts/postgres.sh run $(TESTS) --workspace --lib --bins
	@npm run --silent --prefix web check

lint:
	@$(CARGO) fmt --all --check
	@$(CARGO) clippy --quiet --workspace --all-targets -- -D warnings

build: $(WEB) ## the release binary, at target/release/recado
	@$(CARGO) build --release -p recado-server --bin recado

crash: binary ## kill the built binary at random moments; ROUNDS=20
	@RECADO_CRASH_ROUNDS=$(ROUNDS) scripts/postgres.sh run --durable $(CRASH_TESTS)

nodes: binary ## one of two nodes on PostgreSQL stands still for a minute under load (three minutes)
	@scripts/postgres.sh run --durable $(NODES_TESTS)

outages: binary ## the database ends, the disk is full, the clock jumps (five minutes; as root, for the small disk)
	@scripts/outages.sh $(OUTAGES_TESTS)

fairness: binary ## a million queued messages of one company, and how long another one's replies take meanwhile (ten minutes)
	@scripts/postgres.sh run --durable $(CARGO) test -p recado-it --test main sending::fairness -- --ignored --nocapture --test-threads=1

nginx: binary $(WEB) ## two nodes behind nginx with TLS: docs/examples/two-nodes, as a check (one minute)
	@RECADO=$(TARGET)/debug/recado docs/examples/two-nodes/run.sh --smoke

bench: build ## how fast the release binary is, beside the ceilings of the same run; BENCH="intake --engine sqlite" one of them in full (else all, short)
	@$(CARGO) build --release -p recado-bench
	@scripts/postgres.sh run --durable $(TARGET)/release/recado-bench $(or $(BENCH),all --short)

deploy-check: ## Dockerfile, compose, systemd unit, Kubernetes, alerts, dashboards: everything in deploy (half a minute)
	@deploy/check.sh

secrets: ## keys and tokens that must not be in the repository
	@scripts/secrets.sh

api-fuzz: binary ## Schemathesis tries every operation on a demo, as four people of two companies; SECONDS=300
	@RECADO=$(TARGET)/debug/recado scripts/api-fuzz.sh $(or $(SECONDS),300)

audit: ## known faults in the libraries we use; asks databases on the network
	@PATH="$(CURDIR)/$(TARGET)/tools/bin:$$PATH" $(CARGO) deny check advisories
	@npm audit --prefix web --omit=dev --audit-level=high

isolation-timing: ## answers to foreign and unknown ids take as long (a quiet machine)
	@scripts/postgres.sh run $(CARGO) test -p recado-it --test main isolation::timing -- --ignored --nocapture

mutants: ## every statement without its tenant predicate: does a test notice? (the suite on SQLite; some ten minutes)
	@CARGO="$(CARGO)" scripts/mutants.sh

fuzz: ## a fuzzer makes up webhooks, signatures, cursors, phone numbers, statuses, trackers; SECONDS=60 each, FUZZ=phone
	@scripts/fuzz.sh $(or $(SECONDS),60) $(FUZZ)

guesses: binary ## ten thousand guesses at one password from as many addresses, and what Meta feels of it (a quiet machine)
	@scripts/postgres.sh run $(CARGO) test -p recado-it --test main access::flood -- --ignored --nocapture

openapi: binary $(WEB_PACKAGES) ## write docs/openapi.json anew from the handlers, and the web app's types from it
	@$(TARGET)/debug/recado openapi >$(TARGET)/openapi.json
	@mv $(TARGET)/openapi.json docs/openapi.json
	@npm run --silent --prefix web gen

hooks: ## let git run the quick part before each commit
	@git config core.hooksPath .githooks
	@echo "git now runs .githooks/pre-commit (git commit --no-verify goes round it)"

web: $(WEB) ## the web app, into web/dist

$(WEB_PACKAGES): web/package-lock.json
	@scripts/node.sh packages

$(WEB): $(WEB_PACKAGES) $(WEB_SOURCES)
	@npm run --silent --prefix web build
	@touch $@

# The crash tests and `openapi` start the binary that lies beside the tests.
.PHONY: binary
binary:
	@$(CARGO) build --workspace --bins
