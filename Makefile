# make run    builds everything and starts Tasklane here; it prints the address to open.
# make test   proves everything that can be proven on this machine.
# Both need Go 1.26 and Node 20.19 or newer, and nothing else. `make help` lists the rest.

GO      ?= go
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
# Two packages are generated and large, a method for each command of Redis and field of Kafka. Nobody waits for them, and
# without inlining the binary has 2 MB less. The same stands in Dockerfile and scripts/release-binaries.
SMALLER := -gcflags=github.com/redis/rueidis/internal/cmds=-l -gcflags=github.com/twmb/franz-go/pkg/kmsg=-l
RESULTS := bin/test

# What the web app is made of: when one of these changes, it is built anew.
WEB_SOURCES := $(shell find frontend schema -type f -not -path '*/node_modules/*' -not -path 'frontend/dist/*' 2>/dev/null)
GO_FILES     = $(shell find . -name '*.go' -not -path '*/node_modules/*')

# All but chaos, which wants the built binary, and the machine for itself.
PACKAGES     = $(shell $(GO) list ./... | grep -v '/chaos$$')

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run build web test format vet web-test go-test chaos chaos-test e2e race fuzz bench verify lint image clean

help: ## lists the targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: build ## builds everything and starts it
	./bin/tasklane serve

build: web ## builds bin/tasklane with the web app inside
	CGO_ENABLED=0 $(GO) build -trimpath $(SMALLER) -ldflags "$(LDFLAGS)" -o bin/tasklane .

web: frontend/dist/index.html ## builds the web app when its sources have changed

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(WEB_SOURCES)
	cd frontend && npm run build
	@touch $@

frontend/node_modules/.package-lock.json: frontend/package.json frontend/package-lock.json
	scripts/need-node
	cd frontend && npm ci --ignore-scripts
	@touch $@

e2e/node_modules/.package-lock.json: e2e/package.json e2e/package-lock.json
	scripts/need-node
	cd e2e && npm ci --ignore-scripts
	@touch $@

test: ## everything that can be proven here; skipped tests are listed at the end
	@rm -rf $(RESULTS) && mkdir -p $(RESULTS)
	@$(MAKE) --no-print-directory format vet web-test go-test chaos-test e2e
	@scripts/test-summary $(RESULTS)

format:
	@unformatted=$$(gofmt -l $(GO_FILES)); \
	if [ -n "$$unformatted" ]; then echo "not formatted (run gofmt -w):"; echo "$$unformatted"; exit 1; fi

vet: web
	$(GO) vet ./...

web-test: frontend/node_modules/.package-lock.json ## type check, unit tests and build of the web app
	@mkdir -p $(RESULTS)
	cd frontend && npm run check
	cd frontend && npx vitest run --reporter=default --reporter=json --outputFile.json=../$(RESULTS)/web.json
	@$(MAKE) --no-print-directory web

go-test: web ## Go tests, on SQLite and beside throw-away servers: PostgreSQL, Redis and Kafka
	@mkdir -p $(RESULTS)
	scripts/with-services $(GO) run ./scripts/gotest -results $(RESULTS)/go.json $(PACKAGES)

chaos-test: build ## breaks it on purpose while people work: every fault once, see chaos/doc.go
	@mkdir -p $(RESULTS)
	TASKLANE_BIN=$(CURDIR)/bin/tasklane $(GO) run ./scripts/gotest -results $(RESULTS)/chaos.json ./chaos -count=1

chaos: build ## the same, and tells all; CHAOS='-duration 30m -seed 42' goes on at random
	TASKLANE_BIN=$(CURDIR)/bin/tasklane $(GO) test -v -count=1 -timeout=0 ./chaos $(CHAOS)

e2e: build e2e/node_modules/.package-lock.json ## other people's clients and a real browser against the binary
	@mkdir -p $(RESULTS)
	scripts/with-tasklane scripts/e2e $(RESULTS)/e2e.json

race: web ## Go tests with the race detector; needs a C compiler
	CGO_ENABLED=1 scripts/with-services $(GO) test -race $(PACKAGES)

fuzz: ## every fuzz target for FUZZTIME (60s)
	scripts/fuzz $(or $(FUZZTIME),60s)

bench: build ## measures Tasklane and the machine's own limit; BENCH=-quick takes less than five minutes
	POSTGRES_FSYNC=on scripts/with-services $(GO) run ./bench -binary bin/tasklane $(BENCH)

verify: frontend/node_modules/.package-lock.json ## generates what is generated; fails when that changes a file
	scripts/verify

lint: web ## golangci-lint with .golangci.yaml
	scripts/lint

image: ## builds the container image tasklane:local; needs a container engine
	docker build --build-arg VERSION=$(VERSION) --tag tasklane:local .

clean: ## removes what was built; data/ stays
	rm -rf bin frontend/node_modules e2e/node_modules
	find frontend/dist -mindepth 1 -not -name .keep -delete
