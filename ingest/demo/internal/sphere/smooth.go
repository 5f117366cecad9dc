package sphere

import "math"

// Smooth replaces f by its average under a bell of standard deviation sigma (in
// radians of arc) in both directions, and renews its margin.
func Smooth(f *Field, sigma float64) {
	g := f.Grid
	dy := math.Pi / float64(g.NLat-1)
	// Three box filters make a bell.
	for range 3 {
		for j := range g.NLat {
			r := sigma / (2 * math.Pi / float64(g.NLon)) / max(math.Cos(g.Lat(j)), 0.02)
			boxRow(f.Row(j), r)
		}
		f.Wrap()
		boxColumns(f, sigma/dy)
	}
	f.Wrap()
}

// boxRow averages over x±r cyclically; r may be a fraction.
func boxRow(row []float32, r float64) {
	n := len(row)
	if r >= float64(n)/2-1 {
		r = float64(n)/2 - 1
	}
	k := int(r)
	edge := r - float64(k)
	src := append([]float32(nil), row...)
	at := func(i int) float64 { return float64(src[((i%n)+n)%n]) }
	sum := 0.0
	for i := -k; i <= k; i++ {
		sum += at(i)
	}
	norm := 1 / (float64(2*k+1) + 2*edge)
	for i := range row {
		row[i] = float32((sum + edge*(at(i-k-1)+at(i+k+1))) * norm)
		sum += at(i+k+1) - at(i-k)
	}
}

// boxColumns averages along meridians over y±r, across the poles.
func boxColumns(f *Field, r float64) {
	g := f.Grid
	k := int(r)
	edge := r - float64(k)
	norm := 1 / (float64(2*k+1) + 2*edge)
	rows := make([][]float32, g.NLat+2*k+2) // rows -k-1 to NLat+k
	for i := range rows {
		rows[i] = make([]float32, g.NLon)
		switch j := i - k - 1; {
		case j < 0:
			across(rows[i], f.Row(-j))
		case j >= g.NLat:
			across(rows[i], f.Row(2*(g.NLat-1)-j))
		default:
			copy(rows[i], f.Row(j))
		}
	}
	sum := make([]float64, g.NLon)
	for _, row := range rows[1 : 2*k+2] {
		for i, v := range row {
			sum[i] += float64(v)
		}
	}
	for j := range g.NLat {
		row, first, last := f.Row(j), rows[j], rows[j+2*k+2]
		drop := rows[j+1]
		for i := range row {
			row[i] = float32((sum[i] + edge*float64(first[i]+last[i])) * norm)
			sum[i] += float64(last[i]) - float64(drop[i])
		}
	}
}
