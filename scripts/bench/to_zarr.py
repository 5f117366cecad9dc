"""For comparison: xarray's to_zarr with its defaults. to_zarr.py OUT FILE... ; status 3 where it is not installed."""
import sys

try:
    import xarray
    import zarr  # noqa: F401
except ImportError:
    sys.exit(3)

for k, path in enumerate(sys.argv[2:]):
    with xarray.open_dataset(path) as data:
        data.to_zarr(f"{sys.argv[1]}.{k}", mode="w")
