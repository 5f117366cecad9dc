package forecast

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
)

// Axis is one coordinate of a grid: strictly monotonic values in degrees, evenly spaced or not.
type Axis struct {
	values []float64
	step   float64 // the mean step; 0 for a single value
	even   bool    // every value lies where the mean step puts it
	period float64 // 360 on a longitude axis that goes round the globe, else 0
}

// evenTolerance is how far, in steps, a value of an even axis may lie from its place. Coordinates
// kept as float32 are off by up to 3e-5 degrees.
const evenTolerance = 2e-3

func newAxis(values []float64) (Axis, error) {
	n := len(values)
	a := Axis{values: values, even: true}
	if n == 0 {
		return a, fmt.Errorf("it has no values")
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return a, fmt.Errorf("value %d is %v", i, v)
		}
		if i > 1 && (v-values[i-1])*(values[1]-values[0]) <= 0 || i == 1 && v == values[0] {
			return a, fmt.Errorf("it is not strictly monotonic: value %d is %v after %v", i, v, values[i-1])
		}
	}
	if n > 1 {
		a.step = (values[n-1] - values[0]) / float64(n-1)
	}
	for i, v := range values {
		if math.Abs(v-values[0]-float64(i)*a.step) > evenTolerance*math.Abs(a.step) {
			a.even = false
		}
	}
	return a, nil
}

// Len gives the number of values.
func (a *Axis) Len() int { return len(a.values) }

// Values gives the coordinates in degrees; the caller must not change them.
func (a *Axis) Values() []float64 { return a.values }

// Even says whether the values are evenly spaced.
func (a *Axis) Even() bool { return a.even }

// Periodic says whether the value after the last is the first again, 360 degrees on.
func (a *Axis) Periodic() bool { return a.period > 0 }

// Locate gives the place of v on the axis as a whole index i and a fraction f in [0, 1) toward
// i+1, and whether v lies on the axis at all. On a periodic axis i+1 may be Len, which stands for
// index 0. At the very end of the axis f is 0.
func (a *Axis) Locate(v float64) (i int, f float64, ok bool) {
	n := len(a.values)
	first, last := a.values[0], a.values[n-1]
	if a.period > 0 {
		v = first + wrap(v-first, a.period)
		if v > last {
			return split(float64(n-1)+(v-last)/(first+a.period-last), n)
		}
	}
	if n == 1 {
		return 0, 0, math.Abs(v-first) < 1e-9
	}
	const slack = 1e-6 // of a step: a coordinate written in decimal is not outside by its last bit
	if s := (v - first) / a.step; s < 0 && s > -slack {
		v = first
	} else if s := (v - last) / a.step; s > 0 && s < slack {
		v = last
	}
	if (v-first)*(v-last) > 0 || math.IsNaN(v) {
		return 0, 0, false
	}
	if a.even {
		return split((v-first)/a.step, n)
	}
	k := sort.Search(n, func(k int) bool { return (a.values[k]-v)*a.step >= 0 })
	if a.values[k] == v {
		return k, 0, true
	}
	return k - 1, (v - a.values[k-1]) / (a.values[k] - a.values[k-1]), true
}

// split cuts a fractional index in two and takes it to the nearest whole where it is one but for
// rounding.
func split(x float64, n int) (int, float64, bool) {
	i := math.Floor(x)
	f := x - i
	if f > 1-1e-7 {
		i, f = i+1, 0
	} else if f < 1e-7 {
		f = 0
	}
	if int(i) >= n {
		return 0, f, true
	}
	return int(i), f, true
}

// wrap brings x into [0, period).
func wrap(x, period float64) float64 {
	x = math.Mod(x, period)
	if x < 0 {
		x += period
	}
	if x >= period { // -tiny + period rounds to period
		return 0
	}
	return x
}

// thin keeps every factor-th value and the last one; a periodic axis only where its length is a
// multiple of factor.
func (a *Axis) thin(factor int) (Axis, bool) {
	n := len(a.values)
	if a.period > 0 && n%factor != 0 {
		return Axis{}, false
	}
	var kept []float64
	for i := 0; i < n; i += factor {
		kept = append(kept, a.values[i])
	}
	if last := a.values[n-1]; a.period == 0 && kept[len(kept)-1] != last {
		kept = append(kept, last)
	}
	out, err := newAxis(kept)
	out.period = a.period
	return out, err == nil
}

// Grid is a rectilinear latitude–longitude grid. Rows run from north to south, columns from west
// to east. Grids do not change after they are made.
type Grid struct {
	Lat, Lon Axis
}

