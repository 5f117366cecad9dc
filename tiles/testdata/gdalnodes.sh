#!/bin/sh
# Makes of gdal-*-nodes.f32.gz (README.md), with GDAL:
#   contour-pressure.json.gz   lines every 2 hPa, as [value, lon, lat, lon, lat, …] each
#   gdal-gusts-nearest.f32.gz  tile 6/51/25, each pixel the nearest node
set -eu
out=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# raster NAME COLUMNS ROWS WEST NORTH STEP: nodes as a raster, a node in the middle of each cell
raster() {
	gunzip -c "$out/gdal-$1-nodes.f32.gz" >"$tmp/$1.bin"
	cat >"$tmp/$1.vrt" <<VRT
<VRTDataset rasterXSize="$2" rasterYSize="$3"><SRS>EPSG:4326</SRS>
<GeoTransform>$4, $6, 0, $5, 0, -$6</GeoTransform>
<VRTRasterBand dataType="Float32" band="1" subClass="VRTRawRasterBand">
<SourceFilename relativeToVRT="1">$1.bin</SourceFilename><ByteOrder>LSB</ByteOrder>
</VRTRasterBand></VRTDataset>
VRT
}

raster pressure 51 76 169.8 60.2 0.4
gdal_contour -q -a value -i 200 -f GeoJSON "$tmp/pressure.vrt" "$tmp/lines.json"
python3 - "$tmp/lines.json" "$out/contour-pressure.json.gz" <<'PY'
import gzip, json, sys
lines = [[f["properties"]["value"], *(round(x, 5) for p in f["geometry"]["coordinates"] for x in p[:2])]
         for f in json.load(open(sys.argv[1]))["features"]]
open(sys.argv[2], "wb").write(gzip.compress(json.dumps(lines, separators=(",", ":")).encode(), 9, mtime=0))
PY

raster gusts 141 101 99.875 45.125 0.25
te=$(awk 'BEGIN { h = 20037508.342789244; w = 2*h/64; printf "%.9f %.9f %.9f %.9f", 51*w-h, h-26*w, 52*w-h, h-25*w }')
# shellcheck disable=SC2086
gdalwarp -q -r near -et 0 -t_srs EPSG:3857 -ts 256 256 -te $te -dstnodata nan "$tmp/gusts.vrt" "$tmp/warped.tif"
gdal_translate -q -r nearest -outsize 64 64 "$tmp/warped.tif" "$tmp/thinned.tif"
gdal_translate -q -of ENVI "$tmp/thinned.tif" "$tmp/raw"
gzip -9 -n -c "$tmp/raw" >"$out/gdal-gusts-nearest.f32.gz"
