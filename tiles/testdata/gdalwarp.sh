#!/bin/sh
# Makes the nodes and tiles here of the files that README.md names:
#   gdalwarp.sh DIR    with wgust_era5.nc, mslp.nc, u10_v10.nc, AROME_….nc and ukv_….nc in DIR
set -eu
src=$1
out=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# crop NAME SUBDATASET BAND SRCWIN ULLR: some nodes of a file as a raster, a node in the middle of each cell
crop() {
	# shellcheck disable=SC2086
	gdal_translate -q -unscale -ot Float32 -b "$3" -srcwin $4 -a_srs EPSG:4326 -a_ullr $5 "NETCDF:$src/$2" "$tmp/$1.tif"
}

# keep RASTER NAME: its values as gzipped little-endian float32
keep() {
	gdal_translate -q -of ENVI "$1" "$tmp/raw"
	gzip -9 -n -c "$tmp/raw" >"$out/$2.f32.gz"
}

# whole RASTER NAME QUANTUM: a tile as pack.py keeps it
whole() {
	gdal_translate -q -of ENVI "$1" "$tmp/raw"
	/usr/bin/python3 "$out/pack.py" "$3" "$tmp/raw" "$out/$2.tile.gz"
}

# warp RASTER NAME QUANTUM Z X Y [SRS]: a tile of 256 pixels
warp() {
	te=$(awk -v z="$4" -v x="$5" -v y="$6" 'BEGIN {
		h = 20037508.342789244; w = 2 * h / 2^z
		printf "%.9f %.9f %.9f %.9f", x*w-h, h-(y+1)*w, (x+1)*w-h, h-y*w }')
	rm -f "$tmp/warped.tif"
	# shellcheck disable=SC2086
	gdalwarp -q -r bilinear -et 0 -s_srs "${7:-EPSG:4326}" -t_srs EPSG:3857 -ts 256 256 -te $te -ot Float32 -dstnodata nan "$1" "$tmp/warped.tif"
	whole "$tmp/warped.tif" "gdal-$2" "$3"
}

# Wind gusts over China: 45 to 20 N, 100 to 135 E, 0.25 degrees.
crop gusts wgust_era5.nc:i10fg 1 "400 180 141 101" "99.875 45.125 135.125 19.875"
keep "$tmp/gusts.tif" gdal-gusts-nodes
warp "$tmp/gusts.tif" gusts-inside 1e-6 6 51 25
warp "$tmp/gusts.tif" gusts-corner 1e-6 6 49 28

# Pressure on both sides of the date line: 60 to 30 N, 170 to 190 E, 0.4 degrees.
crop east mslp.nc:msl 1 "425 75 51 76" "169.8 60.2 190.2 29.8"
crop west mslp.nc:msl 1 "425 75 51 76" "-190.2 60.2 -169.8 29.8"
keep "$tmp/east.tif" gdal-pressure-nodes
warp "$tmp/east.tif" pressure-west-of-180 0.002 5 31 11
warp "$tmp/west.tif" pressure-east-of-180 0.002 5 0 11

# Eastward wind round the globe: 87 N to 87 S, 0 to 354 E, 6 degrees; and once more to the west,
# so that there is no seam at 0.
crop turn u10_v10.nc:10u 1 "0 0 60 30" "-3 90 357 -90"
crop before u10_v10.nc:10u 1 "0 0 60 30" "-363 90 -3 -90"
gdalbuildvrt -q "$tmp/twice.vrt" "$tmp/before.tif" "$tmp/turn.tif"
keep "$tmp/turn.tif" gdal-wind-nodes
warp "$tmp/twice.vrt" wind-seam 1e-6 5 15 11
warp "$tmp/twice.vrt" wind-world 1e-6 2 1 1

# Wind along x on a Lambert grid west of Norway, 2.5 km, first step; latitudes of its sphere are taken
# as they are. The rasters say they are degrees: what they are is told to gdalwarp.
crop lambert AROME_MetCoOp_00_DEF_20160114_subset.nc:x_wind_10m 1 "0 0 141 151" "-698692.2 146928.2 -346192.18 -230571.8"
keep "$tmp/lambert.tif" gdal-lambert-nodes
lcc="+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000 +no_defs"
warp "$tmp/lambert.tif" lambert-inside 1e-5 8 131 71 "$lcc"
warp "$tmp/lambert.tif" lambert-edge 1e-5 6 32 17 "$lcc"

# CAPE about a rotated pole over Wales, third of the times kept, the evenly spaced rows.
crop rotated ukv_sbcape_20221028.nc:m01s20i114 3 "0 179 121 121" "-1.5002498 1.69005 0.1332503 0.05655"
keep "$tmp/rotated.tif" gdal-rotated-nodes
pole="+proj=ob_tran +o_proj=longlat +lon_0=-2.5 +o_lat_p=37.5 +o_lon_p=0 +R=6371229 +no_defs"
warp "$tmp/rotated.tif" rotated-inside 1e-4 10 501 331 "$pole"
warp "$tmp/rotated.tif" rotated-edge 1e-4 7 62 41 "$pole"