// NewGrid makes a grid of the coordinates of its rows and columns in degrees: latitudes strictly
// descending within ±90, longitudes strictly ascending over less than a full turn. It takes the
// grid as periodic when the gap that closes the circle is not wider than its widest step. It
// fails with kind Invalid and says why.
func NewGrid(lat, lon []float64) (*Grid, error) {
	const op = "forecast.NewGrid"
	lat, lon = decimal(lat), decimal(lon)
	y, err := newAxis(lat)
	if err != nil {
		return nil, Errorf(Invalid, op, "the latitude axis is unusable: %s", err.Error())
	}
	x, err := newAxis(lon)
	if err != nil {
		return nil, Errorf(Invalid, op, "the longitude axis is unusable: %s", err.Error())
	}
	n := len(lon)
	switch {
	case y.step > 0 || x.step < 0:
		return nil, Errorf(Invalid, op, "rows must run from north to south and columns from west to east")
	case lat[0] > 90+1e-4 || lat[len(lat)-1] < -90-1e-4:
		return nil, Errorf(Invalid, op, "latitudes must lie within ±90°, not %g to %g", lat[0], lat[len(lat)-1])
	case lon[n-1]-lon[0] >= 360-1e-6:
		return nil, Errorf(Invalid, op, "longitudes from %g to %g go round more than once", lon[0], lon[n-1])
	}
	y.values[0] = min(y.values[0], 90)
	y.values[len(lat)-1] = max(y.values[len(lat)-1], -90)
	widest := 0.0
	for i := 1; i < n; i++ {
		widest = max(widest, lon[i]-lon[i-1])
	}
	if gap := lon[0] + 360 - lon[n-1]; n > 2 && gap <= widest*1.01 {
		x.period = 360
	}
	return &Grid{Lat: y, Lon: x}, nil
}

// decimal copies coordinates. Those that were kept as float32 become the decimal that they stand
// for: 359.6, not 359.6000061.
func decimal(values []float64) []float64 {
	out := slices.Clone(values)
	for i, v := range values {
		if float64(float32(v)) != v {
			return slices.Clone(values)
		}
		out[i], _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', -1, 32), 64)
	}
	return out
}

// Rows gives the number of rows.
func (g *Grid) Rows() int { return g.Lat.Len() }

// Cols gives the number of columns.
func (g *Grid) Cols() int { return g.Lon.Len() }

// Size gives the number of nodes.
func (g *Grid) Size() int { return g.Rows() * g.Cols() }

// LocateLat is Locate on the rows. Where the grid goes round the globe and its last row ends less
// than a step short of a pole, the row stands for the cap beyond it.
func (g *Grid) LocateLat(lat float64) (i int, f float64, ok bool) {
	n := g.Rows()
	if g.Lon.Periodic() && n > 1 {
		step := math.Abs(g.Lat.step) * 1.01
		north, south := g.Lat.values[0], g.Lat.values[n-1]
		if lat > north && north+step >= 90 && lat <= 90 {
			return 0, 0, true
		}
		if lat < south && south-step <= -90 && lat >= -90 {
			return n - 1, 0, true
		}
	}
	return g.Lat.Locate(lat)
}

// LocateLon is Locate on the columns, for any spelling of the longitude (-180 or 540 alike).
func (g *Grid) LocateLon(lon float64) (i int, f float64, ok bool) {
	if !g.Lon.Periodic() {
		first := g.Lon.values[0] - 1e-6
		lon = first + wrap(lon-first, 360)
	}
	return g.Lon.Locate(lon)
}

// Equal says whether two grids have the same nodes, to a thousandth of a step.
func (g *Grid) Equal(o *Grid) bool {
	same := func(a, b *Axis) bool {
		return slices.EqualFunc(a.values, b.values, func(p, q float64) bool {
			return math.Abs(p-q) <= 1e-3*math.Abs(a.step)+1e-9
		})
	}
	return same(&g.Lat, &o.Lat) && same(&g.Lon, &o.Lon)
}

// OverviewFactor is how many times fewer rows and columns each level of detail has than the one
// before.
const OverviewFactor = 4

// overviewNodes is the size under which a field needs no coarser copy: a tile reads it whole.
const overviewNodes = 256

// Overview gives the grid of the next coarser copy: every fourth row and column and the last
// ones, so that its nodes are nodes of g and it covers the same area. It says false where none is
// worth keeping, or a grid round the globe does not divide evenly.
func (g *Grid) Overview() (*Grid, bool) {
	if max(g.Rows(), g.Cols()) <= overviewNodes || min(g.Rows(), g.Cols()) <= OverviewFactor {
		return nil, false
	}
	lat, ok := g.Lat.thin(OverviewFactor)
	lon, ok2 := g.Lon.thin(OverviewFactor)
	return &Grid{Lat: lat, Lon: lon}, ok && ok2
}

// Bounds gives the rectangle that the grid's nodes span, as west, south, east, north in degrees;
// from -180 to 180 where it goes round the globe. East is above 180 where it crosses the date
// line.
func (g *Grid) Bounds() [4]float64 {
	lat, lon := g.Lat.values, g.Lon.values
	if g.Lon.Periodic() {
		return [4]float64{-180, lat[len(lat)-1], 180, lat[0]}
	}
	west := wrap(lon[0]+180, 360) - 180
	return [4]float64{west, lat[len(lat)-1], west + lon[len(lon)-1] - lon[0], lat[0]}
}
