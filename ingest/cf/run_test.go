package cf

import (
	"slices"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func TestRun(t *testing.T) {
	f := func(file *fake, wantRun string, wantTimes ...float64) {
		t.Helper()
		p, err := Read(file, Options{})
		if err != nil {
			t.Errorf("%v", err)
			return
		}
		if got := forecast.FormatTime(p.Run); got != wantRun || !slices.Equal(times(p), wantTimes) {
			t.Errorf("got run %s, times %v, want %s, %v", got, times(p), wantRun, wantTimes)
		}
	}
	const epoch = "hours since 2026-11-23 00:00:00"
	t2m := func(file *fake, dims string) *fake { return file.data("t2m", dims, "units", "K") }

	f(t2m(timed("x.nc"), "time lat lon"), "20261123T0000Z", 0, 6)
	f(t2m(timed("x.nc").scalar("forecast_reference_time", -6, "units", epoch), "time lat lon"), "20261122T1800Z", 0, 6)
	f(t2m(timed("x.nc").coordinate("reftime", []float64{-12}, "standard_name", "forecast_reference_time", "units", epoch), "time lat lon"),
		"20261122T1200Z", 0, 6)
	// A reference time after the first valid time cannot be one.
	f(t2m(timed("x.nc").scalar("forecast_reference_time", 3, "units", epoch), "time lat lon"), "20261123T0000Z", 0, 6)
	// UM: lead times along the dimension of time.
	f(t2m(timed("x.nc").scalarOn([]Dim{{"time", 2}}, "forecast_period", []float64{3, 9}, "standard_name", "forecast_period", "units", "hours"),
		"time lat lon"), "20261122T2100Z", 0, 6)
	// cfgrib: time is the run.
	f(t2m(square("x.nc").scalar("time", 0, "units", epoch).scalar("step", 6, "units", "hours").scalar("valid_time", 6, "units", epoch),
		"lat lon"), "20261123T0000Z", 6)
	f(t2m(square("x.nc").scalar("time", 0, "units", epoch).coordinate("step", []float64{6, 12}, "units", "hours").
		scalarOn([]Dim{{"step", 2}}, "valid_time", []float64{6, 12}, "units", epoch), "step lat lon"), "20261123T0000Z", 6, 12)
	f(t2m(square("x.nc").scalar("time", 0, "units", epoch).scalar("step", 18, "units", "hours"), "lat lon"), "20261123T0000Z", 18)
	// WeatherBench: time is the run, prediction_timedelta the lead.
	f(t2m(square("x.nc").coordinate("time", []float64{0}, "units", epoch).
		coordinate("prediction_timedelta", []float64{21600e9, 43200e9}, "units", "nanoseconds"), "time prediction_timedelta lon lat"),
		"20261123T0000Z", 6, 12)
	// GraphCast: time is the lead, datetime the time.
	f(t2m(square("x.nc").coordinate("time", []float64{6, 12}, "units", "hours").
		scalarOn([]Dim{{"batch", 1}, {"time", 2}}, "datetime", []float64{6, 12}, "units", epoch), "batch time lat lon"),
		"20261123T0000Z", 6, 12)
	// CDS since 2024.
	f(t2m(square("x.nc").coordinate("valid_time", []float64{0, 5}, "units", epoch), "valid_time lat lon"), "20261123T0000Z", 0, 5)

	f(t2m(timed("model/20261122T12/x.nc"), "time lat lon"), "20261122T1200Z", 0, 6)
	f(t2m(timed("model/fengwu_2026-11-22_18z_f006.nc"), "time lat lon"), "20261122T1800Z", 0, 6)
	f(t2m(timed("model/20261122T12/x_20261123T00.nc"), "time lat lon"), "20261122T1200Z", 0, 6)
	f(t2m(timed("model/x_20200101.nc"), "time lat lon"), "20261123T0000Z", 0, 6)
	f(t2m(timed("model/x_20270101.nc"), "time lat lon"), "20261123T0000Z", 0, 6)

	ghr := timed("2024/x.nc")
	ghr.attrs["initial_time"] = Attr{Text: "Initiai filed time: 2026-11-22T18:00:00"}
	f(t2m(ghr, "time lat lon"), "20261122T1800Z", 0, 6)
	ghr.attrs["expected_lead_hours"] = Attr{Text: "0/24/6"}
	f(ghr, "20261122T1800Z", -6, 0, 6, 12, 18)
	ghr.attrs["expected_lead_hours"] = Attr{Text: "0/1e9/1e-9"}
	f(ghr, "20261122T1800Z", 0, 6)
}

func TestTimeRefused(t *testing.T) {
	const epoch = "hours since 2026-11-23 00:00:00"
	t2m := func(file *fake, dims string) *fake { return file.data("t2m", dims, "units", "K") }
	clock := func(values ...float64) *fake { return square("x.nc").coordinate("time", values, "units", epoch) }

	wantRefused(t, t2m(square("x.nc"), "lat lon"), "it has no time")
	wantRefused(t, t2m(square("x.nc"), "time lat lon"), "dimension time has no values")
	wantRefused(t, t2m(clock(0, 6, 0), "time lat lon"), "twice")
	wantRefused(t, t2m(clock(), "time lat lon"), "empty")
	wantRefused(t, t2m(clock(0, 9.969e36), "time lat lon"), "no time of this age")
	wantRefused(t, t2m(clock(0, 24).coordinate("step", []float64{0, 6}, "units", "hours"), "time step lat lon"), "2 runs")
	wantRefused(t, t2m(clock(0, 24).scalar("step", 6, "units", "hours").
		scalarOn([]Dim{{"time", 2}}, "valid_time", []float64{6, 30}, "units", epoch), "time lat lon"), "2 runs")
	wantRefused(t, t2m(square("x.nc").coordinate("step", []float64{0, 6}, "units", "hours"), "step lat lon"), "reference time")
	wantRefused(t, t2m(square("x.nc").coordinate("time", []float64{0}, "units", "days since 2000-01-01", "calendar", "lunar"), "time lat lon"), "lunar")
	wantRefused(t, t2m(square("x.nc").coordinate("time", []float64{0}, "units", "moons since 2000-01-01"), "time lat lon"), "not units of time")
	wantRefused(t, t2m(square("x.nc").coordinate("time", []float64{0}), "time lat lon"), "not units of time")
	wantRefused(t, square("x.nc").coordinate("month", []float64{1, 7}).data("u", "month lat lon", "units", "m/s"), "it has no time")
}

func TestStaticField(t *testing.T) {
	p := mustRead(t, timed("x.nc").data("lsm", "lat lon", "units", "1").data("t2m", "time lat lon", "units", "K"))
	if got := layers(p); got != "land_sea_mask temperature_2m" || len(p.Times) != 2 {
		t.Errorf("got %s at %v", got, p.Times)
	}
}
