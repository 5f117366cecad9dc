package tiles

import (
	"encoding/json"
	"math"
	"testing"
)

func TestParsePalettes(t *testing.T) {
	got, err := parsePalettes([]byte(`{"ramps":{"grey":["#000000","#808080","#ffffff"]},
		"like":{"wind":"wind_speed"},
		"scales":{"temperature":{"stops":[[-40,"#000000"],[40,"#FFFFFF80"]],"above":"#010203"},
			"wind_speed":{"ramp":"grey","from":0,"to":20}}}`))
	if err != nil {
		t.Fatal(err)
	}
	warm := got.styles[defaultStyle]["temperature"][0].it
	if warm.Stops[0].Value != 233.15 || warm.Stops[1].Colour.String() != "#ffffff80" ||
		warm.Below.String() != "#000000" || warm.Above.String() != "#010203" {
		t.Errorf("temperature: %+v", warm)
	}
	wind := got.styles[defaultStyle]["wind"][0].it
	if len(wind.Stops) != 3 || wind.Stops[1].Value != 10 {
		t.Errorf("wind like wind_speed: %+v", wind)
	}
}

func TestParsePalettesRefuses(t *testing.T) {
	f := func(text string) {
		t.Helper()
		if _, err := parsePalettes([]byte(text)); err == nil {
			t.Errorf("no error for %s", text)
		}
	}
	f(``)
	f(`{"colours":{}}`)
	f(`{"scales":{"taste":{"stops":[[0,"#000000"],[1,"#ffffff"]]}}}`)
	f(`{"scales":{"cape":{}}}`)
	f(`{"scales":{"cape":{"stops":[[0,"#000000"]]}}}`)
	f(`{"scales":{"cape":{"stops":[[1,"#000000"],[1,"#ffffff"]]}}}`)
	f(`{"scales":{"cape":{"stops":[[1,"#000000"],[0,"#ffffff"]]}}}`)
	f(`{"scales":{"cape":{"stops":[[0,"black"],[1,"#ffffff"]]}}}`)
	f(`{"scales":{"cape":{"stops":[[0,"#00000g"],[1,"#ffffff"]]}}}`)
	f(`{"scales":{"cape":{"stops":[[0],[1,"#ffffff"]]}}}`)
	f(`{"scales":{"cape":{"stops":[0,1]}}}`)
	f(`{"scales":{"cape":{"stops":[[0,"#000000"],[1e300,"#ffffff"]]}}}`)
	f(`{"scales":{"cape":{"ramp":"none","from":0,"to":1}}}`)
	f(`{"ramps":{"a":["#000000","#ffffff"]},"scales":{"cape":{"ramp":"a","from":1,"to":1}}}`)
	f(`{"like":{"wind":"cape"}}`)
	f(`{"like":{"taste":"cape"},"scales":{"cape":{"stops":[[0,"#000000"],[1,"#ffffff"]]}}}`)
}

func FuzzParsePalettes(f *testing.F) {
	f.Add(palettesJSON)
	f.Add([]byte(`{"scales":{"cape":{"stops":[[0,"#000000"],[1e-40,"#ffffff"]]}}}`))
	f.Add([]byte(`{"scales":{"cape":{"stops":[[-3e38,"#000000"],[3e38,"#ffffff"]]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := parsePalettes(data)
		if err != nil {
			return
		}
		for name, scales := range every(got) {
			for _, s := range scales {
				for _, v := range []float64{math.Inf(-1), s.Stops[0].Value, s.Stops[len(s.Stops)-1].Value, math.NaN()} {
					if k := s.lookup.index(v); int(k) >= len(s.lookup.palette) {
						t.Errorf("%s: %g is drawn with colour %d of %d", name, v, k, len(s.lookup.palette))
					}
				}
			}
		}
	})
}

// every gives the scales of all styles by style and variable.
func every(t *table) map[string][]*Scale {
	out := map[string][]*Scale{}
	for style, all := range t.styles {
		for name, scales := range all {
			for _, c := range scales {
				out[style+" "+name] = append(out[style+" "+name], c.it)
			}
		}
	}
	return out
}

func TestColourText(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		var c Colour
		if err := json.Unmarshal([]byte(`"`+text+`"`), &c); err != nil || c.String() != want {
			t.Errorf("%s is read as %v, %v; want %s", text, c, err, want)
		}
	}
	f("#7a1fa2", "#7a1fa2")
	f("#7A1FA2ff", "#7a1fa2")
	f("#00000000", "#00000000")
}
