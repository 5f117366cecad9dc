package edr

import (
	"fmt"
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func TestLevelsAsked(t *testing.T) {
	levels := []float64{1000, 850, 500, 100}
	f := func(text, want string) {
		t.Helper()
		h, err := levelsAsked(text)
		var got []float64
		for _, v := range levels {
			if err == nil && (h == nil || h.has(v)) {
				got = append(got, v)
			}
		}
		if fmt.Sprint(got) != want || err != nil {
			t.Errorf("%s: %v, %v, want %s", text, got, err, want)
		}
	}
	f("", "[1000 850 500 100]")
	f("850", "[850]")
	f("850, 500", "[850 500]")
	f("1000/500", "[1000 850 500]")
	f("500/1000", "[1000 850 500]")
	f("../500", "[500 100]")
	f("R4/100/50", "[100]")
	f("R3/1000/-250", "[1000 500]")
}

func TestLevelsAskedFailures(t *testing.T) {
	for _, text := range []string{"a", "850,", "1/2/3", "R/1/2", "R0/1/2", "R1e9/1/2", "R2.5/1/2", "R2/1", "NaN", "/"} {
		if h, err := levelsAsked(text); forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("%s: %+v, %v", text, h, err)
		}
	}
}

// FuzzLevelsAsked: whatever is asked for ends, and is a list or a range.
func FuzzLevelsAsked(f *testing.F) {
	for _, text := range []string{"850", "850,500", "10/100", "R20/100/50", "../5"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if h, err := levelsAsked(text); err == nil && h != nil && (len(h.some) > 1000+len(text) || h.low > h.high) {
			t.Errorf("%q: %+v", text, h)
		}
	})
}

// TestSphere compares with the sphere's own formulae: a quarter of a meridian, and the great circle
// from 0°E to 90°E at 45°N, which passes 54.7356°N (the latitude of asin √(2/3)) half way.
func TestSphere(t *testing.T) {
	f := func(got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) < 1e-6) {
			t.Errorf("%g, want %g", got, want)
		}
	}
	f(distance(node{0, 10}, node{90, 70}), earth*math.Pi/2)
	middle := between(node{45, 0}, node{45, 90}, 0.5)
	f(middle.lat, math.Asin(math.Sqrt(2.0/3))*180/math.Pi)
	f(middle.lon, 45)
	f(between(node{0, 179}, node{0, -179}, 0.75).lon, 180.5)
	f(toArc(node{1, 5}, node{0, 0}, node{0, 10}), earth*math.Pi/180)
	f(toArc(node{0, 12}, node{0, 0}, node{0, 10}), earth*2*math.Pi/180)
	f(toArc(node{3, 7}, node{0, 7}, node{0, 7}), earth*3*math.Pi/180)
	box := around(node{60, 0}, earth*math.Pi/180)
	f(box.north, 61)
	f(box.east, math.Asin(math.Sin(math.Pi/180)/0.5)*180/math.Pi)
	f(around(node{89.5, 0}, earth*math.Pi/180).east, 180)
}

func TestUCUM(t *testing.T) {
	for units, want := range map[string]string{"K": "K", "m s-1": "m.s-1", "degree": "deg", "1": "1", "1e-3": "10*-3", "kg m-2 s-1": "kg.m-2.s-1"} {
		if got := ucum(units); got != want {
			t.Errorf("%s: %s, want %s", units, got, want)
		}
	}
}

func TestFormOf(t *testing.T) {
	f := func(name, accept string, want form) {
		t.Helper()
		if got, err := formOf(name, accept); got != want || err != nil {
			t.Errorf("%s, %s: %s, %v", name, accept, got, err)
		}
	}
	f("", "", coverageJSON)
	f("covjson", "text/csv", coverageJSON)
	f("CSV", "", commaText)
	f("", "text/html, text/csv;q=0.5, */*", commaText)
	f("", "application/prs.coverage+json", coverageJSON)
	f("", ";;", coverageJSON)
}
