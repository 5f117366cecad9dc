package power

import (
	"math"
	"testing"
	"time"
)

func clock(hours ...float64) (out []time.Time) {
	for _, h := range hours {
		out = append(out, time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC).Add(time.Duration(h*float64(time.Hour))))
	}
	return out
}

func TestEnergy(t *testing.T) {
	nan := float32(math.NaN())
	zone := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	f := func(days []Day, want ...Day) {
		t.Helper()
		if len(days) != len(want) {
			t.Fatalf("%+v, want %+v", days, want)
		}
		for i, d := range days {
			if d.Date != want[i].Date || math.Abs(d.Energy/3600-want[i].Energy) > 1e-9 || math.Abs(d.Hours-want[i].Hours) > 1e-9 || d.Length != want[i].Length {
				t.Errorf("day %d: %+v, want %+v (in Wh)", i, d, want[i])
			}
		}
	}
	utc := time.UTC
	f(Energy(clock(0, 6, 12, 24), []float32{0, 60, 60, 0}, utc), Day{"2026-03-28", 180 + 360 + 360, 24, 24})
	f(Energy(clock(18, 30), []float32{0, 120}, utc), Day{"2026-03-28", 6 * 30, 6, 24}, Day{"2026-03-29", 6 * 90, 6, 24})
	f(Energy(clock(0, 6, 12, 18), []float32{10, 10, nan, 10}, utc), Day{"2026-03-28", 60, 6, 24})
	f(Energy(clock(0, 6), []float32{nan, 10}, utc))
	f(Energy(clock(0, 24), []float32{10, 10}, zone("Asia/Shanghai")), Day{"2026-03-28", 160, 16, 24}, Day{"2026-03-29", 80, 8, 24})
	// Clocks go forward on 2026-03-29 in Berlin: a day of 23 hours, from 23 to 22 UTC.
	f(Energy(clock(23, 46, 48), []float32{1, 1, 1}, zone("Europe/Berlin")), Day{"2026-03-29", 23, 23, 23}, Day{"2026-03-30", 2, 2, 24})
	f(EnergyOfMeans(clock(0, 0, 6), clock(0, 6, 12), []float32{nan, 10, 20}, utc), Day{"2026-03-28", 180, 12, 24})
	f(AddDays(Energy(clock(0, 6), []float32{1, 1}, utc), EnergyOfMeans(clock(0, 0), clock(0, 6), []float32{nan, 2}, utc)), Day{"2026-03-28", 18, 6, 24})
}

func TestRamps(t *testing.T) {
	nan := float32(math.NaN())
	times, power := clock(0, 3, 6, 9, 12, 15), []float32{10, 50, 40, nan, 5, 30}
	f := func(hours float64, rise, fall float64, at int) {
		t.Helper()
		r, d, ok := Ramps(times, power, time.Duration(hours*float64(time.Hour)))
		if !ok || r.Change != rise || d.Change != fall || !d.From.Equal(times[at]) {
			t.Errorf("in %g h: %+v, %+v, %v", hours, r, d, ok)
		}
	}
	f(3, 40, -10, 1)
	f(6, 40, -35, 2)
	f(9, 40, -45, 1)
	if _, _, ok := Ramps(times, power, time.Hour); ok {
		t.Error("a ramp between times that are not there")
	}
}

func TestQuantile(t *testing.T) {
	f := func(p float64, want float32, values ...float32) {
		t.Helper()
		if got := Quantile(values, p); got != want && (want == want || got == got) {
			t.Errorf("%g of %v is %v, want %v", p, values, got, want)
		}
	}
	f(0.5, 3, 5, 1, 3)
	f(0.1, 1.4, 5, 1, 3) // numpy.quantile
	f(0.9, 4.6, 5, 1, 3)
	f(0.25, 1.75, 1, 2, 3, 4)
	f(0.9, 7, 7)
	nan := float32(math.NaN())
	f(0.5, nan)
	f(0.5, nan, 1, nan, 3)
}
