package web_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// versioned gives the address of a tile, value tile or texture with the version of its layer now.
func (s *site) versioned(t *testing.T, target string) string {
	t.Helper()
	parts := strings.Split(target, "/")
	run, err := forecast.ParseTime(parts[3])
	must(t, err)
	inv, err := s.store.Inventory(ctx, parts[2], run)
	must(t, err)
	version := inv.GridVersion
	if parts[1] != "nodes" {
		version = inv.Version(layer(t, parts[4]))
	}
	if strings.Contains(target, "?") {
		return target + "&v=" + version
	}
	return target + "?v=" + version
}

// TestVersions holds that an answer is kept for ever by who names its version, and by who names none only
// until a field of the run was corrected, which makes another version of it and of what is derived of it.
func TestVersions(t *testing.T) {
	s, r, _ := keepingSite(t)
	keeps := func(target, want string) {
		t.Helper()
		if got := s.get(target).Header().Get("Cache-Control"); got != want {
			t.Errorf("%s is kept %q, want %q", target, got, want)
		}
	}
	const forEver, minute = "public, max-age=31536000, immutable", "public, max-age=60"
	for i, of := range [][2]string{{"temperature_2m", "temperature_2m"}, {"wind_speed_10m", "wind_u_component_10m"}} {
		name, corrected := of[0], of[1]
		target := "/tiles/test/20261123T0000Z/" + name + "/20261123T0000Z/1/0/0.png"
		old := s.versioned(t, target)
		if i == 0 { // nothing is corrected yet
			keeps(target, forEver)
		}
		keeps(target+"?v=other", minute)
		keeps(old, forEver)
		must(t, r.Put(ctx, layer(t, corrected), run0, slices.Repeat([]float32{200 - 100*float32(i)}, 91*180)))
		keeps(old, minute)
		keeps(target, minute)
		if s.versioned(t, target) == old {
			t.Errorf("%s has its version after a field was corrected", name)
		}
		keeps(s.versioned(t, target), forEver)
	}
}

// TestVersionsStay holds that a field that was not there before leaves the version of what is stored as it
// is, and that a layer which was not there makes another of what may be derived of it.
func TestVersionsStay(t *testing.T) {
	s, r, _ := keepingSite(t)
	const stored, derived = "/tiles/test/20261123T0000Z/temperature_2m/20261123T0000Z/1/0/0.png", "/tiles/test/20261123T0000Z/wind_speed_10m/20261123T0000Z/1/0/0.png"
	oldStored, oldDerived := s.versioned(t, stored), s.versioned(t, derived)
	must(t, r.Put(ctx, layer(t, "pressure_msl"), run0, slices.Repeat([]float32{101325}, 91*180)))
	if s.versioned(t, stored) != oldStored {
		t.Error("a new layer changed the version of another")
	}
	if s.versioned(t, derived) == oldDerived {
		t.Error("a new layer left the version of derived ones")
	}
}

// TestVersionsAreHandedOut holds that links carry the version that the catalogue tells.
func TestVersionsAreHandedOut(t *testing.T) {
	s, _, _ := keepingSite(t)
	var run struct {
		Version string
		Layers  []struct{ Name, Version string }
	}
	s.json(t, "/api/v1/datasets/test/runs/20261123T0000Z", &run)
	for _, l := range run.Layers {
		var tilejson struct{ Tiles []string }
		s.json(t, "/tiles/test/20261123T0000Z/"+l.Name+"/tilejson.json?style=even", &tilejson)
		if l.Version == "" || !strings.HasSuffix(tilejson.Tiles[0], ".png?style=even&v="+l.Version) {
			t.Errorf("%s: version %q, tiles %v", l.Name, l.Version, tilejson.Tiles)
		}
	}
	var all struct {
		Datasets []struct{ Runs []struct{ Version string } }
	}
	w := s.get("/api/v1/datasets")
	if err := json.Unmarshal(w.Body.Bytes(), &all); err != nil || w.Code != http.StatusOK || run.Version == "" || all.Datasets[0].Runs[0].Version != run.Version {
		t.Errorf("the run is of %q, the catalogue says %+v, %v", run.Version, all, err)
	}
}

var versionInQuery = regexp.MustCompile(`[?&]v=[\w.-]+$`)

// unversioned gives a link that the server handed out without its version.
func unversioned(link string) string { return versionInQuery.ReplaceAllString(link, "") }
