"""For comparison: the same ten layers at random places, with xarray from the NetCDF files, which it has
open already. point_xarray.py FOLDER ROUNDS prints {"open": seconds, "point": median milliseconds};
status 3 where xarray is not installed."""
import glob
import json
import random
import statistics
import sys
import time

try:
    import xarray
except ImportError:
    sys.exit(3)

SURFACE = ["t2m", "msl", "u10", "v10", "u100", "v100"]
PRESSURE = [("t", 850), ("t", 500), ("z", 500), ("q", 850)]

begin = time.perf_counter()
surface = [xarray.open_dataset(f) for f in sorted(glob.glob(sys.argv[1] + "/*_surface.nc"))]
pressure = [xarray.open_dataset(f) for f in sorted(glob.glob(sys.argv[1] + "/*_pressure.nc"))]
opened = time.perf_counter() - begin


def point(lat, lon):
    at = {"latitude": lat, "longitude": lon, "method": "nearest"}
    out = [float(v) for data in surface for v in data[SURFACE].sel(**at).load().values()]
    for data in pressure:
        here = data.sel(**at)
        out += [float(here[name].sel(isobaricInhPa=level)) for name, level in PRESSURE]
    return out


took = []
for _ in range(int(sys.argv[2])):
    begin = time.perf_counter()
    values = point(random.uniform(-89, 89), random.uniform(0, 359))
    took.append(1000 * (time.perf_counter() - begin))
    if len(values) != 10 * len(surface):
        sys.exit(f"{len(values)} values")
print(json.dumps({"open": opened, "point": statistics.median(took)}))
