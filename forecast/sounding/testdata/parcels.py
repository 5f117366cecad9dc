"""Reference values of sounding_test.go: parcels along the AMS Glossary's pseudo-adiabat, with the latent
heat 2.501e6 - 2370 t J/kg, integrated by scipy; condensation found by halving; the mixed layer and the
winds summed in steps of 10 Pa and 1 m. Debian: python3-scipy."""
import numpy as np
from scipy.integrate import odeint
from scipy.optimize import brentq

RD, EPS, KAPPA = 287.05287, 0.62198, 2 / 7
SOUNDINGS = {  # hPa, m, °C, °C, m/s, m/s from the ground
    "omaha": [(965, 350, 27.8, 23.8, -3, 6), (925, 722, 24.6, 21.2, -2, 11), (850, 1460, 21, 14, 4, 16), (700, 3118, 11.6, 2.6, 14, 15),
              (600, 4378.36, 2.081, -18.067, 19, 13), (500, 5820, -11.1, -27.1, 25, 12), (400, 7500, -21.7, -41.7, 31, 14),
              (300, 9540, -38.9, -49.9, 37, 15), (250, 10770, -49.1, -62.1, 40, 14), (200, 12200, -58.1, -71.1, 41, 10),
              (150, 13990, -62.3, -77.3, 30, 6), (100, 16520, -61.9, -81.9, 15, 2)],
    "nashville": [(989, 210, 32.6, 23.6, 2, 3), (925, 780, 26.4, 22.1, 5, 4), (850, 1521, 20.4, 19.3, 8, 3), (700, 3179, 12.6, -15.4, 13, -4),
                  (600, 4448.57, 3.602, -15.066, 15, -7), (500, 5900, -7.5, -15.5, 17, -8), (400, 7610, -16.3, -35.3, 19, -9),
                  (300, 9710, -31.3, -45.3, 23, -12), (250, 10980, -42.1, -53.1, 26, -14), (200, 12450, -53.9, -62.9, 28, -15),
                  (150, 14209.8, -63.675, -71.667, 20, -8), (100, 16679.49, -69.881, -78.41, 9, -2)],
}


def es(t):
    return 611.2 * np.exp(17.67 * (t - 273.15) / (t - 29.65))


def rs(t, p):
    return EPS * es(t) / (p - es(t))


def dew(r, p):
    x = np.log(r * p / (EPS + r) / 611.2)
    return 273.15 + 243.5 * x / (17.67 - x)


def virtual(t, r):
    return t * (1 + r / EPS) / (1 + r)


def slope(t, p):
    r, lv = rs(t, p), 2.501e6 - 2370 * (t - 273.15)
    return RD * t * (1 + r / EPS) / p * (1 + lv * r / (RD * t)) / (1005.7 + r * 1870 + lv * lv * r * (EPS + r) / (RD * t * t))


def condensation(p, t, r):
    pc = brentq(lambda x: rs(t * (x / p) ** KAPPA, x) - r, 1e4, p)
    return pc, t * (pc / p) ** KAPPA


def ascent(p, t, r, levels, environment):
    pc, tc = condensation(p, t, r)
    grid = np.sort(np.r_[levels[levels <= p], pc])[::-1]
    above = grid[grid < pc]
    up = odeint(slope, [tc], np.r_[pc, above])[1:, 0]
    parcel = np.r_[virtual(t * (grid[grid >= pc] / p) ** KAPPA, r), virtual(up, rs(up, above))]
    b = parcel - np.interp(-np.log(grid), -np.log(levels), environment)
    # a fine piecewise linear buoyancy in ln p, summed
    x = np.linspace(np.log(grid[0]), np.log(grid[-1]), 400001)
    fine = np.interp(-x, -np.log(grid), b)
    step = RD * (x[0] - x[1])
    cape = fine.clip(0).sum() * step
    runs, k = [], 0
    edges = np.flatnonzero(np.diff(np.signbit(fine)))
    bounds = np.r_[0, edges + 1, len(x)]
    for a, z in zip(bounds[:-1], bounds[1:]):
        if fine[a:z].sum() > 0 and x[z - 1] < np.log(pc):
            runs.append((fine[a:z].sum() * step, a, z))
    work, a, z = max(runs)
    cin = fine[:a].clip(max=0).sum() * step
    return pc, tc, min(pc, np.exp(x[a])), np.exp(x[z - 1]), cape, -cin


def wet_bulb(p, t, r):
    pc, tc = condensation(p, t, r)
    return odeint(slope, [tc], np.linspace(pc, p, 200))[-1][0]


for name, lines in SOUNDINGS.items():
    p, z, t, td, u, v = (np.array(column, float) for column in zip(*lines))
    p, t, td = p * 100, t + 273.15, td + 273.15
    r, environment = rs(td, p), virtual(t, rs(td, p))
    x = np.arange(p[0], p[0] - 10000, -10.)
    theta = np.interp(-x, -p, t * (1e5 / p) ** KAPPA).mean()
    mixed = np.interp(-x, -p, r).mean()
    print(name, "surface: condenses %.1f (%.3f K) free %.1f rests %.1f cape %.1f cin %.2f" % ascent(p[0], t[0], r[0], p, environment))
    print(name, "mixed: condenses %.1f (%.3f K) free %.1f rests %.1f cape %.1f cin %.2f" % ascent(p[0], theta * (p[0] / 1e5) ** KAPPA, mixed, p, environment))
    bulbs = np.array([wet_bulb(*one) for one in zip(p[:8], t, r)])
    print(name, "wet bulb at the ground %.3f, zero at %.1f m, -20 °C at %.1f m" % (
        bulbs[0], np.interp(-273.15, -bulbs, z[:8]), np.interp(-253.15, -t, z)))
    h = np.arange(0, 6000.5, 1)
    agl = z - z[0]
    hu, hv, hp = np.interp(h, agl, u), np.interp(h, agl, v), np.exp(np.interp(h, agl, np.log(p)))
    def mean(a, b):
        m = (h >= a) & (h <= b)
        w = -np.gradient(hp)[m]
        return np.array([(hu[m] * w).sum(), (hv[m] * w).sum()]) / w.sum()
    shear = mean(5500, 6000) - mean(0, 500)
    storm = mean(0, 6000) + 7.5 * np.array([shear[1], -shear[0]]) / np.hypot(*shear)
    def helicity(top):
        m = h <= top
        a, b = hu[m] - storm[0], hv[m] - storm[1]
        return (a[1:] * b[:-1] - a[:-1] * b[1:]).sum()
    print(name, "storm %.3f %.3f helicity %.2f %.2f" % (*storm, helicity(1000), helicity(3000)))
    i850, i500 = list(p).index(8.5e4), list(p).index(5e4)
    kt, c = 1 / 0.514444, lambda i: (t[i] - 273.15)
    tt = c(i850) + td[i850] - 273.15 - 2 * c(i500)
    d = lambda i: np.degrees(np.arctan2(-u[i], -v[i])) % 360
    s = 12 * max(0, td[i850] - 273.15) + 20 * max(0, tt - 49) + 2 * kt * np.hypot(u[i850], v[i850]) + kt * np.hypot(u[i500], v[i500])
    if 130 <= d(i850) <= 250 and 210 <= d(i500) <= 310 and d(i500) > d(i850):
        s += 125 * (np.sin(np.radians(d(i500) - d(i850))) + 0.2)
    print(name, "sweat %.2f" % s)
