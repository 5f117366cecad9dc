package edr

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

var kinds = []string{"POINT", "MULTIPOINT", "LINESTRING", "MULTILINESTRING", "POLYGON", "MULTIPOLYGON"}

func TestParseWKT(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		g, err := parseWKT(text, kinds...)
		if got := fmt.Sprint(g.kind, " ", g.z, g.m, g.parts); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", text, got, err, want)
		}
	}
	f("POINT(121.5 31.2)", "POINT false false [[[{121.5 31.2 0 0}]]]")
	f(" point ( -1e1  +2 ) ", "POINT false false [[[{-10 2 0 0}]]]")
	f("POINT+(1 2)", "POINT false false [[[{1 2 0 0}]]]") // of a form
	f("POINT Z (1 2 850)", "POINT true false [[[{1 2 850 0}]]]")
	f("POINTZ(1 2 850)", "POINT true false [[[{1 2 850 0}]]]")
	f("MULTIPOINT(1 2,3 4)", "MULTIPOINT false false [[[{1 2 0 0} {3 4 0 0}]]]")
	f("MULTIPOINT((1 2),(3 4))", "MULTIPOINT false false [[[{1 2 0 0} {3 4 0 0}]]]")
	f("LINESTRINGM(1 2 60,3 4 120)", "LINESTRING false true [[[{1 2 0 60} {3 4 0 120}]]]")
	f("LINESTRING ZM (1 2 850 60,3 4 500 120)", "LINESTRING true true [[[{1 2 850 60} {3 4 500 120}]]]")
	f("MULTILINESTRINGZM((1 2 3 4),(5 6 7 8))", "MULTILINESTRING true true [[[{1 2 3 4}] [{5 6 7 8}]]]")
	f("POLYGON((0 0,1 0,1 1,0 0),(0.1 0.1,0.2 0.1,0.2 0.2,0.1 0.1))", "POLYGON false false [[[{0 0 0 0} {1 0 0 0} {1 1 0 0} {0 0 0 0}] [{0.1 0.1 0 0} {0.2 0.1 0 0} {0.2 0.2 0 0} {0.1 0.1 0 0}]]]")
	f("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))", "MULTIPOLYGON false false [[[{0 0 0 0} {1 0 0 0} {1 1 0 0} {0 0 0 0}]] [[{5 5 0 0} {6 5 0 0} {6 6 0 0} {5 5 0 0}]]]")
}

func TestParseWKTFailures(t *testing.T) {
	f := func(text string) {
		t.Helper()
		if g, err := parseWKT(text, "POINT", "LINESTRING"); forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("%s: %+v, %v", text, g, err)
		}
	}
	for _, text := range []string{
		"", "POINT", "POINT EMPTY", "POINT()", "POINT(1)", "POINT(1 2", "POINT(1 2))", "POINT(1 2 3)", "POINT Z (1 2)", "POINT(1 2,3 4)", "POINT(1,2)",
		"POINT(1 95)", "POINT(600 2)", "POINT(NaN 2)", "POINT(Inf 2)", "POINT(a b)", "POINTS(1 2)", "POLYGON((0 0,1 0,1 1,0 0))", "POINT Q (1 2)", "GEOMETRYCOLLECTION(POINT(1 2))",
		"LINESTRING((1 2))", "LINESTRING(1 2,)", "LINESTRING(" + strings.Repeat("1 2,", 20_000) + "1 2)", strings.Repeat("(", 1000),
	} {
		f(text)
	}
}

func FuzzParseWKT(f *testing.F) {
	for _, text := range []string{"POINT(1 2)", "MULTIPOINT((1 2),(3 4))", "LINESTRING ZM (1 2 850 60,3 4 500 120)", "MULTIPOLYGON(((0 0,1 0,1 1,0 0)))", "POINT Z("} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g, err := parseWKT(text, kinds...)
		if err != nil {
			return
		}
		if len(g.parts) == 0 {
			t.Fatalf("%q has no part", text)
		}
		for _, lines := range g.parts {
			for _, line := range lines {
				for _, v := range line {
					if len(line) == 0 || !onEarth(v.x, v.y) {
						t.Errorf("%q has %v", text, v)
					}
				}
			}
		}
	})
}
