# Everything a developer or an operator does with this repository, by name. `make help` lists it.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run build test check format lint imports sizes docs bench matrix profile order fuzz clean setup

SWIFT := $(shell scripts/find-swift)
# Release only: debug, test, sanitizer and fuzz builds keep the exclusivity checks.
PLAIN := -c release --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked -Xswiftc -cross-module-optimization
RELEASE := $(PLAIN)
ifeq ($(shell uname -s),Linux)
# What a call runs lies together in the binary, and branches are laid out for it (docs/decisions/0008).
RELEASE += -Xswiftc -Xfrontend -Xswiftc -function-sections -Xcc -ffunction-sections -Xswiftc -use-ld=lld \
	-Xlinker --symbol-ordering-file=$(CURDIR)/scripts/functions-in-order.txt -Xlinker --no-warn-symbol-ordering \
	-Xswiftc -Xfrontend -Xswiftc -ir-profile-use=$(CURDIR)/scripts/calls.profdata
endif

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Install what is missing, build the release, and serve (ARGS="--port 9000 …")
	@exec .build/release/llmgateway serve $(ARGS)

build: setup ## Build the release binary: .build/release/llmgateway
	$(SWIFT) build $(RELEASE) --product llmgateway

test: setup ## Install what is missing and run every test
	@scripts/test

check: lint imports sizes docs test ## Everything a change must pass: format, lint, imports, sizes, docs, test

format: setup ## Rewrite the Swift files in the project's style
	@scripts/swift-files | xargs -0 $(SWIFT) format format --in-place --parallel

lint: setup
	@scripts/check-format

imports: setup
	@scripts/check-imports

sizes: setup
	@scripts/check-sizes

docs: setup
	@scripts/check-docs

bench: build ## Measure the release build beside nginx (BENCH="--quick"), write docs/reference/performance.md
	@scripts/setup bench
	@Benchmarks/gateway/bench.py $(BENCH)

matrix: setup ## Run every door's SDK in front of every upstream, write docs/reference/compatibility.md
	@$(SWIFT) build --product llmgateway
	@scripts/matrix

profile: setup ## Count which way the program's branches go, for the compiler of the release (Linux; 15 minutes)
	@scripts/setup profile
	$(SWIFT) build --scratch-path .build-profile $(PLAIN) -Xswiftc -Xfrontend -Xswiftc -ir-profile-generate \
		-Xswiftc -Xclang-linker -Xswiftc -fprofile-generate --product llmgateway
	@scripts/profile-calls
# Neither the package manager nor the compiler looks whether the profile has changed.
	@find -L .build/release -name '*.swift.o' -delete 2>/dev/null || true

order: build ## Write the list of functions that the release build puts together anew (needs valgrind)
	@scripts/setup order
	@scripts/order-functions

fuzz: setup ## Fuzz every parser (SECONDS_EACH=120 NAMES="JSON SSE")
	@scripts/fuzz $(or $(SECONDS_EACH),120) $(NAMES)

clean: ## Remove everything that was built
	rm -rf .build .build-* .venv-*

setup:
	@scripts/setup
