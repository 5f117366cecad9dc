package tiles

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// Map is a rectangle of the globe as a picture of any size shows it: its edges in degrees, or in the metres
// of Web Mercator. East may lie beyond 180 degrees, west before -180.
type Map struct {
	West, South, East, North float64
	Mercator                 bool
	Width, Height            int // pixels
}

// MaxMapSide is the widest and the highest that a map may be, in pixels.
const MaxMapSide = 4096

// Place gives the latitude and longitude in degrees of the middle of a pixel.
func (m Map) Place(col, row int) (lat, lon float64) { return m.lat(row), m.lon(col) }

func (m Map) lon(col int) float64 {
	return m.degrees(m.West + m.width()*(float64(col)+0.5)/float64(m.Width))
}

func (m Map) lat(row int) float64 {
	y := m.North - (m.North-m.South)*(float64(row)+0.5)/float64(m.Height)
	if m.Mercator {
		return 180 / math.Pi * math.Atan(math.Sinh(y*math.Pi/HalfWorld))
	}
	return y
}

func (m Map) width() float64 { return m.East - m.West }

// degrees gives the longitude of an abscissa.
func (m Map) degrees(x float64) float64 {
	if m.Mercator {
		return 180 * x / HalfWorld
	}
	return x
}

// Check fails with kind Invalid where there is no such map, and says why.
func (m Map) Check() error {
	const op = "tiles.Map"
	switch {
	case m.Width < 1 || m.Height < 1 || m.Width > MaxMapSide || m.Height > MaxMapSide:
		return forecast.Errorf(forecast.Invalid, op, "a map of %d × %d pixels is not possible: ask for 1 to %d", m.Width, m.Height, MaxMapSide)
	case !(m.East > m.West && m.North > m.South) || math.IsInf(m.East-m.West, 0) || math.IsInf(m.North-m.South, 0):
		return forecast.Errorf(forecast.Invalid, op, "a map from %g to %g and from %g to %g has no area", m.West, m.East, m.South, m.North)
	}
	return nil
}

// LOD is LOD for a map.
func (m Map) LOD(grids []*forecast.Grid) int {
	return lodOf(grids, m.pixel())
}

func (m Map) pixel() float64 { return m.degrees(m.width()) / float64(m.Width) }

// onGlobe gives the pixels, from and to, that lie on the globe: rows between the poles and, on a map that
// is wider than the globe, columns of one turn.
func (m Map) onGlobe() (rows, cols [2]int) {
	within := func(n int, on func(int) bool) (of [2]int) {
		for of[0] < n && !on(of[0]) {
			of[0]++
		}
		for of[1] = of[0]; of[1] < n && on(of[1]); of[1]++ {
		}
		return of
	}
	rows = within(m.Height, func(r int) bool { return math.Abs(m.lat(r)) <= 90 })
	if m.lon(m.Width-1)-m.lon(0) < 360-1e-6 {
		return rows, [2]int{0, m.Width}
	}
	return rows, within(m.Width, func(c int) bool { lon := m.lon(c); return lon >= -180 && lon < 180-1e-6 })
}

// Shows says whether a pixel lies on the globe, and not beside it.
func (m Map) Shows(col, row int) bool {
	rows, cols := m.onGlobe()
	return row >= rows[0] && row < rows[1] && col >= cols[0] && col < cols[1]
}

// mapBlock is how many pixels across a part of a map is that is drawn at a time.
const mapBlock = 256

// block is a square part of a map; it may reach beyond the map's right and lower edges.
type block struct {
	Map
	left, top int
}

func (b block) points() int { return mapBlock }

func (b block) lat(row int) float64 { return max(-90, min(90, b.Map.lat(b.top+row))) }

func (b block) lon(col int) float64 { return b.Map.lon(b.left + col) }

func (b block) pixel() float64 { return b.Map.pixel() }

// Map draws a map of a field as a paletted PNG, with the picture's style and kernel. What is missing and
// what colours let through is transparent, or the background where there is one. It fails as Map.Check,
// Style.Scale and reading the field do.
func (p Picture) Map(ctx context.Context, field forecast.Field, m Map, background *Colour) ([]byte, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	scale, err := p.Style.Scale(field.Layer())
	if err != nil {
		return nil, err
	}
	w := new(pngWriter) // not one of those kept for tiles, which are small
	w.resize(m.Width, m.Height)
	clear(w.raw)
	rows, cols := m.onGlobe()
	values := make([]float32, mapBlock*mapBlock)
	for top := rows[0]; top < rows[1]; top += mapBlock {
		for left := cols[0]; left < cols[1]; left += mapBlock {
			if err := p.Kernel.onto(ctx, field, block{m, left, top}, values); err != nil {
				return nil, err
			}
			width := min(mapBlock, cols[1]-left)
			for r := range min(mapBlock, rows[1]-top) {
				scale.lookup.indexes(w.row(top+r, m.Width)[left:][:width], values[r*mapBlock:][:width])
			}
		}
	}
	palette := scale.lookup.palette
	if background != nil {
		palette = over(*background, palette)
	}
	return w.finish(m.Width, m.Height, pngPaletted, palette)
}

// over lays colours over an opaque one.
func over(background Colour, palette []Colour) []Colour {
	out := make([]Colour, len(palette))
	for i, c := range palette {
		opaque := Colour{c.R, c.G, c.B, 255}
		out[i] = mix(background, opaque, float64(c.A)/255)
	}
	return out
}

// spot is the raster of one place.
type spot struct{ at, east float64 }

func (s spot) points() int     { return 1 }
func (s spot) lat(int) float64 { return s.at }
func (s spot) lon(int) float64 { return s.east }
func (s spot) pixel() float64  { return 0 }

// ValueAt gives a field's value at a place, interpolated as a map's pixels are; NaN where it is missing.
func ValueAt(ctx context.Context, field forecast.Field, lat, lon float64) (float32, error) {
	if !(math.Abs(lat) <= 90) {
		return float32(math.NaN()), nil
	}
	var out [1]float32
	err := Bilinear.onto(ctx, field, spot{lat, lon}, out[:])
	return out[0], err
}
