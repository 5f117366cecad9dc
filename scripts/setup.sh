#!/usr/bin/env bash
# Installs the Debian packages that a step needs and the machine lacks: setup.sh build [test] [bench].
set -euo pipefail

packages=()
for step in "$@"; do
	case "$step" in
	build) packages+=(gcc libnetcdf-dev libhdf5-dev libdeflate-dev pkg-config) ;;
	test) packages+=(chromium netcdf-bin) ;;
	bench) packages+=(netcdf-bin python3-xarray python3-netcdf4 python3-zarr nginx wrk) ;;
	*) echo "setup.sh: no step '$step': build, test and bench" >&2; exit 2 ;;
	esac
done

for tool in go node npm; do
	command -v "$tool" >/dev/null || { echo "setup.sh: $tool is missing: install Go 1.26 and Node 20 first" >&2; exit 1; }
done

missing=()
for package in "${packages[@]}"; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
((${#missing[@]})) || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
echo "installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
