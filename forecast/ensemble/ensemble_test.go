package ensemble

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
)

var (
	ctx = context.Background()
	nan = float32(math.NaN())
)

// member holds fields on a grid of 2 × 3 nodes, or of as many as there are values.
type member map[string][]float32

type stored struct {
	layer  forecast.Layer
	grid   *forecast.Grid
	values []float32
}

func (m member) Open(_ context.Context, ref forecast.Ref) (forecast.Field, error) {
	return m.find(ref.Layer)
}

func (m member) find(l forecast.Layer) (stored, error) {
	values, ok := m[l.Name()]
	if !ok {
		return stored{}, forecast.Errorf(forecast.NotFound, "test", "no %s", l.Name())
	}
	lon := make([]float64, len(values)/2)
	for i := range lon {
		lon[i] = float64(i) / 200
	}
	g, err := forecast.NewGrid([]float64{10, 0}, lon)
	return stored{l, g, values}, err
}

// Holdings tells that everything is there at the one time there is.
func (m member) Holdings(context.Context, string, time.Time) (*forecast.Holdings, error) {
	h := &forecast.Holdings{Times: []time.Time{{}}, At: map[forecast.Layer][]bool{}}
	for name := range m {
		l, err := forecast.ParseLayer(name)
		if err != nil {
			return nil, err
		}
		one, err := m.find(l)
		if err != nil {
			return nil, err
		}
		h.Layers, h.Grids, h.At[l] = append(h.Layers, l), []*forecast.Grid{one.grid}, []bool{true}
	}
	return h, nil
}

func of(members ...member) (out []*derive.Source) {
	for _, m := range members {
		out = append(out, derive.New(m))
	}
	return out
}

// Series gives the values as those of the one time there is.
func (m member) Series(_ context.Context, _ string, _ time.Time, l forecast.Layer) (forecast.Series, error) {
	return m.find(l)
}

func (s stored) Layer() forecast.Layer      { return s.layer }
func (s stored) Grid() *forecast.Grid       { return s.grid }
func (s stored) Steps() int                 { return 1 }
func (s stored) At(t time.Time) (int, bool) { return 0, t.IsZero() }
func (s stored) Read(_ context.Context, w forecast.Window, dst []float32) error {
	for r := range w.Rows {
		copy(dst[r*w.Cols:(r+1)*w.Cols], s.values[(w.Row+r)*s.grid.Cols()+w.Col:])
	}
	return nil
}

