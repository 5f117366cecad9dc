package cf

import (
	"slices"
	"testing"
)

// hourly is square with times at the hours after the run that the file names.
func hourly(hours ...float64) *fake {
	return square("x.nc").coordinate("time", hours, "units", "hours since 2026-11-23").
		scalar("forecast_reference_time", 0, "units", "hours since 2026-11-23")
}

// The intervals that sums are over are known where times have bounds.
func TestBounds(t *testing.T) {
	f := func(file *fake, wantHours []float64, wantBefore []int, wantSeconds ...float64) {
		t.Helper()
		p, err := Read(file, Options{})
		if err != nil {
			t.Error(err)
			return
		}
		var hours, seconds []float64
		var before []int
		for _, s := range p.Takes[0].Steps {
			hours, before = append(hours, s.Time.Sub(day).Hours()), append(before, s.Before)
			if s.Seconds > 0 {
				seconds = append(seconds, s.Seconds)
			}
		}
		if !slices.Equal(hours, wantHours) || !slices.Equal(before, wantBefore) || !slices.Equal(seconds, wantSeconds) {
			t.Errorf("got times %v after %v, seconds %v, want %v after %v, seconds %v", hours, before, seconds, wantHours, wantBefore, wantSeconds)
		}
	}
	sum := func(file *fake) *fake {
		return file.data("tp", "time lat lon", "units", "mm", "cell_methods", "time: sum")
	}
	heat := func(file *fake) *fake {
		return file.data("ssrd", "time lat lon", "units", "J m-2", "cell_methods", "time: sum")
	}
	f(sum(hourly(6, 12, 18).bounds("time", 0, 6, 6, 12, 12, 18)), []float64{6, 12, 18}, []int{-1, -1, -1})
	f(sum(hourly(1.5, 4, 8).bounds("time", 0, 3, 3, 5, 5, 11)), []float64{3, 5, 11}, []int{-1, -1, -1})
	f(heat(hourly(3, 5, 11).bounds("time", 0, 3, 3, 5, 5, 11)), []float64{3, 5, 11}, []int{-1, -1, -1}, 10800, 7200, 21600)
	// From the start of the run, in uneven steps.
	f(sum(hourly(3, 6, 12, 24).bounds("time", 0, 3, 0, 6, 0, 12, 0, 24)), []float64{3, 6, 12, 24}, []int{-1, 0, 1, 2})
	f(heat(hourly(0, 3, 6, 12).bounds("time", 0, 0, 0, 3, 0, 6, 0, 12)), []float64{3, 6, 12}, []int{-1, 1, 2}, 10800, 10800, 21600)
	f(heat(hourly(6, 7, 9).bounds("time", 0, 6, 0, 7, 0, 9)), []float64{7, 9}, []int{0, 1}, 3600, 7200)
	// One time; lead times; momentary values, of which the bounds say nothing.
	f(heat(hourly(3).bounds("time", 0, 6)), []float64{6}, []int{-1}, 21600)
	f(square("x.nc").coordinate("step", []float64{3, 6}, "units", "hours").bounds("step", 0, 3, 3, 6).
		scalar("forecast_reference_time", 0, "units", "hours since 2026-11-23").
		data("ssrd", "step lat lon", "units", "J m-2"), []float64{3, 6}, []int{-1, -1}, 10800, 10800)
	f(hourly(3, 6).bounds("time", 0, 3, 3, 6).data("ssrd", "time lat lon", "units", "W m-2", "cell_methods", "time: point"), []float64{3, 6}, []int{-1, -1})
	f(hourly(1.5, 4.5).bounds("time", 0, 3, 3, 6).data("ssrd", "time lat lon", "units", "W m-2", "cell_methods", "time: mean"), []float64{3, 6}, []int{-1, -1})
	f(hourly(1.5, 4.5).bounds("time", 0, 3, 3, 6).data("t2m", "time lat lon", "units", "K", "cell_methods", "time: mean"), []float64{1.5, 4.5}, []int{-1, -1})

	wantRefused(t, sum(hourly(24, 30, 36).bounds("time", 0, 24, 6, 30, 12, 36)), "overlap: sums over 24 h, 6 h apart")
	wantRefused(t, sum(hourly(6, 12).bounds("time", 6, 0, 6, 12)), "ends before it begins")
	wantRefused(t, sum(hourly(6, 12).bounds("time", 0, 6)), "2 values of them for 2 times")
	wantRefused(t, sum(hourly(6, 12).bounds("time", 0, 6, 3, 6)), "do not ascend")
}

