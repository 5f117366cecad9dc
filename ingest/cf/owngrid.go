package cf

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
)

// ownGrid makes a grid that is not of latitudes and longitudes, once.
func (r *reader) ownGrid(yDim, xDim string, m mapping, n *nodes) *horizontal {
	key := yDim + "\x00" + xDim + "\x00" + fmt.Sprint(m.definition)
	if n != nil {
		key += "\x00" + n.lat.Name + "\x00" + n.lon.Name
	}
	if h, ok := r.grids[key]; ok {
		return h
	}
	h, err := r.makeOwnGrid(yDim, xDim, m, n)
	if err != nil {
		h = &horizontal{err: err}
	}
	r.grids[key] = h
	return h
}

// makeOwnGrid prefers the projection to the nodes, for it is exact and small, where it puts the
// nodes where the file has them.
func (r *reader) makeOwnGrid(yDim, xDim string, m mapping, n *nodes) (*horizontal, error) {
	var lats, lons []float64
	if n != nil {
		var err error
		if lats, err = r.nodeValues(n.lat, yDim); err != nil {
			return nil, err
		}
		if lons, err = r.nodeValues(n.lon, yDim); err != nil {
			return nil, err
		}
	}
	h, err := r.projectedGrid(yDim, xDim, m, lats, lons)
	if err == nil || n == nil {
		return h, err
	}
	cols := n.size(xDim)
	if h := r.separable(lats, lons, cols, n); h != nil {
		return h, h.err
	}
	if m.kind != "" {
		r.note("%s and %s tell where each node lies: taken from there, as of the grid mapping %s", n.lat.Name, n.lon.Name, err.Error())
	}
	return meshGrid(lats, lons, cols)
}

// size gives the length of one of the dimensions.
func (n *nodes) size(dim string) int { return n.lat.Dims[n.lat.place(dim)].Len }

// projectedGrid makes the grid of the axes x and y by a projection.
func (r *reader) projectedGrid(yDim, xDim string, m mapping, lats, lons []float64) (*horizontal, error) {
	switch {
	case m.err != nil:
		return nil, m.err
	case m.kind == "" || m.kind == projection.LatLon:
		return nil, fmt.Errorf("it lies on a projected grid along %s and %s, but nothing says on which projection: give it a CF grid_mapping, or latitude and longitude of two dimensions", yDim, xDim)
	}
	y, _, err := r.planeValues(yDim, m)
	if err != nil {
		return nil, err
	}
	x, scale, err := r.planeValues(xDim, m)
	if err != nil {
		return nil, err
	}
	if m.inUnits {
		m.definition.Numbers = inMetres(m.definition.Numbers, scale)
	}
	h := &horizontal{rows: count(len(y)), cols: count(len(x))}
	if len(y) > 1 && y[0] < y[len(y)-1] {
		slices.Reverse(y)
		slices.Reverse(h.rows)
		r.note("%s ascends: rows are turned to run from the top of the map down", yDim)
	}
	if m.kind == projection.Rotated {
		var notes []string
		if x, h.cols, notes = orderLongitudes(x); len(notes) > 0 {
			r.note("%s: %s", xDim, notes[0])
		}
	} else if len(x) > 1 && x[0] > x[len(x)-1] {
		slices.Reverse(x)
		slices.Reverse(h.cols)
		r.note("%s descends: columns are turned to run from left to right", xDim)
	}
	return h, r.project(h, m, y, x, lats, lons)
}

// figures are those that models take the Earth for, tried where a file does not tell and its nodes
// can: semi-major axis and inverse flattening.
var figures = [][2]float64{
	{6371229, 0}, {6371200, 0}, {6371000, 0}, {6370000, 0}, {6370997, 0}, {6367470, 0}, {6378137, 298.257223563}, {6378137, 298.257222101},
}

// project makes the grid and holds it against the nodes of the file, where there are any.
func (r *reader) project(h *horizontal, m mapping, y, x, lats, lons []float64) error {
	p, err := projection.New(m.definition)
	if err != nil {
		err = fmt.Errorf("its %s grid cannot be placed: %w", m.kind, err)
	}
	if err != nil && (lats == nil || len(m.definition.Numbers["earth_radius"])+len(m.definition.Numbers["semi_major_axis"]) > 0) {
		return err
	}
	if err == nil {
		return h.fit(p, y, x, lats, lons)
	}
	for _, figure := range figures {
		m.definition.Numbers["semi_major_axis"], m.definition.Numbers["inverse_flattening"] = figure[:1], figure[1:]
		if p, err = projection.New(m.definition); err != nil {
			return err
		}
		if err = h.fit(p, y, x, lats, lons); err == nil {
			r.note("nothing tells the figure of the Earth: taken as %g m with an inverse flattening of %g, which gives the latitudes and longitudes of the file", figure[0], figure[1])
			return nil
		}
	}
	return err
}

// fit makes the grid of a projection; it fails where nodes lie elsewhere in the file.
func (h *horizontal) fit(p *projection.Projection, y, x, lats, lons []float64) error {
	g, err := forecast.NewProjected(p, y, x)
	if err != nil {
		return errors.New(forecast.DetailOf(err))
	}
	h.grid = g
	if lats == nil {
		return nil
	}
	cols := len(lats) / len(h.rows)
	const across = 8
	for j := range across + 1 {
		for i := range across + 1 {
			row, col := j*(g.Rows()-1)/across, i*(g.Cols()-1)/across
			at := h.rows[row]*cols + h.cols[col]
			lat, lon := g.At(row, col)
			off := arc(lat, lon, lats[at], lons[at])
			besideLat, besideLon := g.At(row, max(0, min(col+1, g.Cols()-1)))
			if col == g.Cols()-1 {
				besideLat, besideLon = g.At(row, max(0, col-1))
			}
			if off > 0.02*arc(lat, lon, besideLat, besideLon)+2e-5 {
				return fmt.Errorf("puts a node at %.5f°N %.5f°E that the file has at %.5f°N %.5f°E", lat, lon, lats[at], lons[at])
			}
		}
	}
	return nil
}

