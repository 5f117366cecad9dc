package weather

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// cyclone is a tropical cyclone at one time: a vortex in gradient balance with a
// warm core.
type cyclone struct {
	lat, lon float64 // radians
	speed    float64 // greatest wind, m/s
	sign     float64 // of the rotation: the hemisphere's
	spiral   float64 // angle of its rain bands
	// Tables by distance, every tableStep metres: wind, and the parts of the
	// geopotential that are linear and quadratic in the wind.
	wind, linear, quadratic []float64
}

const (
	cycloneReach = 1.3e6 // metres
	tableStep    = 5e3
	eyeRadius    = 75e3 // of the greatest wind: as small as the grid can show
	slotDays     = 4    // one is born in every slot
	lifeDays     = 11.5
)

// cycloneShape is how the vortex weakens upwards; the slope makes the core warm.
var cycloneShape = newProfile([13]float64{0, 0, -0.06, 0.02, 0.16, 0.34, 0.6, 0.77, 0.88, 0.95, 1, 0.99, 0.96})

// nursery is where tropical cyclones form.
type nursery struct {
	lat, lon float64
	from, to float64 // the season index within which they do
}

var nurseries = []nursery{
	{11, 143, -1, 0.85},
	{12, -42, -1, 0.25},
	{13, -103, -1, 0.3},
	{-12, 78, 0.1, 1},
	{-13, 168, 0.3, 1},
	{-13, 118, 0.3, 1},
	{10, 89, -0.75, 0.8},
}

// cyclones lists those alive at a Unix time.
func (m *Model) cyclones(unix float64) []cyclone {
	var out []cyclone
	const slot = slotDays * 86400
	first := int64(math.Floor((unix - lifeDays*86400) / slot))
	for n := first; float64(n)*slot <= unix; n++ {
		if c, ok := m.born(n, (unix-float64(n)*slot)/86400); ok {
			out = append(out, c)
		}
	}
	return out
}

// born is the cyclone of a slot at an age in days.
func (m *Model) born(slot int64, age float64) (cyclone, bool) {
	var open []nursery
	for _, n := range nurseries {
		if m.climate.season >= n.from && m.climate.season <= n.to {
			open = append(open, n)
		}
	}
	seed := uint32(slot)
	draw := func(i int) float64 { return centred(seed, i, 9) }
	age -= 1.2 * (1 + draw(0))
	if len(open) == 0 || age <= 0 || age >= lifeDays-2.4 {
		return cyclone{}, false
	}
	n := open[int(seed)%len(open)]
	c := cyclone{sign: 1}
	if n.lat < 0 {
		c.sign = -1
	}
	lat := n.lat + 2.5*draw(1) + c.sign*(0.9*age+(0.13+0.05*draw(2))*age*age)
	lon := n.lon + 7*draw(3) - (4.4+draw(4))*age + (0.47+0.12*draw(5))*age*age
	c.lat, c.lon = lat/degree, math.Mod(lon+720, 360)/degree
	life := math.Sin(math.Pi * math.Min(1, age/(lifeDays-2.4)))
	c.speed = (43 + 14*draw(6)) * math.Pow(life, 0.8) * (1 - 0.75*sample(m.ground.land, c.lat, c.lon))
	c.spiral = c.sign * age * 9
	c.fill()
	return c, c.speed > 6
}

// fill tabulates Holland's (1980) wind profile, ended smoothly, and the
// geopotential that balances it.
func (c *cyclone) fill() {
	const b = 1.25
	n := int(cycloneReach/tableStep) + 2
	c.wind, c.linear, c.quadratic = make([]float64, n), make([]float64, n), make([]float64, n)
	f := 2 * omega * math.Sin(math.Abs(c.lat))
	for i := 1; i < n; i++ {
		r := float64(i) * tableStep
		x := math.Pow(eyeRadius/r, b)
		c.wind[i] = c.speed * math.Sqrt(x*math.Exp(1-x)) * smoothstep(cycloneReach, 0.25*cycloneReach, r)
	}
	for i := n - 2; i >= 0; i-- { // from the edge inwards
		r, v := (float64(i)+0.5)*tableStep, (c.wind[i]+c.wind[i+1])/2
		c.linear[i] = c.linear[i+1] - f*v*tableStep
		c.quadratic[i] = c.quadratic[i+1] - v*v/r*tableStep
	}
}

// influence is what a cyclone adds at a point, per unit of cycloneShape.
type influence struct {
	col               int
	u, v              float32
	linear, quadratic float32
	moist, rain       float32
}

// influences lists what c does to the row of a grid, empty if it is far away.
func (c *cyclone) influences(g sphere.Grid, j int) []influence {
	lat := g.Lat(j)
	if math.Abs(lat-c.lat)*sphere.Radius > cycloneReach {
		return nil
	}
	var out []influence
	for i := range g.NLon {
		dlon := math.Remainder(g.Lon(i)-c.lon, 2*math.Pi)
		x := dlon * math.Cos((lat+c.lat)/2) * sphere.Radius
		y := (lat - c.lat) * sphere.Radius
		r := math.Hypot(x, y)
		if r >= cycloneReach {
			continue
		}
		k := int(r / tableStep)
		t := r/tableStep - float64(k)
		look := func(table []float64) float64 { return table[k] + t*(table[k+1]-table[k]) }
		e := influence{col: i, linear: float32(look(c.linear)), quadratic: float32(look(c.quadratic))}
		if r > 0 {
			v := look(c.wind) * c.sign
			e.u, e.v = float32(-v*y/r), float32(v*x/r)
		}
		band := 0.5 + 0.5*math.Cos(2*math.Atan2(y, x)*c.sign+5*math.Log(r/1e5+0.3)-c.spiral*c.sign)
		core := math.Exp(-math.Pow((r-eyeRadius)/(1.1*eyeRadius), 2))
		bands := band * math.Exp(-r/2.2e5) * smoothstep(0, 2*eyeRadius, r)
		power := c.speed / 45
		e.rain = float32(power * (55*core + 38*bands))
		e.moist = float32(min(1, power) * (0.25*math.Exp(-r/4e5) + 0.5*core + 0.3*bands))
		out = append(out, e)
	}
	return out
}
