package sounding

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// line is a level of a sounding: hPa, metres, °C and °C, m/s and m/s.
type line struct{ p, z, t, td, u, v float64 }

// Two soundings of the United States' weather service (public domain), the first line at the ground;
// the winds are made up. See derive's sounding_test.go.
var (
	omaha = []line{
		{965, 350, 27.8, 23.8, -3, 6},
		{925, 722, 24.6, 21.2, -2, 11},
		{850, 1460, 21, 14, 4, 16},
		{700, 3118, 11.6, 2.6, 14, 15},
		{600, 4378.36, 2.081, -18.067, 19, 13},
		{500, 5820, -11.1, -27.1, 25, 12},
		{400, 7500, -21.7, -41.7, 31, 14},
		{300, 9540, -38.9, -49.9, 37, 15},
		{250, 10770, -49.1, -62.1, 40, 14},
		{200, 12200, -58.1, -71.1, 41, 10},
		{150, 13990, -62.3, -77.3, 30, 6},
		{100, 16520, -61.9, -81.9, 15, 2},
	}
	nashville = []line{
		{989, 210, 32.6, 23.6, 2, 3},
		{925, 780, 26.4, 22.1, 5, 4},
		{850, 1521, 20.4, 19.3, 8, 3},
		{700, 3179, 12.6, -15.4, 13, -4},
		{600, 4448.57, 3.602, -15.066, 15, -7},
		{500, 5900, -7.5, -15.5, 17, -8},
		{400, 7610, -16.3, -35.3, 19, -9},
		{300, 9710, -31.3, -45.3, 23, -12},
		{250, 10980, -42.1, -53.1, 26, -14},
		{200, 12450, -53.9, -62.9, 28, -15},
		{150, 14209.8, -63.675, -71.667, 20, -8},
		{100, 16679.49, -69.881, -78.41, 9, -2},
	}
)

// columnOf makes the column of a sounding, with something made up at 1000 hPa, beneath the ground.
func columnOf(lines []line) *Column {
	c := &Column{
		Levels: []float64{100000}, Temperature: []float64{340}, Humidity: []float64{0.04}, Height: []float64{40}, U: []float64{90}, V: []float64{-90},
	}
	for i, l := range lines {
		p, t := l.p*100, l.t+thermo.Zero
		q := thermo.SpecificHumidity(thermo.Saturation(l.td+thermo.Zero), p)
		if i == 0 {
			c.Ground = Ground{p, l.z, t, q, l.u, l.v}
			continue
		}
		c.Levels, c.Temperature, c.Humidity, c.Height = append(c.Levels, p), append(c.Temperature, t), append(c.Humidity, q), append(c.Height, l.z)
		c.U, c.V = append(c.U, l.u), append(c.V, l.v)
	}
	return c
}

func airOf(t testing.TB, c *Column) *Air {
	t.Helper()
	air := NewAir(c.Levels)
	if why := c.Fill(air); why != "" {
		t.Fatal(why)
	}
	return air
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.8g, want %.8g within %g", what, got, want, within)
	}
}

// TestParcels compares with testdata/parcels.py. Bolton's condensation temperature is within 0.1 K, so
// that the level is within 2 hPa.
func TestParcels(t *testing.T) {
	f := func(what string, a Ascent, condenses, warm, free, rests, cape, cin float64) {
		t.Helper()
		near(t, what+" condenses", a.CondensesAt, condenses, 200)
		near(t, what+" is as warm as", a.CondensingTemperature, warm, 0.1)
		near(t, what+" is free", a.FreeAt, free, 300)
		near(t, what+" rests", a.RestsAt, rests, 30)
		near(t, what+" has CAPE", a.CAPE, cape, 0.005*cape)
		near(t, what+" has CIN", a.CIN, cin, 2)
	}
	air := airOf(t, columnOf(omaha))
	f("Omaha's surface parcel", air.Rise(air.Lowest()), 91044.0, 295.987, 88049.2, 14992.8, 5528.6, 4.13)
	f("Omaha's mixed parcel", air.Rise(air.Mixed()), 85983.0, 292.360, 76458.6, 16543.5, 3921.7, 39.54)
	f("Omaha's most unstable parcel", air.Rise(air.MostUnstable()), 91044.0, 295.987, 88049.2, 14992.8, 5528.6, 4.13)
	air = airOf(t, columnOf(nashville))
	f("Nashville's surface parcel", air.Rise(air.Lowest()), 86856.2, 294.614, 86409.6, 14274.4, 3902.8, 0.61)
	f("Nashville's mixed parcel", air.Rise(air.Mixed()), 86590.0, 294.181, 85475.1, 14591.5, 3547.6, 5.22)
}