// arc gives the angle between two places, in degrees.
func arc(lat0, lon0, lat1, lon1 float64) float64 {
	const degree = math.Pi / 180
	sinLat, sinLon := math.Sin((lat0-lat1)*degree/2), math.Sin((lon0-lon1)*degree/2)
	return 2 / degree * math.Asin(math.Min(1, math.Sqrt(sinLat*sinLat+math.Cos(lat0*degree)*math.Cos(lat1*degree)*sinLon*sinLon)))
}

// planeValues reads the coordinates of a dimension in metres, or degrees of a rotated pole, and what
// they had to be multiplied by.
func (r *reader) planeValues(dim string, m mapping) (values []float64, scale float64, err error) {
	if values, err = r.axisValues(dim); err != nil {
		return nil, 0, err
	}
	v := r.axis(dim).v
	u, known := parseUnit(v.units())
	switch {
	case m.kind == projection.Rotated && (v.units() == "" || known && u.powers == powers{4: 1} || classByUnits(v.units()) != unclear):
		return values, 1, nil
	case m.kind != projection.Rotated && known && u.powers == length:
		scale = u.scale
	case m.kind == projection.Rotated || v.units() != "":
		return nil, 0, fmt.Errorf("its dimension %s is in %q, which is no unit of a %s grid", dim, v.units(), m.kind)
	default:
		scale = m.unit
		r.note("%s has no units: taken as %s", dim, map[bool]string{true: "metres", false: fmt.Sprintf("%g m", scale)}[scale == 1])
	}
	for i := range values {
		values[i] *= scale
	}
	return values, scale, nil
}

// inMetres gives the attributes of a mapping with its false origin in metres: CF has it in the units
// of x and y.
func inMetres(numbers map[string][]float64, scale float64) map[string][]float64 {
	out := maps.Clone(numbers)
	for _, name := range []string{"false_easting", "false_northing"} {
		if v := numbers[name]; len(v) > 0 {
			out[name] = []float64{v[0] * scale}
		}
	}
	return out
}

// separable makes a plain grid where latitude depends on the row alone and longitude on the column,
// as on a Mercator map; nil where they do not.
func (r *reader) separable(lats, lons []float64, cols int, n *nodes) *horizontal {
	const near = 1e-5 // degrees; float32 keeps longitudes to 1.5e-5
	var rowLats, colLons []float64
	for i, lat := range lats {
		row, col := i/cols, i%cols
		if col == 0 {
			rowLats = append(rowLats, lat)
		}
		if row == 0 {
			colLons = append(colLons, lons[i])
		}
		if !(math.Abs(lat-rowLats[row]) <= near) || !(math.Abs(lons[i]-colLons[col]) <= 2*near) {
			return nil
		}
	}
	return r.plainGrid(rowLats, colLons, n.lat.Name, n.lon.Name)
}

// meshGrid makes the grid of nodes that follow no formula, turned so that the north comes first and
// the grid is seen from above.
func meshGrid(lats, lons []float64, cols int) (*horizontal, error) {
	rows := len(lats) / cols
	h := &horizontal{rows: count(rows), cols: count(cols)}
	if mean(lats[:cols]) < mean(lats[(rows-1)*cols:]) {
		slices.Reverse(h.rows)
	}
	if handed(lats, lons, cols, h.rows) < 0 {
		slices.Reverse(h.cols)
	}
	turnedLats, turnedLons := make([]float64, 0, len(lats)), make([]float64, 0, len(lons))
	for _, j := range h.rows {
		for _, i := range h.cols {
			turnedLats, turnedLons = append(turnedLats, lats[j*cols+i]), append(turnedLons, lons[j*cols+i])
		}
	}
	m, err := forecast.NewMesh(turnedLats, turnedLons, cols)
	if err == nil {
		h.grid, err = forecast.NewMeshGrid(m)
	}
	if err != nil {
		return nil, errors.New(forecast.DetailOf(err))
	}
	return h, nil
}

// mean gives the mean of values without those that are missing.
func mean(values []float64) float64 {
	sum, n := 0.0, 0.0
	for _, v := range values {
		if v == v {
			sum += v
			n++
		}
	}
	return sum / n
}

// handed says by its sign whether columns run to the right of rows that run down, seen from above,
// in most cells.
func handed(lats, lons []float64, cols int, rows []int) (sum float64) {
	for k := 1; k < len(rows); k++ {
		for i := 1; i < cols; i++ {
			at, left, above := rows[k]*cols+i, rows[k]*cols+i-1, rows[k-1]*cols+i
			turn := func(a, b float64) float64 { return math.Remainder(a-b, 360) * math.Cos(lats[at]*math.Pi/180) }
			area := turn(lons[at], lons[left])*(lats[above]-lats[at]) - (lats[at]-lats[left])*turn(lons[above], lons[at])
			if area == area {
				sum += math.Copysign(1, area)
			}
		}
	}
	return sum
}
