#!/bin/sh
# Makes contour-pressure.json.gz of gdal-pressure-nodes.f32.gz (README.md): lines every 2 hPa by
# gdal_contour, as [value, lon, lat, lon, lat, …] each.
set -eu
out=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
gunzip -c "$out/gdal-pressure-nodes.f32.gz" >"$tmp/nodes.bin"
cat >"$tmp/nodes.vrt" <<VRT
<VRTDataset rasterXSize="51" rasterYSize="76"><SRS>EPSG:4326</SRS>
<GeoTransform>169.8, 0.4, 0, 60.2, 0, -0.4</GeoTransform>
<VRTRasterBand dataType="Float32" band="1" subClass="VRTRawRasterBand">
<SourceFilename relativeToVRT="1">nodes.bin</SourceFilename><ByteOrder>LSB</ByteOrder>
</VRTRasterBand></VRTDataset>
VRT
gdal_contour -q -a value -i 200 -f GeoJSON "$tmp/nodes.vrt" "$tmp/lines.json"
python3 - "$tmp/lines.json" "$out/contour-pressure.json.gz" <<'PY'
import gzip, json, sys
lines = [[f["properties"]["value"], *(round(x, 5) for p in f["geometry"]["coordinates"] for x in p[:2])]
         for f in json.load(open(sys.argv[1]))["features"]]
open(sys.argv[2], "wb").write(gzip.compress(json.dumps(lines, separators=(",", ":")).encode(), 9, mtime=0))
PY
