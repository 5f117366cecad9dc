package weather

import (
	"math"
	"strconv"
	"testing"
)

// moment is the mean and standard deviation of one channel over grid points and
// years: FengWu's own statistics (OpenEarthLab/ai-models-fengwu, Apache-2.0).
type moment struct{ mean, deviation float64 }

// upperMoments are by variable, in the order of standard.
var upperMoments = map[string][13]moment{
	"z": {
		{1.998e+05, 3755},
		{1.577e+05, 4358},
		{1.33e+05, 5253},
		{1.15e+05, 5541},
		{1.008e+05, 5406},
		{8.9e+04, 5020},
		{6.962e+04, 4104},
		{5.383e+04, 3300},
		{4.043e+04, 2630},
		{2.877e+04, 2061},
		{1.369e+04, 1399},
		{7003, 1188},
		{777.6, 1099},
	},
	"q": {
		{2.825e-06, 1.156e-07},
		{2.557e-06, 4.232e-07},
		{4.69e-06, 3.163e-06},
		{1.737e-05, 2.094e-05},
		{5.376e-05, 7.03e-05},
		{0.0001211, 0.0001613},
		{0.0003587, 0.0004833},
		{0.0007819, 0.001023},
		{0.001408, 0.001695},
		{0.002246, 0.002493},
		{0.004328, 0.004185},
		{0.005699, 0.005201},
		{0.006659, 0.006118},
	},
	"t": {
		{214.7, 9.496},
		{210.4, 13.74},
		{215.2, 9.091},
		{219.7, 5.933},
		{223.5, 7.389},
		{228.7, 10.21},
		{241.2, 12.77},
		{251.7, 13.46},
		{259.8, 13.86},
		{266, 15.02},
		{272.8, 16},
		{275.3, 16.89},
		{278.6, 18.59},
	},
	"u": {
		{4.449, 11.56},
		{10.05, 11.88},
		{14.32, 15.41},
		{15.3, 17.29},
		{14.49, 17.72},
		{12.9, 17.08},
		{9.628, 14.51},
		{7.078, 12.22},
		{5.111, 10.5},
		{3.47, 9.286},
		{1.283, 8.179},
		{0.3961, 7.933},
		{-0.186, 6.126},
	},
	"v": {
		{0.01211, 8.418},
		{0.1011, 8.178},
		{0.2678, 9.999},
		{0.2957, 11.9},
		{0.21, 13.36},
		{0.03873, 13.47},
		{-0.04722, 11.45},
		{0.0007164, 9.321},
		{-0.02203, 7.835},
		{0.007531, 6.858},
		{0.01485, 6.187},
		{-0.06232, 6.345},
		{-0.158, 5.232},
	},
}

var groundMoments = map[string]moment{
	"u10": {-0.141862, 5.61},
	"v10": {0.225758, 4.798},
	"t2m": {278.785, 21.32},
	"msl": {100981, 1336},
}

// TestStatistics: all 69 channels lie where FengWu's do: the mean within one and a
// half standard deviations, the spread within a factor of two.
func TestStatistics(t *testing.T) {
	day := told().day
	f := func(name string, field []float32, want moment) {
		t.Helper()
		mean, deviation := moments(field)
		if math.Abs(mean-want.mean) > 1.5*want.deviation {
			t.Errorf("%s: mean %.5g, want about %.5g", name, mean, want.mean)
		}
		if r := deviation / want.deviation; r < 0.5 || r > 2 {
			t.Errorf("%s: deviation %.4g, want about %.4g", name, deviation, want.deviation)
		}
	}
	for k, p := range standard {
		for name, field := range map[string][]float32{"z": day.z[k], "q": day.q[k], "t": day.t[k], "u": day.u[k], "v": day.v[k]} {
			f(name+" "+formatted(p), field, upperMoments[name][k])
		}
	}
	g := day.ground
	for name, field := range map[string][]float32{"u10": g.U10, "v10": g.V10, "t2m": g.T2m, "msl": g.MSL} {
		f(name, field, groundMoments[name])
	}
}

func formatted(p float64) string { return strconv.FormatFloat(p, 'f', -1, 64) }
