package weather

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/earth"
	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// qgPressure are the levels of the dynamics in hPa.
var qgPressure = [qgLevels]float64{200, 500, 800}

// restExcess is how much stronger than the mean the shear is that the flow relaxes
// to: eddies weaken it all the time.
const restExcess = 1.38

// coarse is a grid just fine enough for the dynamics' mountains and continents.
var coarse = sphere.Grid{NLat: 121, NLon: 240}

// ground has what the dynamics know of the Earth, smooth.
type ground struct{ elevation, land *sphere.Field }

func newGround() ground {
	land := earth.Land(coarse)
	return ground{
		elevation: smoothed(coarse, earth.Elevation(coarse, land), 2.5),
		land:      smoothed(coarse, land, 4),
	}
}

// sample interpolates f at a place in radians.
func sample(f *sphere.Field, lat, lon float64) float64 {
	y := (0.5 - lat/math.Pi) * float64(f.Grid.NLat-1)
	return float64(f.Linear(y, lon/(2*math.Pi)*float64(f.Grid.NLon)))
}

// smoothed spreads values over about sigma degrees.
func smoothed(g sphere.Grid, values []float32, sigma float64) *sphere.Field {
	f := sphere.NewField(g)
	for j := range g.NLat {
		copy(f.Row(j), values[j*g.NLon:(j+1)*g.NLon])
	}
	sphere.Smooth(f, sigma/degree)
	return f
}

// restState is the stream function that the shear relaxes to: the season's mean,
// and continents that are cold in winter and warm in summer, which anchor the
// storm tracks.
func restState(h *sphere.Harmonics, c *climate, g ground) state {
	var out state
	w := h.NewWork()
	field := make([]float64, h.NLat*h.NLon)
	for k, p := range qgPressure {
		mean := meanStream(c, p)
		for j := range h.NLat {
			lat := math.Asin(h.Mu(j))
			x := (90 - lat*degree) / latStep
			zonal := mean[int(x)] + (mean[int(x)+1]-mean[int(x)])*(x-math.Floor(x))
			for i := range h.NLon {
				lon := 2 * math.Pi * float64(i) / float64(h.NLon)
				field[j*h.NLon+i] = zonal
				if k == qgLevels-1 {
					field[j*h.NLon+i] += continental(c, lat, sample(g.land, lat, lon))
				}
			}
		}
		out[k] = h.Analyse(field, w)
	}
	return out
}

// meanStream integrates the zonal wind on the latitude table.
func meanStream(c *climate, hPa float64) []float64 {
	out := make([]float64, len(c.phi[0])+1)
	level := c.level(hPa)
	for i := 1; i < len(c.phi[0]); i++ {
		lat := (90 - (float64(i)-0.5)*latStep) / degree
		out[i] = out[i-1] + sphere.Radius*restExcess*level.at(lat).u*latStep/degree
	}
	out[len(out)-1] = out[len(out)-2]
	return out
}

// continental is the low-level stream function under a continent's thickness
// anomaly.
func continental(c *climate, lat, land float64) float64 {
	winter := c.season
	if lat < 0 {
		winter = -winter
	}
	warmth := (-9*winter - 1) * bump(math.Abs(lat)*degree, 52, 17) * land
	f := 2 * omega * math.Sin(lat)
	const floor = 4e-5
	return -gasConstant * math.Log(800.0/500) * warmth * f / (f*f + floor*floor)
}

// bump is a Gaussian of height 1.
func bump(x, centre, width float64) float64 {
	d := (x - centre) / width
	return math.Exp(-d * d)
}
