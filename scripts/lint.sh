#!/usr/bin/env bash
# Checks formatting, vet, staticcheck and the front end; prints what to mend and fails.
set -euo pipefail
cd "$(dirname "$0")/.."

unformatted=$(go tool gofumpt -l cmd forecast ingest tiles web/*.go web/*/*.go)
if [ -n "$unformatted" ]; then
	echo "not formatted (run go tool gofumpt -w): $unformatted" >&2
	exit 1
fi
go vet ./...
go tool staticcheck ./...
(cd web/ui && npm run lint --silent)
echo "lint: nothing to mend"
