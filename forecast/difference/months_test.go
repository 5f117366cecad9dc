package difference

import (
	"math"
	"testing"
	"time"
)

// TestAround is by hand: the middle of January is its 16th at noon, that of a February 15 days of 28 or 29.
func TestAround(t *testing.T) {
	f := func(at string, before, after time.Month, part float64) {
		t.Helper()
		when, err := time.Parse("2006-01-02T15:04", at)
		if err != nil {
			t.Fatal(err)
		}
		b, a, p := around(when)
		if b != before || a != after || math.Abs(p-part) > 1e-9 {
			t.Errorf("%s lies %g of the way from %v to %v, want %g from %v to %v", at, p, b, a, part, before, after)
		}
	}
	f("2026-01-16T12:00", time.January, time.February, 0)
	f("2026-01-01T00:00", time.December, time.January, 0.5)
	f("2026-02-15T00:00", time.February, time.March, 0)
	f("2024-02-15T12:00", time.February, time.March, 0)
	f("2026-02-01T00:00", time.January, time.February, 15.5/29.5)
	f("2026-12-31T00:00", time.December, time.January, 14.5/31)
}
