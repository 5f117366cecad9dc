"""Values of the Omaha sounding at heights between its levels, by numpy.interp: the numbers of
TestAtAnyHeight. Formulae: Bolton (1980) eq. 10, and e = q p / (epsilon + (1 - epsilon) q)."""
import numpy as np

p = np.array([965, 925, 850, 700, 600, 500, 400, 300, 250, 200, 150, 100]) * 100.0
z = np.array([350, 722, 1460, 3118, 4378.36, 5820, 7500, 9540, 10770, 12200, 13990, 16520.0])
t = np.array([27.8, 24.6, 21, 11.6, 2.081, -11.1, -21.7, -38.9, -49.1, -58.1, -62.3, -61.9])
d = np.array([23.8, 21.2, 14, 2.6, -18.067, -27.1, -41.7, -49.9, -62.1, -71.1, -77.3, -81.9])
eps = 0.62198


def es(c):
    return 611.2 * np.exp(17.67 * c / (c + 243.5))


def humidity(c, pa):
    e = es(c)
    return eps * e / (pa - (1 - eps) * e)


# The ground is at 965 hPa, the air of the lowest line at 2 m above it; the level of 1000 hPa at 40 m
# lies beneath.
ground = 40 + (z[1] - 40) * np.log(1000 / 965) / np.log(1000 / 925)
height = np.concatenate([[ground + 2], z[1:]])
surface = np.concatenate([[ground], z[1:]])
q = humidity(d, p)
for name, above in (("300 m", ground + 300), ("1500 m", ground + 1500), ("2000 m asl", 2000.0)):
    kelvin = np.interp(above, height, t) + 273.15
    q_at = np.interp(above, height, q)
    p_at = np.exp(np.interp(above, surface, np.log(p)))
    e = q_at * p_at / (eps + (1 - eps) * q_at)
    x = np.log(e / 611.2)
    print(name, "T %.3f q %.6f rh %.5f td %.3f" % (kelvin, q_at, e / es(kelvin - 273.15), 243.5 * x / (17.67 - x) + 273.15))
