#!/bin/sh
# Asks a server for power. Usage: curl.sh [http://127.0.0.1:8080 [dataset]]
set -eu
server=${1:-http://127.0.0.1:8080}
dataset=${2:-demo}
here=$(dirname "$0")
api=$server/api/v1/power

# One turbine, as a table with local times.
curl -fsS "$api/point?dataset=$dataset&lat=31.2&lon=121.9&turbine=iea-3.4mw-130&count=20&zone=Asia/Shanghai&format=csv"

# All farms of a file: their total, groups and days, without each farm.
curl -fsS --data-binary @"$here/farms.csv" "$api/farms?dataset=$dataset&detail=groups&zone=Asia/Shanghai"
echo

# A polygon: what 1000 MW of one turbine would give there.
curl -fsS --data '{"type":"Polygon","coordinates":[[[120,30],[122,30],[122,32],[120,32],[120,30]]]}' \
	"$api/region?dataset=$dataset&turbine=iea-3.4mw-130&capacity_MW=1000"
echo

# Capacity factor of a box as a GeoTIFF, for QGIS.
curl -fsS -o capacity_factor.tif "$api/grid?dataset=$dataset&bbox=110,25,125,40&turbine=iea-3.4mw-130&format=geotiff"
