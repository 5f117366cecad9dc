"""Reference values of sounding_test.go: the pseudo-adiabat of the AMS Glossary, with the latent heat
2.501e6 - 2370 t J/kg, integrated by scipy; condensation found by halving. Debian: python3-scipy."""
import numpy as np
from scipy.integrate import odeint

RD, EPS, KAPPA = 287.05287, 0.62198, 2 / 7
SOUNDINGS = {  # hPa, °C, °C, from the ground
    "omaha": [(965, 27.8, 23.8), (925, 24.6, 21.2), (850, 21, 14), (700, 11.6, 2.6), (600, 2.081, -18.067), (500, -11.1, -27.1),
              (400, -21.7, -41.7), (300, -38.9, -49.9), (250, -49.1, -62.1), (200, -58.1, -71.1), (150, -62.3, -77.3), (100, -61.9, -81.9)],
    "nashville": [(989, 32.6, 23.6), (925, 26.4, 22.1), (850, 20.4, 19.3), (700, 12.6, -15.4), (600, 3.602, -15.066), (500, -7.5, -15.5),
                  (400, -16.3, -35.3), (300, -31.3, -45.3), (250, -42.1, -53.1), (200, -53.9, -62.9), (150, -63.675, -71.667), (100, -69.881, -78.41)],
}


def es(t):
    return 611.2 * np.exp(17.67 * (t - 273.15) / (t - 29.65))


def rs(t, p):
    return EPS * es(t) / (p - es(t))


def virtual(t, r):
    return t * (1 + r / EPS) / (1 + r)


def slope(t, p):
    r, lv = rs(t, p), 2.501e6 - 2370 * (t - 273.15)
    return RD * t * (1 + r / EPS) / p * (1 + lv * r / (RD * t)) / (1005.7 + r * 1870 + lv * lv * r * (EPS + r) / (RD * t * t))


def condensation(p, t, td):
    r, low, high = rs(td, p), 2e4, p
    for _ in range(80):
        middle = (low + high) / 2
        if rs(t * (middle / p) ** KAPPA, middle) > r:
            high = middle
        else:
            low = middle
    return middle, t * (middle / p) ** KAPPA


def lifted(p, t, td, to):
    pc, tc = condensation(p, t, td)
    return odeint(slope, [tc], np.linspace(pc, to, 400))[-1][0]


for name, lines in SOUNDINGS.items():
    p, t, td = (np.array(column, float) for column in zip(*lines))
    p, t, td = p * 100, t + 273.15, td + 273.15
    i500, i850 = list(p).index(5e4), list(p).index(8.5e4)
    pc, tc = condensation(p[0], t[0], td[0])
    levels = np.sort(np.r_[p, pc])[::-1]
    above = levels[levels < pc]
    up = odeint(slope, [tc], np.r_[pc, above])[1:, 0]
    parcel = np.r_[virtual(t[0] * (levels[levels >= pc] / p[0]) ** KAPPA, rs(td[0], p[0])), virtual(up, rs(up, above))]
    b = parcel - np.interp(-np.log(levels), -np.log(p), virtual(t, rs(td, p)))
    cape = 0
    for k in range(len(b) - 1):
        depth, f = RD * np.log(levels[k] / levels[k + 1]), b[k] / (b[k] - b[k + 1]) if b[k] != b[k + 1] else 0
        if min(b[k], b[k + 1]) >= 0:
            cape += depth * (b[k] + b[k + 1]) / 2
        elif b[k] > 0 > b[k + 1]:
            cape += f * depth * b[k] / 2
        elif b[k] < 0 < b[k + 1]:
            cape += (1 - f) * depth * b[k + 1] / 2
    e = es(td)
    q = EPS * e / (p - (1 - EPS) * e)
    print(name, "cape %.1f lifted %.3f showalter %.3f vapour %.3f" % (
        cape, t[i500] - lifted(p[0], t[0], td[0], 5e4), t[i500] - lifted(p[i850], t[i850], td[i850], 5e4), -np.trapz(q, p) / 9.80665))
