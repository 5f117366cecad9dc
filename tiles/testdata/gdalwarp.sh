#!/bin/sh
# Makes the gdal-*.f32.gz files here of the files that README.md names:
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

# warp RASTER NAME Z X Y [SRS]: a tile of 256 pixels, of which the third of every four is kept
warp() {
	te=$(awk -v z="$3" -v x="$4" -v y="$5" 'BEGIN {
		h = 20037508.342789244; w = 2 * h / 2^z
		printf "%.9f %.9f %.9f %.9f", x*w-h, h-(y+1)*w, (x+1)*w-h, h-y*w }')
	rm -f "$tmp/warped.tif"
	# shellcheck disable=SC2086
	gdalwarp -q -r bilinear -et 0 -s_srs "${6:-EPSG:4326}" -t_srs EPSG:3857 -ts 256 256 -te $te -ot Float32 -dstnodata nan "$1" "$tmp/warped.tif"
	gdal_translate -q -r nearest -outsize 64 64 "$tmp/warped.tif" "$tmp/thinned.tif"
	keep "$tmp/thinned.tif" "gdal-$2"
}

# Wind gusts over China: 45 to 20 N, 100 to 135 E, 0.25 degrees.
crop gusts wgust_era5.nc:i10fg 1 "400 180 141 101" "99.875 45.125 135.125 19.875"
keep "$tmp/gusts.tif" gdal-gusts-nodes
warp "$tmp/gusts.tif" gusts-inside 6 51 25
warp "$tmp/gusts.tif" gusts-corner 6 49 28

# Pressure on both sides of the date line: 60 to 30 N, 170 to 190 E, 0.4 degrees.
crop east mslp.nc:msl 1 "425 75 51 76" "169.8 60.2 190.2 29.8"
crop west mslp.nc:msl 1 "425 75 51 76" "-190.2 60.2 -169.8 29.8"
keep "$tmp/east.tif" gdal-pressure-nodes
warp "$tmp/east.tif" pressure-west-of-180 5 31 11
warp "$tmp/west.tif" pressure-east-of-180 5 0 11

# Eastward wind round the globe: 87 N to 87 S, 0 to 354 E, 6 degrees; and once more to the west,
# so that there is no seam at 0.
crop turn u10_v10.nc:10u 1 "0 0 60 30" "-3 90 357 -90"
crop before u10_v10.nc:10u 1 "0 0 60 30" "-363 90 -3 -90"
gdalbuildvrt -q "$tmp/twice.vrt" "$tmp/before.tif" "$tmp/turn.tif"
keep "$tmp/turn.tif" gdal-wind-nodes
warp "$tmp/twice.vrt" wind-seam 5 15 11
warp "$tmp/twice.vrt" wind-world 2 1 1

# Wind along x on a Lambert grid west of Norway, 2.5 km, first step; latitudes of its sphere are taken
# as they are. The rasters say they are degrees: what they are is told to gdalwarp.
crop lambert AROME_MetCoOp_00_DEF_20160114_subset.nc:x_wind_10m 1 "0 0 141 151" "-698692.2 146928.2 -346192.18 -230571.8"
keep "$tmp/lambert.tif" gdal-lambert-nodes
lcc="+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000 +no_defs"
warp "$tmp/lambert.tif" lambert-inside 8 131 71 "$lcc"
warp "$tmp/lambert.tif" lambert-edge 6 32 17 "$lcc"

# CAPE about a rotated pole over Wales, third of the times kept, the evenly spaced rows.
crop rotated ukv_sbcape_20221028.nc:m01s20i114 3 "0 179 121 121" "-1.5002498 1.69005 0.1332503 0.05655"
keep "$tmp/rotated.tif" gdal-rotated-nodes
pole="+proj=ob_tran +o_proj=longlat +lon_0=-2.5 +o_lat_p=37.5 +o_lon_p=0 +R=6371229 +no_defs"
warp "$tmp/rotated.tif" rotated-inside 10 501 331 "$pole"
warp "$tmp/rotated.tif" rotated-edge 7 62 41 "$pole"

# cdo NAME Z X Y: the same pixels by CDO's bilinear remapping of a Gaussian grid (N32), which GDAL
# cannot read as its rows are unevenly spaced
cdo -s -f nc4 -b F32 remapbil,n32 "$src/wgust_era5.nc" "$tmp/n32.nc"
raw() { gdal_translate -q --config GDAL_NETCDF_BOTTOMUP NO "NETCDF:$1:i10fg" "$tmp/cdo.tif" && keep "$tmp/cdo.tif" "$2"; }
raw "$tmp/n32.nc" cdo-gaussian-nodes
bycdo() {
	awk -v z="$2" -v x="$3" -v y="$4" 'BEGIN {
		n = 2^z; pi = atan2(0, -1); print "gridtype=lonlat\nxsize=64\nysize=64"
		for (i = 0; i < 64; i++) {
			u = (x + (4 * i + 2.5) / 256) / n; v = pi * (1 - 2 * (y + (4 * i + 2.5) / 256) / n); s = (exp(v) - exp(-v)) / 2
			lon = lon sprintf(" %.12f", u * 360 - 180); lat = lat sprintf(" %.12f", atan2(s, 1) * 180 / pi)
		}
		print "xvals=" lon "\nyvals=" lat }' >"$tmp/$1.txt"
	cdo -s -f nc4 -b F32 remapbil,"$tmp/$1.txt" "$tmp/n32.nc" "$tmp/$1.nc"
	raw "$tmp/$1.nc" "cdo-$1"
}
bycdo gaussian-china 3 6 3
bycdo gaussian-seam 4 8 5
