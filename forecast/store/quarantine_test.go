package store_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// TestQuarantine follows a field that looks wrong: kept apart, reported, missing for everybody, and
// released, or replaced by one that arrives later.
func TestQuarantine(t *testing.T) {
	s, dir := open(t)
	g := globe(t, 31, 60)
	r := begin(t, s, g, hours(0, 6))
	values := slices.Repeat([]float32{250.001}, g.Size())
	values[3] = float32(math.NaN())
	good := slices.Repeat([]float32{288}, g.Size())
	temperature, wind := layer(t, "temperature_2m"), layer(t, "wind_u_component_10m")
	must(t, r.Put(ctx, temperature, hours(0)[0], good))
	sum := strings.Repeat("a", 64)
	aside := store.Quarantined{Reason: "far too cold", File: "x.nc", SHA256: sum}
	must(t, r.Quarantine(ctx, temperature, hours(6)[0], 0, values, aside))
	must(t, r.Quarantine(ctx, wind, hours(6)[0], 0, slices.Repeat([]float32{1e6}, g.Size()), store.Quarantined{Reason: "impossible"}))

	held := func(s *store.Store, wantHeld, wantExpected, wantPresent int) {
		t.Helper()
		inv, err := s.Inventory(ctx, "test", run0)
		must(t, err)
		expected, present, _ := inv.Completeness()
		if len(inv.Quarantined) != wantHeld || expected != wantExpected || present != wantPresent || inv.Complete() != (expected == present) {
			t.Errorf("%d in quarantine, %d of %d fields, want %d, %d of %d", len(inv.Quarantined), present, expected, wantHeld, wantPresent, wantExpected)
		}
	}
	other := reopen(t, dir)
	for _, s := range []*store.Store{s, other} {
		held(s, 2, 4, 1)
		_, err := s.Open(ctx, ref(t, "temperature_2m", hours(6)[0]))
		if forecast.KindOf(err) != forecast.NotFound || !errors.Is(err, forecast.ErrQuarantined) || !strings.Contains(forecast.DetailOf(err), "quarantined: far too cold") {
			t.Errorf("opened: %v", err)
		}
	}
	inv, err := s.Inventory(ctx, "test", run0)
	must(t, err)
	if q := inv.Quarantined[0]; q.Layer != "temperature_2m" || !q.Time.Equal(hours(6)[0]) || q.File != "x.nc" || q.SHA256 != sum || q.At.IsZero() {
		t.Errorf("record %+v", q)
	}
	if len(inv.Layers) != 1 || len(inv.Awaited()) != 2 {
		t.Errorf("layers %v, awaited %v", inv.Layers, inv.Awaited())
	}

	must(t, other.Release(ctx, "test", run0, temperature, hours(6)[0], 0))
	got := read(t, other, ref(t, "temperature_2m", hours(6)[0]))
	if math.Abs(float64(got[0])-250) > 0.006 || got[3] == got[3] {
		t.Errorf("released %v", got[:4])
	}
	held(other, 1, 4, 2)
	if err := other.Release(ctx, "test", run0, temperature, hours(6)[0], 0); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("released twice: %v", err)
	}
	if err := other.Release(ctx, "test", run0, wind, hours(6)[0], 0); forecast.KindOf(err) != forecast.Invalid {
		t.Errorf("the impossible was released: %v", err)
	}
	held(other, 1, 4, 2)
	r, err = other.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test"}, Run: run0, Grid: g})
	must(t, err)
	for _, at := range hours(0, 6) {
		must(t, r.Put(ctx, wind, at, slices.Repeat([]float32{3}, g.Size())))
	}
	held(other, 0, 4, 4)
	must(t, r.Quarantine(ctx, wind, hours(6)[0], 0, values, aside))
	held(other, 1, 4, 4) // the field that was there before stays
	if got := read(t, other, ref(t, "wind_u_component_10m", hours(6)[0])); got[0] != 3 {
		t.Errorf("got %v", got[0])
	}
}