func layer(t *testing.T, name string) forecast.Layer {
	t.Helper()
	l, err := forecast.ParseLayer(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func parse(t *testing.T, name, above, below string) Statistic {
	t.Helper()
	s, err := Parse(name, above, below)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// both reads a layer's statistic as a field and as a series, which must agree.
func both(t *testing.T, v View, name string) []float32 {
	t.Helper()
	f, err := v.Open(ctx, forecast.Ref{Layer: layer(t, name)})
	if err != nil {
		t.Fatal(err)
	}
	w := forecast.Window{Rows: 2, Cols: f.Grid().Cols()}
	out, again := make([]float32, w.Size()), make([]float32, w.Size())
	if err := f.Read(ctx, w, out); err != nil {
		t.Fatal(err)
	}
	x, err := v.Series(ctx, "", time.Time{}, layer(t, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Read(ctx, w, again); err != nil {
		t.Fatal(err)
	}
	if i, ok := x.At(time.Time{}); i != 0 || !ok || x.Steps() != 1 || !same(out, again, 0) {
		t.Errorf("%s: the series gives %v, the field %v", name, again, out)
	}
	return out
}

// same compares values, where NaN is NaN.
func same(a, b []float32, limit float64) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool {
		return x != x && y != y || math.Abs(float64(x)-float64(y)) <= limit
	})
}

// temperatures are seven members at six nodes, one of them missing.
var temperatures = [][]float32{
	{280.01, 281.79, 278.36, 274.66, 277.27, 274.05},
	{280.36, 288.04, 277.05, 276.28, 282.94, 282.14},
	{280.63, 274.42, 279.82, 284.17, 271.93, 277.25},
	{268.59, 272.26, 268.95, 278.59, nan, 281.63},
	{280.94, 278.88, 264.90, 276.77, 279.71, 280.68},
	{270.82, 277.13, 274.13, 275.15, 286.37, 275.15},
	{279.80, 285.31, 276.50, 279.33, 280.66, 280.38},
}

// TestStatistics compares with what numpy (mean, std, percentile, in double precision) makes of the
// same numbers.
func TestStatistics(t *testing.T) {
	var v View
	for _, values := range temperatures {
		v.Members = append(v.Members, of(member{"temperature_2m": values})...)
	}
	f := func(name, above, below string, want ...float32) {
		t.Helper()
		v.Statistic = parse(t, name, above, below)
		if got := both(t, v, "temperature_2m"); !same(got, want, 4e-5) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	f("mean", "", "", 277.30713, 279.69, 274.2443, 277.85, nan, 278.75427)
	f("spread", "", "", 4.8572516, 5.2902098, 5.0191922, 3.018466, nan, 3.0111327)
	f("min", "", "", 268.59, 272.26, 264.9, 274.66, nan, 274.05)
	f("p0", "", "", 268.59, 272.26, 264.9, 274.66, nan, 274.05)
	f("p10", "", "", 269.928, 273.556, 267.33, 274.954, nan, 274.71)
	f("p37.5", "", "", 279.85248, 277.5675, 274.7225, 276.4025, nan, 278.0325)
	f("p50", "", "", 280.01, 278.88, 276.5, 276.77, nan, 280.38)
	f("p90", "", "", 280.754, 286.402, 278.944, 281.266, nan, 281.834)
	f("max", "", "", 280.94, 288.04, 279.82, 284.17, nan, 282.14)
	f("probability", "281", "", 0, 3./7, 0, 1./7, nan, 2./7)
	f("probability", "", "278", 2./7, 3./7, 5./7, 4./7, nan, 3./7)
	f("probability", "278", "284", 5./7, 2./7, 2./7, 2./7, nan, 4./7)
}

// TestDerived holds that layers are derived of each member, and directions of the mean components.
func TestDerived(t *testing.T) {
	const u, v = "wind_u_component_10m", "wind_v_component_10m"
	view := View{Members: of(
		member{u: {3, 3}, v: {4, 4}, "wave_direction": {350, 20}},
		member{u: {-3, 3}, v: {-4, -4}, "wave_direction": {20, 30}},
		member{u: {0, 0}, v: {5, 0}, "wave_direction": {5, 340}},
	)}
	f := func(name string, want ...float32) {
		t.Helper()
		if got := both(t, view, name); !same(got, want, 1e-4) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	f("wind_speed_10m", 5, 10./3)
	f("wind_direction_10m", 180, 270)  // of the mean components (0, 5/3) and (2, 0)
	f("wave_direction", 5, 10.3217025) // numpy: arctan2 of the mean sine and cosine
	field, err := view.Open(ctx, forecast.Ref{Layer: layer(t, "wind_10m")})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := field.(forecast.VectorField); !ok {
		t.Errorf("the mean of a vector is %T", field)
	}
	if _, ok := field.(forecast.Pointwise); ok {
		t.Error("a vector is interpolated pointwise")
	}
	for _, name := range []string{"wind_10m", "wind_direction_10m"} {
		spread := View{Statistic: parse(t, "spread", "", ""), Members: view.Members}
		if _, err := spread.Open(ctx, forecast.Ref{Layer: layer(t, name)}); forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("the spread of %s: %v", name, err)
		}
	}
}

// TestAbsent takes no account of members that have not arrived, and says how many there are.
func TestAbsent(t *testing.T) {
	l := layer(t, "temperature_2m")
	f := func(want int, members ...member) {
		t.Helper()
		field, err := View{Members: of(members...)}.Open(ctx, forecast.Ref{Layer: l})
		if want == 0 {
			if forecast.KindOf(err) != forecast.NotFound {
				t.Errorf("got %v", err)
			}
			return
		}
		if err != nil || field.(Field).Members() != want {
			t.Errorf("%v of %d", err, want)
		}
	}
	there := member{"temperature_2m": {1, 2}}
	f(2, there, member{}, there)
	f(0, member{}, member{})
	f(0)
	if _, err := (View{Members: of(there, member{})}).Series(ctx, "", time.Time{}, l); err == nil {
		t.Error("a series of half of the members")
	}
}

// TestBlocks reads a field of more values than are in memory at once.
func TestBlocks(t *testing.T) {
	const nodes, members = 2 * 40000, 50
	view := View{Statistic: parse(t, "max", "", "")}
	for m := range members {
		values := make([]float32, nodes)
		for i := range values {
			values[i] = float32((i*7 + m*13) % 1009)
		}
		view.Members = append(view.Members, of(member{"cape": values})...)
	}
	if nodes*members < 3*blockValues {
		t.Fatal("it all fits at once")
	}
	got := both(t, view, "cape")
	for i := range got {
		var want float32
		for m := range members {
			want = max(want, float32((i*7+m*13)%1009))
		}
		if got[i] != want {
			t.Fatalf("node %d: %g, want %g", i, got[i], want)
		}
	}
}

func TestLayerOfStatistic(t *testing.T) {
	f := func(name, statistic, layerName, wantUnits, wantDisplay string, wantHigh float64) {
		t.Helper()
		l := parse(t, statistic, map[bool]string{true: "280"}[statistic == "probability"], "").Of(layer(t, layerName))
		low, high := l.Variable.Range(l.Level)
		if l.Name() != layerName || l.Variable.Units != wantUnits || l.Variable.Display.Units != wantDisplay || high != wantHigh || low > 0 {
			t.Errorf("%s: %+v, %g to %g", name, l.Variable, low, high)
		}
		if l.Variable.Display.Offset != 0 {
			t.Errorf("%s: a difference with an offset", name)
		}
	}
	f("a spread", "spread", "temperature_2m", "K", "K", 100)
	f("a spread aloft", "spread", "geopotential_height_500hPa", "m", "gpm", 8000)
	f("a probability", "probability", "temperature_2m", "1", "%", 1)
	if l := layer(t, "temperature_2m"); parse(t, "p90", "", "").Of(l) != l {
		t.Error("a percentile of temperature is no temperature")
	}
}

func TestParse(t *testing.T) {
	f := func(name, above, below, want string) {
		t.Helper()
		if _, err := Parse(name, above, below); forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q, %q, %q: %v", name, above, below, err)
		}
	}
	f("", "", "", "statistic is mean")
	f("p101", "", "", "statistic is mean")
	f("pNaN", "", "", "statistic is mean")
	f("median", "", "", "statistic is mean")
	f("mean", "3", "", "belong to statistic=probability")
	f("probability", "", "", "needs a threshold")
	f("probability", "5", "3", "needs a threshold")
	f("probability", "warm", "", "not \"warm\"")
	f("probability", "", "Inf", "not \"Inf\"")
	if s := parse(t, "p2.5", "", ""); s.String() != "p2.5" {
		t.Errorf("got %s", s)
	}
}

func BenchmarkReduce(b *testing.B) {
	const members, nodes = 50, 20000
	values, dst := make([]float32, members*nodes), make([]float32, nodes)
	for i := range values {
		values[i] = float32(i * 7919 % 1000003)
	}
	for _, name := range []string{"mean", "spread", "p90", "probability"} {
		s := Statistic{Kind: map[string]Kind{"mean": Mean, "spread": Spread, "p90": Percentile, "probability": Probability}[name], Percent: 90, Below: 5e5}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(4 * len(values)))
			for b.Loop() {
				s.reduce(dst, values, false)
			}
		})
	}
}
