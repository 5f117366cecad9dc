package gazetteer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/web/gazetteer"
)

const places = `[{"zh":"东京","en":"Tokyo","lat":35.69,"lon":139.75,"rank":1},
	{"zh":"圣保罗","en":"São Paulo","lat":-23.56,"lon":-46.63,"rank":1},
	{"zh":"西安","en":"Xi'an","lat":34.28,"lon":108.9,"rank":2},
	{"zh":"纽约","en":"New York","lat":40.75,"lon":-73.98,"rank":1},
	{"zh":"约克","en":"York","lat":53.97,"lon":-1.08,"rank":4},
	{"zh":"新约克","en":"Yorkton","lat":51.2,"lon":-102.5,"rank":5}]`

func TestFind(t *testing.T) {
	g, err := gazetteer.New([]byte(places))
	if err != nil {
		t.Fatal(err)
	}
	f := func(query string, want ...string) {
		t.Helper()
		got := []string{}
		for _, p := range g.Find(query, 3) {
			got = append(got, p.EN)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", query, got, want)
		}
	}
	f("tok", "Tokyo")
	f("东", "Tokyo")
	f("sao paulo", "São Paulo")
	f("SÃO", "São Paulo")
	f("xian", "Xi'an")
	f("york", "York", "Yorkton", "New York")
	f(" 约克 ", "York", "Yorkton")
	f("o", "Tokyo", "São Paulo", "New York")
	f("")
	f("nowhere")
	at := func(query string, lat, lon float64) {
		t.Helper()
		if got := g.Find(query, 3); len(got) != 1 || got[0].Lat != lat || got[0].Lon != lon || got[0].Rank != 0 {
			t.Errorf("%q: %+v, want %g, %g", query, got, lat, lon)
		}
	}
	at("39.9,116.4", 39.9, 116.4)
	at(" 39.9  116.4 ", 39.9, 116.4)
	at("39.9°N 116.4°E", 39.9, 116.4)
	at("S33.9 E151.2", -33.9, 151.2)
	at("33.9s, 70.6w", -33.9, -70.6)
	at("10，243.5", 10, -116.5)
	f("95,10")
	f("N10S, 10")
	if _, err := gazetteer.New([]byte("[")); err == nil {
		t.Error("a damaged list is read")
	}
}

func FuzzFind(f *testing.F) {
	g, err := gazetteer.New([]byte(places))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("39.9°N 116.4°E")
	f.Add("约")
	f.Fuzz(func(t *testing.T, query string) {
		for _, p := range g.Find(query, 5) {
			if !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) || strings.TrimSpace(p.EN) == "" {
				t.Errorf("%q: %+v", query, p)
			}
		}
	})
}
