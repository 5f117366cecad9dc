#!/usr/bin/env python3
"""Makes turbines.json of the curves of NREL/turbine-models and PyPSA/atlite.

    make.py NREL_FOLDER ATLITE_FOLDER > turbines.json

What is changed: names become ids; power below 0 becomes 0; where a speed is there twice, the curve
starts or ends there; what two sources have is taken from NREL.
"""
import csv, glob, json, os, re, sys


def scalar(path, key):
    m = re.search(rf"^{key}:\s*([^#\n]*)", open(path).read(), re.M)
    return m.group(1).strip().strip("'") if m else ""


def identity(name):
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-")


def tidy(points):
    """Cuts the curve where a speed is doubled, and the zeros after the end."""
    end = None
    for i in range(len(points) - 1):
        if points[i][0] == points[i + 1][0]:
            if points[i + 1][1] == 0:
                end = i + 1
            else:
                points[i] = None
                if all(p is None or p[1] == 0 for p in points[:i]):
                    points[:i] = [None] * i
    points = [p for p in points[:end] if p]
    while points[-1][1] == 0:
        points.pop()
    return points


def nrel(path):
    y = path[:-4] + ".yaml"
    rows = [r for r in csv.reader(open(path, encoding="utf-8-sig")) if r and r[0]]
    normal = rows[0][1] == "Power [-]"
    points = [[round(float(r[0]), 4), max(round(float(r[1]) * (1000 if normal else 1), 3), 0)] for r in rows[1:]]
    hub = re.findall(r"[\d.]+", scalar(y, "hub_height"))
    out = {
        "id": identity(os.path.basename(path)[:-4].replace("_Reference", "")),
        "name": os.path.basename(path)[:-4].replace("_", " "),
        "rated_power_kW": 1000 if normal else float(scalar(y, "rated_power")),
        "hub_height_m": float(hub[-1]) if hub else 0,
        "rotor_diameter_m": float(scalar(y, "rotor_diameter") or 0),
        "cut_out_m_s": float(scalar(y, "cut_out_wind_speed") or 0),
        "curve": tidy(points),
        "source": "NREL/turbine-models", "licence": "BSD-3-Clause",
    }
    return out


def atlite(path):
    numbers = lambda key: [float(v) for v in re.findall(r"[\d.]+", scalar(path, key))]
    v, p = numbers("V"), numbers("POW")
    return {
        "id": identity(os.path.basename(path)[:-5].replace("ReferenceTurbine_", "").replace("kW", "")),
        "name": os.path.basename(path)[:-5].replace("_", " "),
        "manufacturer": scalar(path, "manufacturer"),
        "rated_power_kW": round(max(p) * 1000, 3),
        "hub_height_m": float(scalar(path, "HUB_HEIGHT")),
        "cut_out_m_s": v[-1],
        "curve": tidy([[a, round(b * 1000, 3)] for a, b in zip(v, p)]),
        "source": "PyPSA/atlite, from " + scalar(path, "source"), "licence": "CC-BY-4.0",
    }


twice = {"2020ATB_4MW", "2020ATB_5.5MW", "ReferenceTurbine_5MW_offshore"}
found = [nrel(p) for p in sorted(glob.glob(sys.argv[1] + "/*.csv"))]
found += [atlite(p) for p in sorted(glob.glob(sys.argv[2] + "/*.yaml")) if not any(t in p for t in twice)]
print("[\n" + ",\n".join(json.dumps({k: v for k, v in t.items() if v}) for t in found) + "\n]")
