package cf

import (
	"errors"
	"math"
	"slices"
)

const (
	// landRows is from how many rows on a global grid tells the continents apart: 2° or finer.
	landRows = 91
	// roughness is how much more the temperature must vary along the circles of latitude in the south
	// than in the north for the field to be upside down. In truth it varies less, for the land is in
	// the north: 0.3 times as much in a GFS field of May.
	roughness = 1.3
	// tibetKelvin is how much colder the plains of Texas must be than Tibet, of the same latitude, for
	// the field to be turned by half a circle. In truth they are warmer, by 10 K in that field.
	tibetKelvin = 5
)

// rightWay checks by the temperature near the ground that the first rows of an array are the
// north's and its columns begin where the coordinates say: arrays without names often come without
// coordinates too, or with invented ones.
func (r *reader) rightWay(v *Var, o *order, dim, lat, lon int, h *horizontal) error {
	place := slices.Index(o.channels, "t2m")
	if place < 0 || len(h.rows) < landRows {
		return nil
	}
	start, count := make([]int, len(v.Dims)), make([]int, len(v.Dims))
	for i := range count {
		count[i] = 1
	}
	start[dim], count[lat], count[lon] = place, v.Dims[lat].Len, v.Dims[lon].Len
	values, err := r.src.Sample(v.Name, start, count)
	if err != nil || len(values) != count[lat]*count[lon] {
		return errors.New("its values cannot be read")
	}
	rowStride, colStride := count[lon], 1
	if lon < lat {
		rowStride, colStride = 1, count[lat]
	}
	part := func(south, north, west, east float64) (mean, roughness float64) {
		return patch(h, values, rowStride, colStride, south, north, west, east)
	}
	_, north := part(30, 60, 0, 360)
	_, south := part(-60, -30, 0, 360)
	tibet, _ := part(28, 38, 80, 100)
	texas, _ := part(28, 38, 260, 280)
	switch {
	case south > roughness*north:
		return errors.New("its rows run from the south, not as its coordinates say or as arrays without any should (the temperature has the continents in the southern half): turn them")
	case tibet-texas > tibetKelvin:
		return errors.New("its columns begin at 180°, not as its coordinates say or as arrays without any should (the temperature has Tibet in America): roll them")
	}
	return nil
}

// patch gives the mean of a field between latitudes and longitudes, and the mean over its rows of
// the deviation along each.
func patch(h *horizontal, values []float32, rowStride, colStride int, south, north, west, east float64) (mean, roughness float64) {
	lats, lons := h.grid.Y.Values(), h.grid.X.Values()
	rows := 0.0
	var row []float32
	for i, lat := range lats {
		if lat < south || lat > north {
			continue
		}
		row = row[:0]
		for k, lon := range lons {
			if lon = math.Mod(lon+360, 360); lon >= west && lon <= east {
				row = append(row, values[h.rows[i]*rowStride+h.cols[k]*colStride])
			}
		}
		if m := momentOf(row); m.n > 0 {
			rows++
			mean += m.mean
			roughness += m.std
		}
	}
	return mean / rows, roughness / rows
}
