package weather

import (
	"math"
	"runtime"
	"sync"

	"github.com/fengtu/fengtu/ingest/demo/internal/earth"
	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// Sheet puts the model's weather on a grid. It is made once for a grid and taken
// to one time after another with Set.
type Sheet struct {
	Grid            sphere.Grid
	Land, Elevation []float32 // part of the cell, metres

	model    *Model
	resample *sphere.Resampler
	unix     float64
	storms   []cyclone

	// What all levels are combined from, on the grid.
	phi, u, v        [parts][]float32
	air              []float32 // as sharp as the base grid has it
	wet, noise, rain []float32
	fine             []float32 // texture that only this grid shows, about ±1
	belt, desert     []float32 // nearness of the tropical rain belt and of deserts, 0 to 1
	seaClimate       []float32 // K
	vapour           *vapour
}

// The parts of a level: eddies of three levels, small eddies, air masses.
const (
	partNoise = qgLevels
	partAir   = qgLevels + 1
	parts     = qgLevels + 2
)

// NewSheet prepares a grid for the model's weather. The grid's NLon must be even.
func NewSheet(m *Model, g sphere.Grid) *Sheet {
	s := &Sheet{Grid: g, model: m, resample: sphere.NewResampler(base, g), Land: earth.Land(g), vapour: newVapour()}
	s.Elevation = earth.Elevation(g, s.Land)
	for k := range parts {
		s.phi[k], s.u[k], s.v[k] = s.field(), s.field(), s.field()
	}
	s.air, s.wet, s.noise, s.rain, s.seaClimate, s.belt, s.desert, s.fine = s.field(), s.field(), s.field(), s.field(), s.field(), s.field(), s.field(), s.field()
	s.parallel(func(first, last int) {
		for j := first; j < last; j++ {
			for i := range g.NLon {
				lat, lon := g.Lat(j), g.Lon(i)
				s.seaClimate[j*g.NLon+i] = float32(m.climate.sea(lat, lon))
				s.desert[j*g.NLon+i] = float32(desert(lat, lon))
				s.belt[j*g.NLon+i] = float32(bump(lat*degree, m.climate.rainBelt(lon), 9.5))
			}
		}
	})
	return s
}

func (s *Sheet) field() []float32 { return make([]float32, s.Grid.Len()) }

// parallel splits the rows among the processors.
func (s *Sheet) parallel(fn func(first, last int)) {
	n := min(runtime.GOMAXPROCS(0), s.Grid.NLat)
	var all sync.WaitGroup
	for k := range n {
		all.Go(func() { fn(k*s.Grid.NLat/n, (k+1)*s.Grid.NLat/n) })
	}
	all.Wait()
}

// Set takes the sheet to the model's present time.
func (s *Sheet) Set() {
	m := s.model
	s.unix = float64(m.run.Unix() + int64(m.seconds))
	s.storms = m.cyclones(s.unix)
	broad := m.scratch[0]
	copyField(broad, m.air)
	sphere.Smooth(broad, airSmoothing)
	rain := m.scratch[1]
	for j := range base.NLat {
		out, a, b, c := rain.Row(j), m.rain[0].Row(j), m.rain[1].Row(j), m.rain[2].Row(j)
		for i := range out {
			out[i] = (a[i] + 2*b[i] + c[i]) / 4
		}
	}
	rain.Wrap()
	s.parallel(func(first, last int) {
		for k := range qgLevels {
			s.rows(m.flow.phi[k], s.phi[k], first, last)
			s.rows(m.flow.wind[k].u, s.u[k], first, last)
			s.rows(m.flow.wind[k].v, s.v[k], first, last)
		}
		s.rows(m.noisePhi, s.phi[partNoise], first, last)
		s.rows(m.noiseWind.u, s.u[partNoise], first, last)
		s.rows(m.noiseWind.v, s.v[partNoise], first, last)
		s.rows(broad, s.phi[partAir], first, last)
		s.rows(m.airWind.u, s.u[partAir], first, last)
		s.rows(m.airWind.v, s.v[partAir], first, last)
		s.rows(m.air, s.air, first, last)
		s.rows(m.wet, s.wet, first, last)
		s.rows(m.noise, s.noise, first, last)
		s.rows(rain, s.rain, first, last)
		s.texture(first, last)
	})
}

// texture makes what lives shorter than a step, such as single showers: it drifts
// and changes with time.
func (s *Sheet) texture(first, last int) {
	drift := math.Mod(8/sphere.Radius*s.unix, 2*math.Pi)
	for j := first; j < last; j++ {
		for i := range s.Grid.NLon {
			p := sphere.Point(s.Grid.Lat(j), s.Grid.Lon(i)-drift)
			p.Z += s.unix / (86400 * 40)
			s.fine[j*s.Grid.NLon+i] = float32(sphere.Fractal(p, 28, 0.7, 3, 41))
		}
	}
}

func (s *Sheet) rows(f *sphere.Field, dst []float32, first, last int) {
	s.resample.Rows(f, first, dst[first*s.Grid.NLon:last*s.Grid.NLon])
}

// weights are what a level takes of each part.
type weights struct {
	hPa              float64
	mean             *level
	value, slope     [parts]float32 // of phi; slope is d/d(ln p) over the gas constant, as temperature
	storm, stormWarm float32
	sharp            float32 // part of the air's small scales that temperature shows
}

func (s *Sheet) weigh(hPa float64) weights {
	w := weights{hPa: hPa, mean: s.model.climate.level(hPa)}
	set := func(k int, value, slope float64) {
		w.value[k], w.slope[k] = float32(value), float32(-slope/gasConstant)
	}
	for k := range qgLevels {
		value, slope := eddyShape[k].at(hPa)
		set(k, value, slope)
	}
	value, slope := noiseShape.at(hPa)
	set(partNoise, value, slope)
	depth, _ := airDepth.at(hPa)
	reach := 0.0
	if hPa > airTop {
		reach = airDepth.integral(airTop, hPa)
	} else {
		depth = 0
	}
	set(partAir, -gasConstant*reach, -gasConstant*depth)
	sharp, _ := sharpShape.at(hPa)
	w.sharp = float32(sharp)
	storm, warm := cycloneShape.at(hPa)
	w.storm, w.stormWarm = float32(storm), float32(-warm/gasConstant)
	return w
}

// sharpShape is how shallow the sharp part of fronts is.
var sharpShape = newProfile([13]float64{0, 0, 0, 0, 0, 0, 0, 0, 0.05, 0.2, 0.6, 0.8, 0.9})

// column is one row of one level before moisture and friction.
type column struct{ phi, virtual, u, v []float32 }

func newColumn(n int) column {
	return column{make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)}
}

