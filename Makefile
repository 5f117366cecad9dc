# The front door: `make demo` to see it, `make test` to check it. Both install what they need.
.PHONY: demo test bench lint build ui setup clean
.DEFAULT_GOAL := build

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GO_FILES := $(shell find cmd forecast ingest tiles web -name '*.go' -o -name '*.json' -not -path '*/node_modules/*')
UI_FILES := $(shell find web/ui/src web/ui/public web/ui/index.html web/ui/*.json web/ui/*.ts -type f 2>/dev/null)

## demo: set everything up, then serve real and synthetic data at the address it prints
demo: build
	scripts/demo.sh

## test: set everything up, then run every test, the browser's included
test: setup-test build examples/node_modules/.installed
	node scripts/test.mjs

## bench: the benchmarks behind docs/performance.md, and a table of the budgets
bench: setup-bench build
	go test -run '^$$' -bench . -benchmem ./forecast/... ./tiles/... ./ingest/... ./web/...
	node scripts/bench/bench.mjs
	node scripts/bench/tiles.mjs

## lint: formatting, vet, staticcheck, and the front end's own linter
lint: setup web/ui/node_modules/.installed
	scripts/lint.sh

## build: the binary with the map in it
build: setup bin/fengtu

bin/fengtu: $(GO_FILES) web/ui/dist/index.html go.mod go.sum
	go build -trimpath -ldflags '-X main.version=$(VERSION)' -o $@ ./cmd/fengtu

ui: web/ui/dist/index.html

web/ui/dist/index.html: web/ui/node_modules/.installed $(UI_FILES)
	cd web/ui && npm run build --silent
	@touch $@

web/ui/node_modules/.installed: web/ui/package-lock.json
	cd web/ui && npm ci --silent --no-audit --no-fund
	@touch $@

examples/node_modules/.installed: examples/package-lock.json
	cd examples && npm ci --silent --no-audit --no-fund
	@touch $@

setup:
	@scripts/setup.sh build
setup-test:
	@scripts/setup.sh build test
setup-bench:
	@scripts/setup.sh build bench
.PHONY: setup-test setup-bench

clean:
	rm -rf bin .demo examples/node_modules web/ui/node_modules web/ui/dist/*