// TestIndices compares with testdata/parcels.py.
func TestIndices(t *testing.T) {
	f := func(lines []line, bulb, bulbZero, minus20, u, v, helicity1, helicity3, sweat float64) {
		t.Helper()
		c := columnOf(lines)
		levels, ground := c.WetBulbs()
		near(t, "wet bulb", ground, bulb, 0.05)
		near(t, "wet-bulb zero", c.CoolsTo(thermo.Zero, levels, ground), bulbZero, 10)
		near(t, "-20 °C", c.CoolsTo(thermo.Zero-20, c.Temperature, c.Ground.Temperature), minus20, 0.1)
		w := c.Winds()
		stormU, stormV := w.Storm()
		near(t, "storm motion, u", stormU, u, 0.03)
		near(t, "storm motion, v", stormV, v, 0.03)
		near(t, "helicity 0–1 km", w.Helicity(1000, stormU, stormV), helicity1, 0.5)
		near(t, "helicity 0–3 km", w.Helicity(3000, stormU, stormV), helicity3, 1)
		near(t, "SWEAT", c.Sweat(), sweat, 0.1)
	}
	f(omaha, 297.957, 3812.8, 7230.6, 12.870, 6.070, 167.72, 282.28, 571.23)
	f(nashville, 299.001, 3477.8, 8128.0, 6.217, -7.779, 56.35, 137.73, 529.89)
}

// TestHelicityOfAnArc: a wind of 10 m/s that turns by 90° about a storm at rest sweeps out a quarter of
// a disc, twice the area of which is 50 π.
func TestHelicityOfAnArc(t *testing.T) {
	var w Winds
	for k := range 91 {
		sin, cos := math.Sincos(float64(k) * math.Pi / 180)
		w.z, w.p = append(w.z, float64(k)*3000/90), append(w.p, 100000-300*float64(k))
		w.u, w.v = append(w.u, 10*sin), append(w.v, 10*cos) // veering with height
	}
	near(t, "helicity", w.Helicity(3000, 0, 0), 50*math.Pi, 0.02)
	if h := w.Helicity(4000, 0, 0); h == h {
		t.Errorf("helicity %g up to where no wind is known", h)
	}
}

// TestPath: the path has the parcel's start, its condensation level, and the temperatures between
// which the ascent was computed.
func TestPath(t *testing.T) {
	air := airOf(t, columnOf(omaha))
	x := air.Lowest()
	path := x.Path(10000)
	n := len(path.Pressure)
	near(t, "start", path.Pressure[0], 96500, 0)
	near(t, "top", path.Pressure[n-1], 10000, 0)
	near(t, "start", path.Temperature[0], 27.8+thermo.Zero, 1e-9)
	condensed := false
	for i, p := range path.Pressure {
		if i > 0 && p >= path.Pressure[i-1] {
			t.Errorf("%g after %g Pa", p, path.Pressure[i-1])
		}
		condensed = condensed || p == x.CondensesAt
		near(t, "temperature", path.Temperature[i], x.TemperatureAt(p), 0.002)
	}
	if !condensed {
		t.Error("the path lacks the condensation level")
	}
}

// TestDryThermal: buoyancy that ends below the condensation level makes no level of free convection.
func TestDryThermal(t *testing.T) {
	c := columnOf(omaha)
	c.Ground.Temperature, c.Ground.Humidity = 40+thermo.Zero, 0.0005
	air := airOf(t, c)
	a := air.Rise(air.Lowest())
	if a.CAPE == 0 || a.FreeAt == a.FreeAt || a.RestsAt == a.RestsAt {
		t.Errorf("a dry thermal: %+v", a)
	}
}

func TestNotWhole(t *testing.T) {
	f := func(change func(c *Column), want string) {
		t.Helper()
		c := columnOf(omaha)
		change(c)
		if why := c.Fill(NewAir(c.Levels)); why != want {
			t.Errorf("%q, want %q", why, want)
		}
	}
	f(func(c *Column) { c.Ground.Pressure = math.NaN() }, "the pressure at the ground is not known: the run has neither surface_pressure nor surface_altitude here")
	f(func(c *Column) { c.Humidity[3] = math.NaN() }, "temperature or humidity is missing at 700 hPa")
	f(func(c *Column) { c.Humidity[0] = math.NaN() }, "") // beneath the ground
	f(func(c *Column) { c.Levels = c.Levels[:4] }, "there are too few levels: parcels take some from the ground up to 300 hPa")
}

func TestHeights(t *testing.T) {
	c := columnOf(omaha)
	near(t, "height of a level", c.HeightAt(70000), 3118, 0)
	near(t, "height of the ground", c.HeightAt(96500), 350, 1e-9)
	near(t, "height between", c.HeightAt(math.Sqrt(85000*70000)), (1460+3118)/2, 1e-6)
	if z := c.HeightAt(99000); z == z {
		t.Errorf("height %g beneath the ground", z)
	}
	c.Ground.Height = math.NaN()
	near(t, "height of the ground by pressure", c.GroundHeight(), 40+(722-40)*math.Log(1000./965)/math.Log(1000./925), 1e-9)
}

func BenchmarkParcels(b *testing.B) {
	c := columnOf(omaha)
	air := NewAir(c.Levels)
	for b.Loop() {
		c.Fill(air)
		for _, x := range []Parcel{air.Lowest(), air.Mixed(), air.MostUnstable()} {
			a := air.Rise(x)
			a.Path(10000)
		}
	}
}
