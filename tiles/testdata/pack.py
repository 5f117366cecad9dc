#!/usr/bin/python3
"""pack.py QUANTUM IN OUT: packs a tile of 256 × 256 little-endian float32 as whole multiples of a quantum.

Along a row pixels lie on straight lines between columns of nodes, so that second differences are nearly
all 0: they are kept as int32, byte planes one after another, gzipped. A missing value is -2**31.
"""
import gzip
import sys

import numpy as np

quantum, source, target = float(sys.argv[1]), sys.argv[2], sys.argv[3]
values = np.fromfile(source, "<f4").astype(float)
values[values == -32767] = np.nan  # as CDO marks what is missing here
assert values.size == 256 * 256, values.size
whole = np.where(np.isnan(values), 0, np.round(values / quantum))
assert np.abs(whole).max() < 2**29
whole = np.where(np.isnan(values), -(2**31), whole).astype(np.int32).reshape(256, 256)
for _ in range(2):  # modulo 2**32
    whole[:, 1:] = np.diff(whole, axis=1)
planes = whole.astype("<i4").reshape(-1, 1).view(np.uint8).T
with open(target, "wb") as f:
    f.write(gzip.compress(np.ascontiguousarray(planes).tobytes(), 9, mtime=0))
