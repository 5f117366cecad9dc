package area

import (
	"context"
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-6*math.Max(1, math.Abs(want)) {
		t.Errorf("%s = %.9g, want %.9g", what, got, want)
	}
}

var nan = math.NaN()

// TestSummarise compares with numpy: average, and interp over the sorted values at the middles of their
// shares of the area.
func TestSummarise(t *testing.T) {
	values := []float32{3, 7, float32(nan), -1, 5, 100, 2}
	weights := []float64{2, 1, 3, 0.5, 2.5, 0, 1}
	s := Summarise(values, weights, Query{Percentiles: []float64{0, 10, 50, 90, 100}, Above: 2.5, Below: 6})
	near(t, "with", s.With, 0.7)
	near(t, "mean", s.Mean, 27.0/7)
	near(t, "deviation", s.Std, 2.06526176)
	near(t, "least", s.Min, -1)
	near(t, "most", s.Max, 7)
	near(t, "beyond", s.Beyond, 4.5/7)
	near(t, "area", s.Area, 7)
	if s.MinAt != 3 || s.MaxAt != 1 {
		t.Errorf("extremes at %d and %d", s.MinAt, s.MaxAt)
	}
	for i, want := range []float64{-1, 0.8, 3.8888889, 6.7714286, 7} {
		near(t, "percentile", s.Percentiles[i], want)
	}
}

func TestSummariseNothing(t *testing.T) {
	s := Summarise([]float32{float32(nan), 4}, []float64{1, 0}, Query{Percentiles: []float64{50}, Above: nan, Below: nan})
	near(t, "with", s.With, 0)
	for _, v := range []float64{s.Mean, s.Min, s.Max, s.Std, s.Beyond, s.Percentiles[0]} {
		near(t, "nothing", v, nan)
	}
	s = Summarise([]float32{4}, []float64{2}, Query{Percentiles: []float64{5, 95}, Above: nan, Below: 5})
	near(t, "one", s.Percentiles[0], 4)
	near(t, "one", s.Percentiles[1], 4)
	near(t, "one below", s.Beyond, 1)
	near(t, "one", s.Std, 0)
}

func TestDirections(t *testing.T) {
	near(t, "about north", Directions([]float32{350, 20}, []float64{1, 1}).Mean, 5)
	near(t, "weighted", Directions([]float32{90, 180, float32(nan)}, []float64{1, 1, 2}).Mean, 135)
	near(t, "with", Directions([]float32{90, 180, float32(nan)}, []float64{1, 1, 2}).With, 0.5)
	near(t, "none", Directions([]float32{float32(nan)}, []float64{1}).Mean, nan)
}

func TestReadAbsent(t *testing.T) {
	dst := []float32{1, 2}
	open := func(context.Context, forecast.Ref) (forecast.Field, error) {
		return nil, forecast.Errorf(forecast.NotFound, "test", "quarantined: %w", forecast.ErrQuarantined)
	}
	reason, err := Read(context.Background(), open, forecast.Ref{}, forecast.Window{Rows: 1, Cols: 2}, dst)
	if err != nil || reason != point.Quarantined || dst[0] == dst[0] {
		t.Errorf("%v, %v, %v", reason, err, dst)
	}
}

func BenchmarkSummarise(b *testing.B) {
	values, weights := make([]float32, 1000), make([]float64, 1000)
	for i := range values {
		values[i], weights[i] = float32(i*7919%1000), 1
	}
	for b.Loop() {
		Summarise(values, weights, Query{Percentiles: []float64{10, 50, 90}, Above: nan, Below: nan})
	}
}
