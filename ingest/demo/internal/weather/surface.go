package weather

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// Surface is what a forecast says about the ground level, row by row: wind in m/s
// at 10 and 100 m, temperature at 2 m in K, cloud cover 0 to 1, pressures in Pa.
type Surface struct {
	U10, V10, U100, V100, T2m, Cloud, Pressure, MSL []float32
	Rain                                            []float32 // mm in the last 6 h
	Sun                                             []float32 // J/m² absorbed by the surface in the last 6 h
}

// NewSurface returns memory for a Surface of n points.
func NewSurface(n int) *Surface {
	at := func() []float32 { return make([]float32, n) }
	return &Surface{at(), at(), at(), at(), at(), at(), at(), at(), at(), at()}
}

// lowLevels are those between which the ground is found, in hPa.
var lowLevels = [...]float64{1000, 925, 850, 700, 600, 500, 400}

// cloudLevels are where clouds are looked for, with the humidity at which they
// begin.
var cloudLevels = [...]struct {
	hPa, begin float64
	weight     float32
}{{300, 0.46, 0.8}, {500, 0.44, 0.8}, {700, 0.48, 0.85}, {900, 0.6, 0.9}}

// Surface fills out for the present time.
func (s *Sheet) Surface(out *Surface) {
	var low [len(lowLevels)]weights
	for k, p := range lowLevels {
		low[k] = s.weigh(p)
	}
	s.parallel(func(first, last int) {
		r := s.newSurfaceRow()
		for j := first; j < last; j++ {
			over := s.storming(j)
			for k := range low {
				s.combine(&low[k], j, over, r.columns[k])
			}
			s.rainfall(j, over, r, out)
			s.cloudiness(j, r, out)
			s.sunshine(j, out)
			s.ground(j, r, out)
		}
	})
	for _, f := range [][]float32{out.T2m, out.Cloud, out.Pressure, out.MSL, out.Rain, out.Sun} {
		s.unitePole(f)
	}
	s.unitePoles(out.U10, out.V10)
	s.unitePoles(out.U100, out.V100)
}

// surfaceRow is the scratch memory of one goroutine.
type surfaceRow struct {
	columns [len(lowLevels)]column
	moist   []float32
}

func (s *Sheet) newSurfaceRow() *surfaceRow {
	n := s.Grid.NLon
	r := &surfaceRow{moist: make([]float32, n)}
	for k := range r.columns {
		r.columns[k] = newColumn(n)
	}
	return r
}

// ground finds pressure, temperature and wind where the ground is.
func (s *Sheet) ground(j int, r *surfaceRow, out *Surface) {
	n := s.Grid.NLon
	lat := s.Grid.Lat(j)
	for i := range n {
		k := j*n + i
		phi, tv := r.columns[0].phi[i], r.columns[0].virtual[i]
		out.MSL[k] = 1e5 * float32(math.Exp(float64(phi)/(gasConstant*(float64(tv)+0.0065/2*float64(phi)/gravity))))
		high := s.Elevation[k]
		l := 0
		for l < len(lowLevels)-2 && r.columns[l+1].phi[i] < high*gravity {
			l++
		}
		a, b := &r.columns[l], &r.columns[l+1]
		f := (high*gravity - a.phi[i]) / (b.phi[i] - a.phi[i])
		out.Pressure[k] = float32(100 * lowLevels[l] * math.Exp(float64(f)*math.Log(lowLevels[l+1]/lowLevels[l])))
		g := max(f, 0)
		free := a.virtual[i] + g*(b.virtual[i]-a.virtual[i])
		out.T2m[k] = s.warmth(k, lat, s.Grid.Lon(i), free, out.Cloud[k])
		s.breeze(k, lat, a.u[i]+g*(b.u[i]-a.u[i]), a.v[i]+g*(b.v[i]-a.v[i]), free, out)
	}
}

// localHour is the solar time at a longitude in radians.
func (s *Sheet) localHour(lon float64) float64 {
	return math.Mod(s.unix/3600+lon*degree/15, 24)
}

// noonSun is the sine of the sun's height at noon.
func (s *Sheet) noonSun(lat float64) float64 {
	return max(0, math.Cos(lat-declination(s.unix)))
}

