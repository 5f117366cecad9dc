#!/usr/bin/env bash
# Makes docs/sheet.png, one small picture of every style and form: needs ImageMagick.
set -euo pipefail
cd "$(dirname "$0")/.."
sheet=$(mktemp --suffix .png)
trap 'rm -f "$sheet"' EXIT
go test ./tiles -run ContactSheet -sheet "$sheet"
convert "$sheet" -resize 55% +dither -colors 256 -define png:compression-level=9 PNG8:docs/sheet.png