func TestDifferences(t *testing.T) {
	f := func(file *fake, wantIndex, wantBefore []int, wantSeconds ...float64) {
		t.Helper()
		p, err := Read(file, Options{})
		if err != nil {
			t.Error(err)
			return
		}
		var index, before []int
		var seconds []float64
		for _, s := range p.Takes[0].Steps {
			index, before = append(index, s.Index), append(before, s.Before)
			if s.Seconds > 0 {
				seconds = append(seconds, s.Seconds)
			}
		}
		if !slices.Equal(index, wantIndex) || !slices.Equal(before, wantBefore) || !slices.Equal(seconds, wantSeconds) {
			t.Errorf("got steps %v after %v, seconds %v, want %v after %v, seconds %v", index, before, seconds, wantIndex, wantBefore, wantSeconds)
		}
	}
	tp := func(file *fake, longName string) *fake {
		return file.data("tp", "time lat lon", "units", "mm", "long_name", longName)
	}
	f(tp(hourly(0, 1, 2), "Total precipitation"), []int{0, 1, 2}, []int{-1, -1, -1})
	f(tp(hourly(0, 1, 2), "precipitation since start of forecast"), []int{1, 2}, []int{0, 1})
	f(tp(hourly(1, 2, 3), "accumulated from the beginning of the run"), []int{0, 1, 2}, []int{-1, 0, 1})
	// The sum at 6 h reaches further back than the steps are apart.
	f(tp(hourly(6, 7, 8), "cumulative"), []int{1, 2}, []int{0, 1})

	ssrd := func(file *fake, longName string) *fake {
		return file.data("ssrd", "time lat lon", "units", "J m-2", "long_name", longName)
	}
	f(ssrd(hourly(0, 1, 4), ""), []int{0, 1, 2}, []int{-1, -1, -1}, 3600, 3600, 10800)
	f(ssrd(hourly(1, 2, 5), "since start"), []int{0, 1, 2}, []int{-1, 0, 1}, 3600, 3600, 10800)
	f(square("x.nc").coordinate("time", []float64{0}, "units", "hours since 2026-11-23").data("ssrd6h", "time lat lon", "units", "J m-2"),
		[]int{0}, []int{-1}, 6*3600)
	expected := ssrd(hourly(3), "")
	expected.attrs["expected_lead_hours"] = Attr{Text: "3/12/3"}
	f(expected, []int{0}, []int{-1}, 3*3600)
	ghr := ssrd(hourly(6), "")
	ghr.attrs["description"] = Attr{Text: "Prediction of AI-based NWP model: FengWu-GHR"}
	f(ghr, []int{0}, []int{-1}, 6*3600)
}

func TestRisingSeries(t *testing.T) {
	f := func(value func(node, hour int) float32, want bool) {
		t.Helper()
		file := hourly(0, 1, 2, 3, 4).data("tp", "time lat lon", "units", "mm")
		file.sample = func(_ string, start []int) []float32 {
			out := make([]float32, 30)
			for i := range out {
				out[i] = value(i, start[0])
			}
			return out
		}
		if got := mustRead(t, file).Takes[0].Steps[0].Before >= 0; got != want {
			t.Errorf("cumulative: %v, want %v", got, want)
		}
	}
	f(func(node, hour int) float32 { return float32(hour * (1 + node%3)) }, true)
	f(func(node, hour int) float32 { return float32((node*7 + hour*5) % 4) }, false)
	f(func(int, int) float32 { return 0 }, false)
	f(func(node, hour int) float32 { return float32(hour * max(0, node-25)) }, false) // too few nodes to be sure
}

func TestAccumulationRefused(t *testing.T) {
	f := func(file *fake, name, units, longName, want string) {
		t.Helper()
		wantRefused(t, file.data(name, "time lat lon", "units", units, "long_name", longName), want)
	}
	f(hourly(6, 12), "total_precipitation_24hr", "mm", "", "sums over 24 h, but its steps are 6 h apart")
	f(hourly(12), "tp", "mm", "since start of forecast", "lacks the step before")
	f(hourly(6), "ssrd", "J m-2", "", "nothing tells over which time")
	f(hourly(6, 3), "tp", "mm", "", "do not ascend")
	f(hourly(6), "tp", "K", "", "not units of precipitation")
	f(hourly(6), "tp", "", "", "no units")
}