// combine fills c with row j of the level. Over is what the cyclones do there.
func (s *Sheet) combine(w *weights, j int, over []influence, c column) {
	lat := s.Grid.Lat(j)
	mean := w.mean.at(lat)
	overturning := float32(s.model.climate.overturning(lat, w.hPa))
	n := s.Grid.NLon
	for i := range n {
		c.phi[i], c.virtual[i] = float32(mean.phi), float32(mean.temperature)
		c.u[i], c.v[i] = float32(mean.u), overturning
	}
	for k := range parts {
		phi, u, v := s.phi[k][j*n:(j+1)*n], s.u[k][j*n:(j+1)*n], s.v[k][j*n:(j+1)*n]
		value, slope := w.value[k], w.slope[k]
		for i, x := range phi {
			c.phi[i] += value * x
			c.virtual[i] += slope * x
			c.u[i] += value * u[i]
			c.v[i] += value * v[i]
		}
	}
	air, broad := s.air[j*n:(j+1)*n], s.phi[partAir][j*n:(j+1)*n]
	for i := range air {
		c.virtual[i] += w.sharp * (air[i] - broad[i])
	}
	for _, e := range over {
		c.phi[e.col] += w.storm*e.linear + w.storm*w.storm*e.quadratic
		c.virtual[e.col] += w.stormWarm * (e.linear + 2*w.storm*e.quadratic)
		c.u[e.col] += w.storm * e.u
		c.v[e.col] += w.storm * e.v
	}
}

// storming lists what all cyclones do to row j.
func (s *Sheet) storming(j int) []influence {
	var out []influence
	for k := range s.storms {
		out = append(out, s.storms[k].influences(s.Grid, j)...)
	}
	return out
}

// overturning is the mean meridional wind: the Hadley cells, rising over the rain
// belt.
func (c *climate) overturning(lat, hPa float64) float64 {
	value, _ := overturningShape.at(hPa)
	d := lat*degree + 7*c.season
	return value * math.Tanh(d/7) * math.Exp(-math.Pow(d/24, 2)) * math.Cos(lat)
}

var overturningShape = newProfile([13]float64{0, 0.4, 1.5, 2, 1.2, 0.6, 0.2, 0, -0.1, -0.3, -1, -1.7, -1.9})
