package views

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/web/ask"
)

// FuzzLine: whatever is asked for, a line lies on the globe and begins at nought, or is refused.
func FuzzLine(f *testing.F) {
	f.Add("31.2,121.5;35,175;40,-130", "20")
	f.Add("0,0;0,180", "")
	f.Add("90,0;-89.99,1;", "3")
	f.Fuzz(func(t *testing.T, line, count string) {
		stops, err := stopsAsked(line, count)
		if err != nil {
			if forecast.KindOf(err) != forecast.Invalid {
				t.Errorf("%q: %v", line, err)
			}
			return
		}
		for i, s := range stops {
			if !(math.Abs(s.Lat) <= 90 && math.Abs(s.Lon) <= 180 && s.Bearing >= 0 && s.Bearing <= 360) || i == 0 && s.Distance != 0 {
				t.Errorf("%q: %+v", line, s)
			}
		}
	})
}

// FuzzOutline: an area that is read is of a surface, or is refused by the grid or before.
func FuzzOutline(f *testing.F) {
	f.Add("170,10,-170,20", []byte(`{"type":"Polygon","coordinates":[[[0,75],[120,75],[-120,75],[0,75]]]}`))
	f.Add("-180,-90,180,90", []byte(`{"type":"Polygon","coordinates":[[[0,0],[10,10],[10,0],[0,10],[0,0]]]}`))
	lat, lon := []float64{60, 30, 0, -30, -60}, []float64{0, 90, 180, 270}
	g, err := forecast.NewGrid(lat, lon)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, box string, sent []byte) {
		for _, read := range []func() (*region.Region, error){
			func() (*region.Region, error) { return boxOutline(box) },
			func() (*region.Region, error) { return ask.Outline(sent) },
		} {
			r, err := read()
			if err == nil {
				_, err = region.Cover(g, r.Area)
			}
			if err != nil && forecast.KindOf(err) != forecast.Invalid {
				t.Errorf("%q %s: %v", box, sent, err)
			}
		}
	})
}