// warmth is the temperature at 2 m over a point whose free air has virtual
// temperature tv: the sea's over water, with a daily course over land.
func (s *Sheet) warmth(k int, lat, lon float64, tv, cloud float32) float32 {
	free := tv - 2.6*float32(math.Exp(float64(tv-300)/14)) // without its vapour
	land := s.Land[k]
	sea := s.seaClimate[k]
	water := sea + 0.38*min(max(free-sea, -14), 6)
	if sea < freezing {
		water += (free - 2 - water) * float32(smoothstep(freezing, freezing-5, float64(sea)))
	}
	if land == 0 {
		return water
	}
	noon := s.noonSun(lat)
	clear := 1 - 0.65*cloud
	dry := s.desert[k]
	swing := clear * float32(math.Pow(noon, 0.8)) * (4.2 + 4*dry + 0.0006*s.Elevation[k])
	daily := swing * float32(math.Cos((s.localHour(lon)-14.8)*math.Pi/12))
	night := -7 * clear * float32(smoothstep(0.45, 0.05, noon))
	return water + land*(free+0.4+daily+night+0.3*min(s.noise[k], 2)+0.5*s.fine[k]-water)
}

const freezing = 271.4 // of sea water, K

// breeze is the wind at 10 and 100 m under the free wind (u, v).
func (s *Sheet) breeze(k int, lat float64, u, v, tv float32, out *Surface) {
	land := s.Land[k]
	turn := math.Tanh(lat * degree / 12)
	unstable := float32(smoothstep(-3, 4, float64(out.T2m[k]-tv+2)))
	sea := 0.6 + 0.08*unstable
	ground := 0.34 + 0.14*unstable - 0.045*min(s.Elevation[k]/1000, 4)
	factor := sea + land*(ground-sea)
	angle := turn * float64(0.24+land*(0.22-0.12*unstable))
	gust := 1 + 0.05*s.fine[k]
	out.U10[k], out.V10[k] = turned(u, v, angle, factor*gust)
	shear := 0.085 + land*(0.09+0.14*(1-unstable))
	rise := float32(math.Pow(10, float64(shear)))
	out.U100[k], out.V100[k] = turned(u, v, angle*0.8, min(factor*rise, 0.97)*gust)
}

// heaviest is the most that can fall in six hours, in mm.
const heaviest = 170

// rainfall adds cyclones and mountains to the rain, and notes what cyclones
// moisten.
func (s *Sheet) rainfall(j int, over []influence, r *surfaceRow, out *Surface) {
	n := s.Grid.NLon
	clear(r.moist)
	row := out.Rain[j*n : (j+1)*n]
	copy(row, s.rain[j*n:(j+1)*n])
	for _, e := range over {
		row[e.col] += e.rain
		r.moist[e.col] += e.moist
	}
	north, south := max(j-1, 0), min(j+1, s.Grid.NLat-1)
	dy := 2 * math.Pi * sphere.Radius / float64(s.Grid.NLat-1)
	dx := 2 * dy * math.Max(math.Cos(s.Grid.Lat(j)), 0.05)
	wind := &r.columns[2]
	for i := range row {
		k := j*n + i
		east, west := s.Elevation[j*n+(i+1)%n], s.Elevation[j*n+(i+n-1)%n]
		slopeX := float64(east-west) / dx
		slopeY := float64(s.Elevation[north*n+i]-s.Elevation[south*n+i]) / dy
		up := float64(wind.u[i])*slopeX + float64(wind.v[i])*slopeY // m/s
		factor := min(max(1+14*up, 0.35), 3)
		amount := max(0, row[i]) * float32(factor) * max(0.15, 1+0.3*min(s.noise[k], 1.5)+0.6*s.fine[k])
		if amount < 0.05 { // drizzle that a gauge would not see
			amount = 0
		}
		row[i] = amount / (1 + amount/heaviest)
	}
}

// cloudiness overlaps the cloud of a few levels at random.
func (s *Sheet) cloudiness(j int, r *surfaceRow, out *Surface) {
	n := s.Grid.NLon
	row := out.Cloud[j*n : (j+1)*n]
	for i := range row {
		row[i] = 1
	}
	for _, c := range cloudLevels {
		h := s.humid(c.hPa, s.Grid.Lat(j))
		for i := range row {
			k := j*n + i
			rh := s.relative(&h, k, r.moist[i]) + 0.05*min(s.noise[k], 1) + 0.09*s.fine[k]
			row[i] *= 1 - c.weight*float32(smoothstep(c.begin, 0.92, float64(rh)))
		}
	}
	for i := range row {
		k := j*n + i
		wet := float32(1 - math.Exp(-float64(out.Rain[k])*1.2))
		row[i] = min(max(1-row[i]*(1-0.85*wet), 0), 1)
		if row[i] < 0.01 {
			row[i] = 0
		}
	}
}
