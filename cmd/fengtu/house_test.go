package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/fengtu/fengtu/"

type goPackage struct {
	ImportPath string
	Imports    []string
	Deps       []string
	CgoFiles   []string
	Standard   bool
	Doc        string
}

func packages(t *testing.T, args ...string) []goPackage {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json"}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// TestArrows holds the structure of the house (docs/architecture.md): who may import whom.
func TestArrows(t *testing.T) {
	allowed := map[string][]string{
		"forecast": {"forecast"},
		"tiles":    {"tiles", "forecast"},
		"ingest":   {"ingest", "forecast"},
		"web":      {"web", "tiles", "forecast"},
		"cmd":      {"cmd", "web", "ingest", "forecast"},
	}
	floor := func(path string) string {
		first, _, _ := strings.Cut(strings.TrimPrefix(path, module), "/")
		return first
	}
	for _, p := range packages(t, module+"...") {
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, module) && !slices.Contains(allowed[floor(p.ImportPath)], floor(imported)) {
				t.Errorf("%s imports %s: arrows point down", p.ImportPath, imported)
			}
			if strings.HasPrefix(imported, "github.com/fhs/go-netcdf") && p.ImportPath != module+"ingest/netcdf" {
				t.Errorf("%s imports go-netcdf: only ingest/netcdf may", p.ImportPath)
			}
		}
		if p.Doc == "" {
			t.Errorf("%s has no package documentation", p.ImportPath)
		}
	}
}

// TestRooms holds that the rooms of web that answer requests stand on what is beneath them, and know nothing
// of each other nor of the server that they are in.
func TestRooms(t *testing.T) {
	beneath := []string{"answer", "ask", "digits", "gazetteer", "kept", "places", "zone"}
	for _, p := range packages(t, module+"web/...") {
		for _, imported := range p.Imports {
			name, within := strings.CutPrefix(imported+"/", module+"web/")
			if p.ImportPath != module+"web" && within && !slices.Contains(beneath, strings.TrimSuffix(name, "/")) {
				t.Errorf("%s imports %s: rooms know only what is beneath them", p.ImportPath, imported)
			}
		}
	}
}

// TestServingNeedsNoC holds that everything but ingest builds without cgo.
func TestServingNeedsNoC(t *testing.T) {
	for _, p := range packages(t, "-deps", module+"forecast/...", module+"tiles/...", module+"web/...") {
		if len(p.CgoFiles) > 0 && !p.Standard {
			t.Errorf("%s needs cgo", p.ImportPath)
		}
	}
}
