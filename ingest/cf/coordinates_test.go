package cf

import (
	"slices"
	"testing"
)

func TestOrderLongitudes(t *testing.T) {
	f := func(lon, want []float64, wantCols []int) {
		t.Helper()
		got, cols, _ := orderLongitudes(lon)
		if !slices.Equal(got, want) || !slices.Equal(cols, wantCols) {
			t.Errorf("%v: got %v from columns %v, want %v from %v", lon, got, cols, want, wantCols)
		}
	}
	f([]float64{0, 90, 180, 270}, []float64{0, 90, 180, 270}, []int{0, 1, 2, 3})
	f([]float64{-180, -90, 0, 90}, []float64{-180, -90, 0, 90}, []int{0, 1, 2, 3})
	f([]float64{0, 90, 180, 270, 360}, []float64{0, 90, 180, 270}, []int{0, 1, 2, 3})
	f([]float64{-180, -60, 60, 180}, []float64{-180, -60, 60}, []int{0, 1, 2})
	f([]float64{0, 90, -180, -90}, []float64{-180, -90, 0, 90}, []int{2, 3, 0, 1})
	f([]float64{358, 359, 0, 1}, []float64{-2, -1, 0, 1}, []int{0, 1, 2, 3})
	f([]float64{30, 20, 10}, []float64{10, 20, 30}, []int{2, 1, 0})
	f([]float64{10}, []float64{10}, []int{0})
	stretched := make([]float64, 1440)
	fixed := make([]float64, 1440)
	for i := range stretched {
		stretched[i] = 360 * float64(i) / 1439
		fixed[i] = 360 * float64(i) / 1440
	}
	f(stretched, fixed, count(1440))
}

func TestLatitudeTurned(t *testing.T) {
	f := square("x.nc").coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
	f.numbers["lat"] = []float64{30, 40, 50}
	p := mustRead(t, f.data("t2m", "time lat lon", "units", "K"))
	if got := p.Takes[0].Rows; !slices.Equal(got, []int{2, 1, 0}) {
		t.Errorf("rows from %v", got)
	}
	if got := p.Grid.Y.Values(); got[0] != 50 {
		t.Errorf("latitudes %v", got)
	}
}

func TestAxesByName(t *testing.T) {
	p := mustRead(t, timed("x.nc").data("t2m", "lon time lat", "units", "K"))
	if got := p.Takes[0]; got.Lon != 0 || got.Time != 1 || got.Lat != 2 || got.Stack != -1 {
		t.Errorf("got %+v", got)
	}
}

// ORCA-DL writes degrees_north on its longitudes.
func TestNameBeforeUnits(t *testing.T) {
	f := timed("x.nc")
	f.vars[0].Attrs, f.vars[1].Attrs = words("units", "degrees"), words("units", "degrees_north")
	mustRead(t, f.data("t2m", "time lat lon", "units", "K"))
}

func TestPlaneInDegrees(t *testing.T) {
	plane := func(units string, mapping ...string) *fake {
		f := &fake{path: "x.nc", attrs: map[string]Attr{}, numbers: map[string][]float64{}}
		f.coordinate("x", []float64{10, 20, 30}, "standard_name", "projection_x_coordinate", "units", units)
		f.coordinate("y", []float64{50, 40}, "standard_name", "projection_y_coordinate", "units", units)
		f.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
		f.scalar("crs", 0, mapping...)
		return f.data("t2m", "time y x", "units", "K", "grid_mapping", "crs")
	}
	mustRead(t, plane("degrees", "grid_mapping_name", "latitude_longitude"))
	mustRead(t, plane("", "proj4_params", "+proj=longlat +ellps=WGS84"))
	mustRead(t, plane("", "spatial_ref", `GEOGCS["WGS 84"]`))
	wantRefused(t, plane("m"), "projected grid")
	wantRefused(t, plane(""), "projected grid")
	wantRefused(t, plane("m", "grid_mapping_name", "lambert_conformal_conic"), "lambert_conformal_conic")
	wantRefused(t, plane("", "proj4_params", "+proj=ob_tran +o_proj=longlat"), "rotated")
	wantRefused(t, plane("", "spatial_ref", `PROJCS["x"]`), "projected")
}

func TestGridRefused(t *testing.T) {
	clock := func() *fake {
		f := &fake{path: "x.nc", attrs: map[string]Attr{}, numbers: map[string][]float64{}}
		return f.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
	}
	wantRefused(t, clock(), "no gridded variable")
	wantRefused(t, clock().data("t2m", "time y x"), "no dimensions of latitude and longitude")
	wantRefused(t, clock().data("t2m", "time lat lon"), "no coordinate values")
	wantRefused(t, clock().scalarOn([]Dim{{"values", 5}}, "latitude", nil).data("x", "values").scalarOn([]Dim{{"time", 1}, {"values", 5}}, "t2m", nil),
		"list of points")
	curved := clock().scalarOn([]Dim{{"y", 2}, {"x", 2}}, "latitude", nil, "standard_name", "latitude")
	wantRefused(t, curved.scalarOn([]Dim{{"time", 1}, {"y", 2}, {"x", 2}}, "t2m", nil), "curvilinear")
	rotated := clock().coordinate("rlat", []float64{1, 2}).coordinate("rlon", []float64{1, 2})
	wantRefused(t, rotated.data("t2m", "time rlat rlon"), "rotated-pole")

	crooked := timed("x.nc")
	crooked.numbers["lat"] = []float64{50, 30, 40}
	wantRefused(t, crooked.data("t2m", "time lat lon", "units", "K"), "latitude axis is unusable")
	crooked = timed("x.nc")
	crooked.numbers["lon"] = []float64{100, 120, 110, 130}
	wantRefused(t, crooked.data("t2m", "time lat lon", "units", "K"), "longitude axis is unusable")
	crooked.numbers["lat"] = []float64{150, 40, 30}
	wantRefused(t, crooked.data("t2m", "time lat lon", "units", "K"), "unusable")
}

func TestSecondGridLeftOut(t *testing.T) {
	f := timed("x.nc").coordinate("latitude", []float64{5, 4}).data("t2m", "time lat lon", "units", "K")
	p := mustRead(t, f.data("d2m", "time latitude lon", "units", "K"))
	if len(p.Takes) != 1 || len(p.LeftOut) != 1 || p.LeftOut[0].Name != "d2m" {
		t.Errorf("takes %v, left out %v", p.Takes, p.LeftOut)
	}
}

func TestSameLayerTwice(t *testing.T) {
	p := mustRead(t, timed("x.nc").data("t2m", "time lat lon", "units", "K").data("2t", "time lat lon", "units", "K"))
	if len(p.Takes) != 1 || len(p.LeftOut) != 1 || p.LeftOut[0] != (LeftOut{"2t", "temperature_2m is taken from t2m"}) {
		t.Errorf("takes %v, left out %v", p.Takes, p.LeftOut)
	}
}