# Wind gusts on a polar stereographic grid of 50 km: the nodes are ERA5's, bilinear by gdalwarp; the grid
# is made up.
stere="+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +R=6371229 +no_defs"
gdal_translate -q -unscale -ot Float32 -b 1 -a_srs EPSG:4326 -a_ullr -0.125 90.125 359.875 -90.125 "NETCDF:$src/wgust_era5.nc:i10fg" "$tmp/globe.tif"
gdal_translate -q -srcwin 720 0 720 721 -a_ullr -180.125 90.125 -0.125 -90.125 "$tmp/globe.tif" "$tmp/half.tif"
gdalbuildvrt -q "$tmp/twice.vrt" "$tmp/half.tif" "$tmp/globe.tif"
gdal_translate -q -srcwin 0 0 2160 281 "$tmp/twice.vrt" "$tmp/round.tif"
gdalwarp -q -r bilinear -et 0 -s_srs "+proj=longlat +R=6371229" -t_srs "$stere" -te -2025000 -3025000 3025000 2025000 -ts 101 101 "$tmp/round.tif" "$tmp/polar.tif" 2>/dev/null # its edge lies beyond the pole
keep "$tmp/polar.tif" gdal-polar-nodes
gdal_translate -q -a_srs EPSG:4326 "$tmp/polar.tif" "$tmp/plane.tif"
warp "$tmp/plane.tif" polar-inside 1e-5 4 7 3 "$stere"
warp "$tmp/plane.tif" polar-edge 1e-5 3 1 1 "$stere"

# cdo NAME GRID OUT Z X Y: a tile of 256 pixels by CDO's bilinear remapping, for grids that GDAL cannot
# read: a Gaussian one (N32), whose rows are unevenly spaced, and a mesh
raw() { gdal_translate -q --config GDAL_NETCDF_BOTTOMUP NO "NETCDF:$1:i10fg" "$tmp/cdo.tif"; }
bycdo() {
	awk -v z="$3" -v x="$4" -v y="$5" 'BEGIN {
		n = 2^z; pi = atan2(0, -1); print "gridtype=lonlat\nxsize=256\nysize=256"
		for (i = 0; i < 256; i++) {
			u = (x + (i + 0.5) / 256) / n; v = pi * (1 - 2 * (y + (i + 0.5) / 256) / n); s = (exp(v) - exp(-v)) / 2
			lon = lon sprintf(" %.12f", u * 360 - 180); lat = lat sprintf(" %.12f", atan2(s, 1) * 180 / pi)
		}
		print "xvals=" lon "\nyvals=" lat }' >"$tmp/$2.txt"
	cdo -s -f nc4 -b F32 remapbil,"$tmp/$2.txt" "$1" "$tmp/$2.nc"
	raw "$tmp/$2.nc"
	whole "$tmp/cdo.tif" "cdo-$2" 1e-6
}
cdo -s -f nc4 -b F32 remapbil,n32 "$src/wgust_era5.nc" "$tmp/n32.nc"
raw "$tmp/n32.nc"
keep "$tmp/cdo.tif" cdo-gaussian-nodes
bycdo "$tmp/n32.nc" gaussian-china 3 6 3
bycdo "$tmp/n32.nc" gaussian-seam 4 8 5

# A mesh whose rows and columns run askew and bend: ERA5's gusts at its nodes, bilinear by CDO; the mesh is
# made up. gdal_test.go has the formula.
awk 'BEGIN {
	print "gridtype=curvilinear\ngridsize=4941\nxsize=81\nysize=61"
	for (r = 0; r < 61; r++) for (c = 0; c < 81; c++) {
		if (c % 9 == 0) { lat = lat "\n"; lon = lon "\n" }
		lat = lat sprintf(" %.12f", 45 - 0.4 * r + 0.1 * c + sin(c / 9)); lon = lon sprintf(" %.12f", 95 + 0.5 * c + 0.15 * r + sin(r / 7))
	}
	print "xvals=" lon "\nyvals=" lat }' >"$tmp/mesh.txt"
cdo -s -f nc4 -b F32 remapbil,"$tmp/mesh.txt" "$src/wgust_era5.nc" "$tmp/mesh.nc"
raw "$tmp/mesh.nc"
keep "$tmp/cdo.tif" cdo-mesh-nodes
bycdo "$tmp/mesh.nc" mesh-inside 6 51 25
bycdo "$tmp/mesh.nc" mesh-edge 4 12 6
