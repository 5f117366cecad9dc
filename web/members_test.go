package web_test

import (
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// ensembleSite is a site with another dataset, eps: members 0 to 3 of one time, of which member m is
// 280 + m K everywhere with a wind from west of m m/s; and eps-late, which lacks its control.
func ensembleSite(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	for id, members := range map[string][]int{"eps": {0, 1, 2, 3}, "eps-late": {5, 7}} {
		r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: id, Title: id}, Run: run0, Grid: globe(t), Times: hours(0), Members: members})
		must(t, err)
		for _, m := range members {
			for name, value := range map[string]float32{"temperature_2m": 280 + float32(m), "wind_u_component_10m": float32(m), "wind_v_component_10m": 0} {
				must(t, r.PutMember(ctx, layer(t, name), run0, m, slices.Repeat([]float32{value}, 91*180)))
			}
		}
	}
	r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "eps-late", Title: "eps-late"}, Run: run0, Grid: globe(t), Times: hours(6), Members: []int{5}})
	must(t, err)
	must(t, r.PutMember(ctx, layer(t, "temperature_2m"), hours(6)[0], 5, slices.Repeat([]float32{285}, 91*180)))
	return s
}

func hours(h ...int) (out []time.Time) {
	for _, h := range h {
		out = append(out, run0.Add(time.Duration(h)*time.Hour))
	}
	return out
}

// firstValue gives the north-western value of a value tile, by docs/http.md.
func firstValue(t *testing.T, packed io.Reader) float64 {
	t.Helper()
	zr, err := gzip.NewReader(packed)
	must(t, err)
	body, err := io.ReadAll(zr)
	must(t, err)
	number := func(at int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(body[at:])) }
	samples := int(binary.LittleEndian.Uint16(body[4:])) * int(binary.LittleEndian.Uint16(body[6:]))
	zigzag := uint16(body[32]) | uint16(body[32+samples])<<8
	return float64(zigzag>>1^-(zigzag&1))*number(16) + number(24)
}

func TestMembersInTheCatalogue(t *testing.T) {
	s := ensembleSite(t)
	var run struct {
		Members      []int
		Complete     bool
		Completeness struct {
			Expected, Present int
			Missing           []struct {
				Members []int
				Layers  []string
			}
		}
	}
	s.json(t, "/api/v1/datasets/eps/runs/latest", &run)
	if !slices.Equal(run.Members, []int{0, 1, 2, 3}) || run.Completeness.Expected != 12 || !run.Complete {
		t.Errorf("%+v", run)
	}
	s.json(t, "/api/v1/datasets/eps-late/runs/latest", &run)
	if c := run.Completeness; c.Expected != 12 || c.Present != 7 || len(c.Missing) != 2 ||
		!slices.Equal(c.Missing[1].Members, []int{7}) || len(c.Missing[1].Layers) != 3 {
		t.Errorf("%+v", run)
	}
	if body := s.get("/api/v1/datasets/test/runs/latest").Body.String(); strings.Contains(body, "members") {
		t.Errorf("a run without members names some: %s", body)
	}
}

