#!/usr/bin/env bash
# Runs the Dockerfile's steps without Docker: each stage's COPY lines into an empty folder, then its
# build commands. What the image would lack fails here. image.sh FOLDER leaves the binary there.
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:?image.sh FOLDER}
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

# copy STAGE gives the sources of a stage's COPY lines, those from other stages left out.
copy() {
	awk -v stage="$1" '
		/^FROM/ { here = ($NF == stage) }
		here && /^COPY/ && !/--from/ { for (i = 2; i < NF; i++) print $i }' Dockerfile
}
tracked() { git ls-files --cached --others --exclude-standard -- "$1"; }

for name in ui build; do
	for path in $(copy "$name"); do
		tracked "$path" | while read -r file; do
			mkdir -p "$stage/$(dirname "$file")"
			cp "$file" "$stage/$file"
		done
	done
done
for path in LICENSE NOTICE; do [ -e "$path" ] || { echo "image.sh: $path is missing" >&2; exit 1; }; done

(cd "$stage/web/ui" && npm ci --silent --no-audit --no-fund && npm run build --silent)
mkdir -p "$out"
out=$(cd "$out" && pwd)
(cd "$stage" && go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/fengtu" ./cmd/fengtu)
"$out/fengtu" version
