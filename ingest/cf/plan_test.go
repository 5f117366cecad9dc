package cf

import (
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func TestPlan(t *testing.T) {
	f := timed("/srv/model/x.nc").coordinate("level", []float64{850, 500}, "units", "hPa").
		scalarOn([]Dim{{"time", 2}, {"bnds", 2}}, "time_bnds", nil).
		data("t", "time level lat lon", "units", "degC").
		data("msl", "time lat lon", "units", "hPa").
		data("vorticity", "time lat lon", "units", "s-1")
	f.vars[2].Attrs["bounds"] = Attr{Text: "time_bnds"}
	f.vars = append(f.vars, Var{Name: "expver", Kind: Other, Dims: []Dim{{"time", 2}}})
	p := mustRead(t, &fake{path: f.path, vars: f.vars, numbers: f.numbers, attrs: f.attrs})
	if got := layers(p); got != "temperature_850hPa temperature_500hPa pressure_msl" || p.Dataset.ID != "model" {
		t.Errorf("got %s of %+v", got, p.Dataset)
	}
	if c := p.Takes[0].Planes[1]; c.Index != 1 || c.Scale != 1 || c.Offset != 273.15 || p.Takes[1].Planes[0].Scale != 100 {
		t.Errorf("got %+v", c)
	}
	if len(p.LeftOut) != 2 || p.LeftOut[0].Name != "vorticity" || p.LeftOut[1].Name != "expver" {
		t.Errorf("left out %v", p.LeftOut)
	}
}

// Whatever a file says, Read plans fields that fit it or fails as Invalid.
func FuzzRead(f *testing.F) {
	f.Add("t", "air_temperature", "K", "hPa", "hours since 2026-11-23", "standard", "0/24/6", 850.0, 6.0)
	f.Add("tp6h", "", "mm", "m", "days since 1-1-1", "", "", 2.0, 1e9)
	f.Add("u10", "eastward_wind", "", "", "hours", "noleap", "1/2", -1.0, 0.5)
	f.Fuzz(func(t *testing.T, name, standard, units, levelUnits, clock, calendar, expected string, level, hour float64) {
		file := square("/srv/model/x.nc").coordinate("time", []float64{0, hour}, "units", clock, "calendar", calendar).
			coordinate("level", []float64{level, 500}, "units", levelUnits)
		file.attrs["expected_lead_hours"] = Attr{Text: expected}
		file.data(name, "time level lat lon", "units", units, "standard_name", standard)
		p, err := Read(file, Options{})
		if err != nil {
			if forecast.KindOf(err) != forecast.Invalid {
				t.Errorf("got %v", err)
			}
			return
		}
		for _, take := range p.Takes {
			if len(take.Planes) == 0 || len(take.Steps) == 0 || len(take.Shape) != 4 || take.Planes[0].Layer.Variable == nil {
				t.Errorf("got %+v", take)
			}
		}
	})
}
