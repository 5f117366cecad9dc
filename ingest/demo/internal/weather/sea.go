package weather

import "math"

// seaTable is the annual mean temperature of the sea surface by distance from the
// equator, every ten degrees, in K.
var seaTable = [...]float64{300.6, 300.6, 299, 295.3, 289, 282, 277.2, 273, 270, 268}

// sea is the sea surface temperature; below freezing it stands for ice.
func (c *climate) sea(lat, lon float64) float64 {
	d := math.Abs(lat) * degree
	shift := 4.5 * c.winter(lat) * smoothstep(5, 30, d)
	x := min(max(d+shift, 0), 90) / 10
	if lat < 0 { // the southern ocean is colder
		x = min(9, x+0.55*smoothstep(35, 55, d))
	}
	i := min(int(x), len(seaTable)-2)
	t := seaTable[i] + (x-float64(i))*(seaTable[i+1]-seaTable[i])
	for _, r := range currents {
		t += 0.8 * r.at(lat, lon)
	}
	return t
}
