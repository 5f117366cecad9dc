package power

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// TestVerify is worked by hand: errors of 2 and -4 at six hours, against 6 and -8 of persistence;
// one of 10 without persistence at twelve.
func TestVerify(t *testing.T) {
	run := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	later := run.Add(6 * time.Hour)
	pairs := []Pair{
		{run, 12 * time.Hour, 20, 10, math.NaN()},
		{run, 6 * time.Hour, 12, 10, 16},
		{later, 6 * time.Hour, 6, 10, 2},
	}
	scores := Verify(pairs)
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) < 1e-12) && (got == got || want == want) {
			t.Errorf("%s: %g, want %g", what, got, want)
		}
	}
	if len(scores) != 2 || scores[0].Lead != 6*time.Hour || scores[0].Pairs != 2 || scores[1].Pairs != 1 {
		t.Fatalf("%+v", scores)
	}
	near("bias", scores[0].Bias, -1)
	near("MAE", scores[0].MAE, 3)
	near("RMSE", scores[0].RMSE, math.Sqrt(10))
	near("skill", scores[0].Skill, 1-math.Sqrt(20.0/100))
	near("bias", scores[1].Bias, 10)
	near("skill", scores[1].Skill, math.NaN())
	near("overall", Overall(pairs).Bias, 8.0/3)
	near("correction", Correction(pairs), 30.0/38)
	near("no power", Correction([]Pair{{Forecast: 0, Measured: 5}}), math.NaN())
	c := Corrected(pairs, 15)
	// The first run is judged by 10/6 of the second, the second by 20/32 of the first.
	near("corrected", c[0].Forecast, 15)
	near("corrected", c[1].Forecast, 15)
	near("corrected", c[2].Forecast, 3.75)
}

func TestParseMeasured(t *testing.T) {
	got, err := ParseMeasured([]byte("time,note,power_MW\n2026-11-23T00:00Z,a,1.5\n2026-11-23T14:00+08:00,,-0.1\n2026-11-23T12:00Z,,\n"))
	if err != nil || len(got) != 2 || got[time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).Unix()] != 1.5e6 || got[time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC).Unix()] != -1e5 {
		t.Errorf("%v, %v", got, err)
	}
	f := func(text, want string) {
		t.Helper()
		if got, err := ParseMeasured([]byte(text)); forecast.KindOf(err) != forecast.Invalid || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	f("", "no header")
	f("when,power_MW\n", "name them time and power_MW")
	f("time,power_MW\n", "nothing was measured")
	f("time,power_MW\n2026-11-23T00:00Z,x\n", `line 2, column 2 (power_MW): "x"`)
	f("time,power_MW\nyesterday,1\n", "line 2, column 1 (time)")
	f("time,power_MW\n2026-11-23,1\n2026-11-23T00Z,2\n", "line 3: 2026-11-23T00:00:00Z is there twice")
	f("time,power_MW\n2026-11-23\n", "line 2 has 1 columns")
}

func FuzzParseMeasured(f *testing.F) {
	f.Add([]byte("time,power_MW\n2026-11-23,1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := ParseMeasured(data); (err == nil) == (len(got) == 0) {
			t.Errorf("%q: %v, %v", data, got, err)
		}
	})
}