// TestPointOfMembers holds which members an answer has, under which names.
func TestPointOfMembers(t *testing.T) {
	s := ensembleSite(t)
	type answer struct {
		Member    *int
		Members   []int
		Statistic string
		Points    []struct {
			Layers map[string]struct {
				Units  string
				Values []*float64
			}
		}
	}
	f := func(query, wantSaid string, want map[string]float64) {
		t.Helper()
		var got answer
		s.json(t, "/api/v1/point?lat=1&lon=1&dataset="+query, &got)
		said, err := json.Marshal([]any{got.Member, got.Members, got.Statistic})
		must(t, err)
		if string(said) != wantSaid || len(got.Points[0].Layers) != len(want) {
			t.Errorf("%s: it says %s, want %s; %+v", query, said, wantSaid, got.Points)
		}
		for name, value := range want {
			if v := got.Points[0].Layers[name].Values; len(v) == 0 || v[0] == nil || math.Abs(*v[0]-value) > 0.006 {
				t.Errorf("%s: %s is %+v, want %g", query, name, got.Points[0].Layers[name], value)
			}
		}
	}
	one := func(name string, value float64) map[string]float64 { return map[string]float64{name: value} }
	f("eps&layers=temperature_2m", `[0,null,""]`, one("temperature_2m", 280))
	f("eps&layers=temperature_2m&member=2", `[2,null,""]`, one("temperature_2m", 282))
	f("eps-late&layers=temperature_2m", `[5,null,""]`, one("temperature_2m", 285))
	f("test&layers=temperature_2m", `[null,null,""]`, one("temperature_2m", 280.1))
	f("test&layers=temperature_2m&member=0", `[null,null,""]`, one("temperature_2m", 280.1))
	f("test&layers=temperature_2m&member=all", `[null,null,""]`, one("temperature_2m", 280.1))
	f("eps&layers=temperature_2m&member=all", `[null,[0,1,2,3],""]`, map[string]float64{
		"temperature_2m": 280, "temperature_2m_member01": 281, "temperature_2m_member02": 282, "temperature_2m_member03": 283,
	})
	f("eps&layers=temperature_2m,wind_speed_10m&member=3,1", `[null,[3,1],""]`, map[string]float64{
		"temperature_2m_member01": 281, "temperature_2m_member03": 283, "wind_speed_10m_member01": 1, "wind_speed_10m_member03": 3,
	})
	f("eps&layers=temperature_2m_member02", `[null,null,""]`, one("temperature_2m_member02", 282))
	f("eps&layers=wind_direction_10m,temperature_2m_member02&member=1", `[1,null,""]`, map[string]float64{"wind_direction_10m": 270, "temperature_2m_member02": 282})
	f("eps&layers=all&statistic=mean", `[null,[0,1,2,3],"mean"]`, map[string]float64{
		"temperature_2m": 281.5, "wind_u_component_10m": 1.5, "wind_v_component_10m": 0,
	})
	f("eps&layers=temperature_2m&statistic=spread", `[null,[0,1,2,3],"spread"]`, one("temperature_2m", math.Sqrt(1.25)))
	f("eps&layers=temperature_2m&statistic=spread&units=metric", `[null,[0,1,2,3],"spread"]`, one("temperature_2m", math.Sqrt(1.25)))
	f("eps&layers=temperature_2m&statistic=p90&units=metric", `[null,[0,1,2,3],"p90"]`, one("temperature_2m", 282.7-273.15))
	f("eps&layers=wind_speed_10m&statistic=probability&above=1.5", `[null,[0,1,2,3],"probability"]`, one("wind_speed_10m", 0.5))
	f("eps-late&layers=temperature_2m&statistic=mean&times=20261123T0600Z", `[null,[5,7],"mean"]`, one("temperature_2m", 285)) // 7 is late
}

func TestTilesOfMembers(t *testing.T) {
	s := ensembleSite(t)
	const path = "/eps/20261123T0000Z/temperature_2m/20261123T0000Z"
	tile := func(query string) string {
		t.Helper()
		w := s.get("/tiles" + path + "/0/0/0.png" + query)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", query, w.Code, w.Body)
		}
		return w.Body.String()
	}
	if tile("") != tile("?member=0") || tile("?member=3") == tile("") {
		t.Error("the control is not what a tile shows by itself, or member 3 is the same")
	}
	if other := s.get("/tiles/eps/20261123T0000Z/temperature_2m_member03/20261123T0000Z/0/0/0.png"); other.Body.String() != tile("?member=3") {
		t.Error("a member in the layer's name is another than member=")
	}
	value := func(query string, want float64) {
		t.Helper()
		w := s.get("/values" + path + "/0/0/0.bin" + query)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", query, w.Code, w.Body)
		}
		if got := firstValue(t, w.Body); math.Abs(got-want) > 0.01 {
			t.Errorf("%s: %g, want %g", query, got, want)
		}
	}
	value("", 280)
	value("?member=2", 282)
	value("?statistic=mean", 281.5)
	value("?statistic=spread", math.Sqrt(1.25))
	value("?statistic=probability&above=280.5", 0.75)
	keep := func(target, want, member, members string) {
		t.Helper()
		h := s.get(target).Header()
		if !strings.Contains(h.Get("Cache-Control"), want) || h.Get("Fengtu-Member") != member || h.Get("Fengtu-Members") != members {
			t.Errorf("%s: kept %q, of member %q, %q members", target, h.Get("Cache-Control"), h.Get("Fengtu-Member"), h.Get("Fengtu-Members"))
		}
	}
	keep(s.versioned(t, "/tiles"+path+"/0/0/0.png"), "immutable", "0", "")
	keep(s.versioned(t, "/tiles"+path+"/0/0/0.png?member=2"), "immutable", "2", "")
	keep("/tiles"+path+"/0/0/0.png?statistic=mean", "max-age=60", "", "4")
	keep(s.versioned(t, "/tiles"+path+"/0/0/0.png?statistic=mean"), "immutable", "", "4") // another member makes another version
	keep("/values/eps-late/20261123T0000Z/temperature_2m/20261123T0600Z/0/0/0.bin", "max-age=5", "5", "")
	keep(s.versioned(t, "/values/eps-late/20261123T0000Z/temperature_2m/20261123T0600Z/0/0/0.bin?member=5"), "immutable", "5", "")
	keep("/values/eps-late/20261123T0000Z/temperature_2m/20261123T0600Z/0/0/0.bin?statistic=max", "max-age=5", "", "1")
	var described struct{ Tiles []string }
	s.json(t, "/tiles/eps/latest/temperature_2m/tilejson.json?statistic=probability&above=283", &described)
	if !strings.Contains(described.Tiles[0], ".png?above=283&statistic=probability&v=") {
		t.Errorf("tile URL %s", described.Tiles[0])
	}
	var legend struct {
		Units   string
		Display forecast.Display
	}
	s.json(t, "/api/v1/legend/temperature_2m.json?statistic=spread", &legend)
	if legend.Display.Offset != 0 || legend.Units != "K" {
		t.Errorf("legend of a spread: %+v", legend)
	}
}

