"""Makes places.csv of Natural Earth's 10m populated places: python3 make.py PLACES.json > places.csv.

PLACES.json has "columns" and "rows"; the columns lat, lon and pop_max are read. Places without people
are left out.
"""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    table = json.load(file)
at = [table["columns"].index(name) for name in ("lat", "lon", "pop_max")]
places = sorted({tuple(row[i] for i in at) for row in table["rows"]}, key=lambda p: (-(p[2] or 0), p[0], p[1]))
print("lat,lon,weight")
for lat, lon, people in places:
    if people and people > 0:
        print(f"{round(lat, 4):.8g},{round(lon, 4):.8g},{people}")
