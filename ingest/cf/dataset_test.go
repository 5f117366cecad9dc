package cf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func TestDatasetFromPath(t *testing.T) {
	f := func(path, want string) {
		t.Helper()
		if got := idFromPath(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
	f("/srv/FengWu GHR/a.nc", "fengwu-ghr")
	f("/srv/gfs_0p25/20261123T00/a.nc", "gfs-0p25")
	f("/srv/gfs/2024-07-08T18:00:00/2024-07-09T00:00:00_surface.nc", "gfs")
	f("/data/inbox/fengwu_2026-11-23_00z_f006.nc", "fengwu")
	f("/tmp/001/u10_v10.nc", "u10-v10")
	f("/data/20261123.nc", "dataset")
	f("/data/风乌.nc", "dataset")
	f("x.nc", "x")
	f("/srv/fengwu-extreme/2026112300/member_07/a.nc", "fengwu-extreme")
	f("/srv/fengwu-extreme/ens07/2026112300/a.nc", "fengwu-extreme")
	f("/data/t2m_ensemble_mem007.nc", "t2m")
}

func TestDataset(t *testing.T) {
	f := func(option string, attrs map[string]Attr, want forecast.Dataset) {
		t.Helper()
		file := timed("/srv/model/x.nc")
		file.attrs = attrs
		r := newReader(file)
		got, err := r.dataset(option)
		if err != nil || got != want {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	}
	f("", nil, forecast.Dataset{ID: "model", Title: "model", Licence: noLicence})
	f("mine", words("fengtu_dataset", "theirs"), forecast.Dataset{ID: "mine", Title: "mine", Licence: noLicence})
	f("", words("fengtu_dataset", "FengWu Demo", "title", "A demo", "License", "CC0", "institution", "us"),
		forecast.Dataset{ID: "fengwu-demo", Title: "A demo", Licence: "CC0", Attribution: "us"})
	f("", words("description", "Prediction of AI-based NWP model: FengWu-GHR", "title", "unknown"),
		products[fengwuGHR])
	f("", words("description", "Synthetic, in the layout of FengWu-GHR"), forecast.Dataset{ID: "model", Title: "model", Licence: noLicence})
}

func TestDatasetBesideFile(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "dataset.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := newReader(timed(filepath.Join(dir, "20261123T00", "x.nc")))
	write(`{"id":"demo","title":"Demo","title_zh":"演示","licence":"CC BY 4.0","attribution":"X"}`)
	if got, err := r.dataset(""); err != nil || got != (forecast.Dataset{ID: "demo", Title: "Demo", TitleZH: "演示", Licence: "CC BY 4.0", Attribution: "X"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := r.dataset("other"); err != nil || got.ID != "other" || got.Licence != noLicence {
		t.Errorf("got %+v, %v", got, err)
	}
	write(`{"id":`)
	if _, err := r.dataset(""); forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), "dataset.json is not JSON") {
		t.Errorf("got %v", err)
	}
	write(`{"id":"No Good"}`)
	if _, err := r.dataset(""); forecast.KindOf(err) != forecast.Invalid {
		t.Errorf("got %v", err)
	}
}