// Textures are of the member that is asked for, and never another quantity under the layer's name.
func TestTexturesOfMembers(t *testing.T) {
	s := ensembleSite(t)
	const base = "/textures/eps/20261123T0000Z/wind_10m"
	f := func(target string, want float64, member string) {
		t.Helper()
		var g []struct{ Data []*float64 }
		s.json(t, target, &g)
		if len(g) != 2 || *g[0].Data[0] != want || s.get(target).Header().Get("Fengtu-Member") != member {
			t.Errorf("%s: %d records, eastward %v, member %q", target, len(g), *g[0].Data[0], s.get(target).Header().Get("Fengtu-Member"))
		}
	}
	f(base+"/20261123T0000Z.json", 0, "0")
	f(base+"/20261123T0000Z.json?member=3", 3, "3")
	f("/textures/eps/20261123T0000Z/wind_10m_member02/20261123T0000Z.json", 2, "2")
	f(base+"/20261123T0000Z.json?statistic=mean", 1.5, "")
	var j struct{ Image, Numbers string }
	s.json(t, base+"/texturejson.json?member=3", &j)
	if !strings.HasSuffix(unversioned(j.Image), ".png?member=3") || !strings.HasSuffix(unversioned(j.Numbers), ".json?member=3") {
		t.Errorf("%+v", j)
	}
	if w := s.get("/textures/eps/20261123T0000Z/temperature_2m/20261123T0000Z.json?statistic=spread"); w.Code != 400 || !strings.Contains(w.Body.String(), "no textures of") {
		t.Errorf("a spread: %d %s", w.Code, w.Body)
	}
	if w := s.get(base + "/20261123T0000Z.png?member=9"); w.Code != 404 {
		t.Errorf("a member that is not there: %d", w.Code)
	}
	var described struct{ Tiles []string }
	s.json(t, "/tiles/eps/latest/temperature_2m_member03/tilejson.json", &described)
	if !strings.HasSuffix(unversioned(described.Tiles[0]), ".png?member=3") {
		t.Errorf("tile URL %s", described.Tiles[0])
	}
}

func TestMembersRefused(t *testing.T) {
	s := ensembleSite(t)
	f := func(target string, status int, want string) {
		t.Helper()
		if w := s.get(target); w.Code != status || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	const point, eps, plain = "/api/v1/point?lat=1&lon=1&dataset=", "/eps/20261123T0000Z/", "/test/20261123T0000Z/"
	f(point+"eps&layers=temperature_2m&member=9", 404, "no member 9: it has 4 from 0 to 3")
	f(point+"eps&layers=temperature_2m_member09", 404, "no member 9")
	f(point+"eps&layers=temperature_2m&member=first", 400, "not \\\"first\\\"")
	f(point+"eps&layers=temperature_2m&member=-1", 400, "member is a number from 0")
	f(point+"eps&layers=temperature_2m&member=1&statistic=mean", 400, "leave member out")
	f(point+"eps&layers=temperature_2m&statistic=average", 400, "statistic is mean")
	f(point+"eps&layers=temperature_2m&statistic=probability", 400, "needs a threshold")
	f(point+"eps&layers=wind_direction_10m&statistic=spread", 400, "no spread")
	f(point+"test&layers=temperature_2m&member=1", 404, "has no members: leave member out")
	f(point+"test&layers=temperature_2m&statistic=mean", 404, "has no members to make a mean of")
	f("/tiles"+eps+"temperature_2m/20261123T0000Z/0/0/0.png?member=8", 404, "has no member 8")
	f("/tiles"+eps+"temperature_2m/20261123T0000Z/0/0/0.png?member=all", 400, "member is a number from 0")
	f("/tiles"+eps+"wind_10m/20261123T0000Z/0/0/0.png?statistic=p50", 400, "no p50")
	f("/tiles"+eps+"temperature_2m_member01/20261123T0000Z/0/0/0.png?member=2", 400, "leave one of them out")
	f("/values"+plain+"temperature_2m/20261123T0000Z/0/0/0.bin?member=2", 404, "has no members")
	f("/tiles"+eps+"temperature_2m_member1/20261123T0000Z/0/0/0.png", 404, "has no layer")
	f("/tiles"+eps+"temprature_2m/20261123T0000Z/0/0/0.png", 404, "has no layer temprature_2m, but temperature_2m")
}
