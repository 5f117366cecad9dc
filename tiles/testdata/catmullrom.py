#!/usr/bin/python3
"""Makes the cubic-*.f32.gz files here of the gdal-*-nodes.f32.gz files, with numpy and nothing of ours.

Tiles of 256 pixels, of which every fourth is kept (the third of four), as README.md says.
"""
import gzip
import os

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))


def nodes(name, rows, cols):
    data = gzip.open(os.path.join(here, f"gdal-{name}-nodes.f32.gz")).read()
    return np.frombuffer(data, "<f4").reshape(rows, cols).astype(float)


def pixels(z, x, y):
    """Longitudes of columns and latitudes of rows of the kept pixels' centres."""
    k = np.arange(64) * 4 + 2 + 0.5
    lon = (x + k / 256) / 2**z * 360 - 180
    lat = np.degrees(2 * np.arctan(np.exp(np.pi * (1 - 2 * (y + k / 256) / 2**z))) - np.pi / 2)
    return lat, lon


def spline(p, a, b, q, t, clamp):
    """Catmull and Rom's matrix form; a missing outer point lies on the line through the inner two."""
    low = np.fmin(np.fmin(p, q), np.minimum(a, b))
    high = np.fmax(np.fmax(p, q), np.maximum(a, b))
    p = np.where(np.isnan(p), 2 * a - b, p)
    q = np.where(np.isnan(q), 2 * b - a, q)
    m = 0.5 * np.array([[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]])
    powers = np.stack([np.ones_like(t), t, t**2, t**3])
    weights = np.tensordot(m.T, powers, 1)
    v = weights[0] * p + weights[1] * a + weights[2] * b + weights[3] * q
    return np.clip(v, low, high) if clamp else v


def tile(name, field, lat0, dlat, lon0, dlon, z, x, y, clamp, periodic):
    lat, lon = pixels(z, x, y)
    rows, cols = field.shape
    j = (lat - lat0) / dlat
    i = ((lon - lon0) % 360) / dlon
    pad = np.full((rows + 4, cols + 4), np.nan)  # two more on each side
    pad[2:-2, 2:-2] = field
    if periodic:
        pad[2:-2, :2], pad[2:-2, -2:] = field[:, -2:], field[:, :2]
    out = np.full((64, 64), np.nan)
    ok_j = (j >= 0) & (j <= rows - 1)
    ok_i = (i >= 0) & ((i <= cols - 1) | periodic)
    jj, ii = np.meshgrid(np.where(ok_j, j, 0), np.where(ok_i, i, 0), indexing="ij")
    r, c = np.floor(jj).astype(int), np.floor(ii).astype(int)
    at = lambda dr, dc: pad[r + 2 + dr, c + 2 + dc]
    across = [spline(at(d, -1), at(d, 0), at(d, 1), at(d, 2), ii - c, clamp) for d in (-1, 0, 1, 2)]
    v = spline(*across, jj - r, clamp)
    v[~(ok_j[:, None] & ok_i[None, :])] = np.nan
    with open(os.path.join(here, f"cubic-{name}.f32.gz"), "wb") as f:
        f.write(gzip.compress(v.astype("<f4").tobytes(), 9, mtime=0))


gusts = nodes("gusts", 101, 141)
tile("gusts-inside", gusts, 45, -0.25, 100, 0.25, 6, 51, 25, True, False)
tile("gusts-deep", gusts, 45, -0.25, 100, 0.25, 9, 410, 206, True, False)
tile("gusts-corner", gusts, 45, -0.25, 100, 0.25, 6, 49, 28, True, False)
holes = gusts.copy()
k = np.arange(gusts.size)
holes.reshape(-1)[k % 53 == 0] = np.nan
tile("gusts-holes", holes, 45, -0.25, 100, 0.25, 8, 205, 103, True, False)
sea = nodes("pressure", 76, 51)
tile("pressure-west-of-180", sea, 60, -0.4, 170, 0.4, 5, 31, 11, False, False)
tile("pressure-east-of-180", sea, 60, -0.4, 170, 0.4, 5, 0, 11, False, False)
wind = nodes("wind", 30, 60)
tile("wind-seam", wind, 87, -6, 0, 6, 5, 15, 11, False, True)
tile("wind-world", wind, 87, -6, 0, 6, 2, 1, 1, False, True)
