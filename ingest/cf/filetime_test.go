package cf

import (
	"testing"
	"time"
)

func TestTimeInName(t *testing.T) {
	f := func(name, want, wantRest string) {
		t.Helper()
		got, rest, ok := timeInName(name)
		if !ok || got.Format("2006-01-02T15:04") != want || rest != wantRest {
			t.Errorf("%s: got %s %q %v, want %s %q", name, got.Format(time.RFC3339), rest, ok, want, wantRest)
		}
	}
	f("20261123T00", "2026-11-23T00:00", "")
	f("2026112300", "2026-11-23T00:00", "")
	f("fengwu_2026-11-23_00z_f006.nc", "2026-11-23T00:00", "fengwu__f006.nc")
	f("2024-07-08T18:00:00", "2024-07-08T18:00", "")
	f("2024-07-08T18:00:00_surface.nc", "2024-07-08T18:00", "_surface.nc")
	f("mrms_preciprate_20190610_0000-0018_1km.nc", "2019-06-10T00:00", "mrms_preciprate_-0018_1km.nc")
	f("HARM_N25_20171215090000.nc", "2017-12-15T09:00", "HARM_N25_.nc")
	f("ERA5_2020-01-01_u10.nc", "2020-01-01T00:00", "ERA5__u10.nc")
	f("ERA5_2020-01-01_10u.nc", "2020-01-01T00:00", "ERA5__10u.nc")
	f("GFS_Global_onedeg_20120515_1200.grib2.nc", "2012-05-15T12:00", "GFS_Global_onedeg_.grib2.nc")
	f("x_20240711T05_TEST_10x8.nc", "2024-07-11T05:00", "x__TEST_10x8.nc")
}

func TestTimeInNameAbsent(t *testing.T) {
	f := func(name string) {
		t.Helper()
		if got, _, ok := timeInName(name); ok {
			t.Errorf("%s: got %v", name, got)
		}
	}
	f("")
	f("u10_v10.nc")
	f("era5-wind100m-berlin")
	f("99999999.nc")
	f("20261332.nc")
	f("123420261123456.nc")
}

func FuzzTimeInName(f *testing.F) {
	f.Add("fengwu_2026-11-23_00z_f006.nc")
	f.Add("20171215090000")
	f.Fuzz(func(t *testing.T, name string) {
		if _, rest, ok := timeInName(name); ok && len(rest) >= len(name) {
			t.Errorf("%q: the time takes no room: %q", name, rest)
		}
	})
}
