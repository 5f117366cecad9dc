#!/usr/bin/env python3
"""Asks a server for the power of farms, and for a grid that xarray opens.

Usage: forecast.py [http://127.0.0.1:8080 [dataset]]. Needs requests, xarray and netCDF4.
"""
import pathlib
import sys

import requests
import xarray

server = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
dataset = sys.argv[2] if len(sys.argv) > 2 else "demo"
farms = pathlib.Path(__file__).with_name("farms.csv").read_bytes()

answer = requests.post(f"{server}/api/v1/power/farms", params={
    "dataset": dataset, "zone": "Asia/Shanghai", "ramp_hours": 6}, data=farms)
if not answer.ok:
    sys.exit(answer.json()["detail"])
forecast = answer.json()
print(forecast["run"], forecast["method"])
for day in forecast["total"]["energy"]:
    print(day["date"], f"{day['energy_MWh']:.0f} MWh in {day['hours']:g} h")

grid = requests.get(f"{server}/api/v1/power/grid", params={
    "dataset": dataset, "bbox": "110,25,125,40", "turbine": "iea-3.4mw-130", "variables": "capacity_factor,wind_speed"})
if not grid.ok:
    sys.exit(grid.json()["detail"])
pathlib.Path("grid.nc").write_bytes(grid.content)
with xarray.open_dataset("grid.nc") as data:
    print(data.capacity_factor.mean(["latitude", "longitude"]).to_series())
