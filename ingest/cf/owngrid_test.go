package cf

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
)

// lambert is the projection that the files of these tests lie on, in the spellings of CF.
var lambert = projection.Definition{Kind: "lambert_conformal_conic", Numbers: map[string][]float64{
	"standard_parallel": {30, 60}, "longitude_of_central_meridian": {105}, "latitude_of_projection_origin": {40}, "earth_radius": {6371229},
}}

// onLambert is a file with a grid of 3 × 4 nodes, rows from the south, of so many metres a unit.
func onLambert(t *testing.T, unit string, scale float64) *fake {
	t.Helper()
	f := &fake{path: "x.nc", attrs: map[string]Attr{}, numbers: map[string][]float64{}, strings: map[string][]string{}}
	f.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
	y, x := []float64{-2e5, 0, 2e5}, []float64{1e5, 3e5, 5e5, 7e5}
	for i := range y {
		y[i] /= scale
	}
	for i := range x {
		x[i] /= scale
	}
	f.coordinate("y", y, "standard_name", "projection_y_coordinate", "units", unit)
	f.coordinate("x", x, "standard_name", "projection_x_coordinate", "units", unit)
	return f
}

// mapped adds the grid mapping.
func (f *fake) mapped(d projection.Definition) *fake {
	attrs := words("grid_mapping_name", d.Kind)
	for name, values := range d.Numbers {
		attrs[name] = Attr{Numbers: values}
	}
	f.vars = append(f.vars, Var{Name: "crs", Kind: Text, Attrs: attrs})
	return f
}

// nodes adds the latitude and longitude of each node of a projection, moved by some degrees.
func (f *fake) nodes(t *testing.T, d projection.Definition, moved float64) *fake {
	t.Helper()
	p, err := projection.New(d)
	if err != nil {
		t.Fatal(err)
	}
	var lats, lons []float64
	for _, y := range []float64{-2e5, 0, 2e5} {
		for _, x := range []float64{1e5, 3e5, 5e5, 7e5} {
			lat, lon := p.Inverse(x, y)
			lats, lons = append(lats, lat+moved), append(lons, lon)
		}
	}
	dims := []Dim{{"y", 3}, {"x", 4}}
	return f.scalarOn(dims, "latitude", lats, "units", "degrees_north").scalarOn(dims, "longitude", lons, "units", "degrees_east")
}

// TestGridMapping finds the same grid by every spelling of its mapping.
func TestGridMapping(t *testing.T) {
	p, err := projection.New(lambert)
	if err != nil {
		t.Fatal(err)
	}
	want, err := forecast.NewProjected(p, []float64{2e5, 0, -2e5}, []float64{1e5, 3e5, 5e5, 7e5})
	if err != nil {
		t.Fatal(err)
	}
	f := func(name string, file *fake, note string) {
		t.Helper()
		plan, err := Read(file, Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lat, lon := plan.Grid.At(2, 3)
		wantLat, wantLon := want.At(2, 3)
		if (!plan.Grid.Equal(want) && name != "false easting in km") || math.Abs(lat-wantLat) > 1e-9 || math.Abs(lon-wantLon) > 1e-9 {
			t.Errorf("%s: %s, want %s", name, plan.Grid, want)
		}
		if got := plan.Takes[0]; !slices.Equal(got.Rows, []int{2, 1, 0}) || !slices.Equal(got.Cols, []int{0, 1, 2, 3}) {
			t.Errorf("%s: rows %v, columns %v", name, got.Rows, got.Cols)
		}
		if !strings.Contains(strings.Join(plan.Notes, "\n"), note) {
			t.Errorf("%s: notes %q, want %q", name, plan.Notes, note)
		}
	}
	const proj = "+proj=lcc +lat_0=40 +lon_0=105 +lat_1=30 +lat_2=60 +R=6371229"
	data := func(f *fake, dims string, attrs ...string) *fake {
		return f.data("t2m", dims, append(attrs, "units", "K")...)
	}
	f("CF", data(onLambert(t, "m", 1).mapped(lambert), "time y x", "grid_mapping", "crs"), "y ascends")
	f("extended", data(onLambert(t, "m", 1).mapped(lambert), "time y x", "grid_mapping", "crs: x y"), "")
	f("nobody names it", data(onLambert(t, "m", 1).mapped(lambert), "time y x"), "")
	f("kilometres", data(onLambert(t, "km", 1000).mapped(lambert), "time y x", "grid_mapping", "crs"), "")
	f("PROJ", data(onLambert(t, "m", 1).scalar("crs", 0, "proj4", proj), "time y x", "grid_mapping", "crs"), "")
	f("PROJ without units", data(onLambert(t, "", 1).scalar("crs", 0, "proj4_params", proj+" +units=m +no_defs"), "time y x", "grid_mapping", "crs"), "taken as metres")
	f("PROJ in km", data(onLambert(t, "", 1000).scalar("crs", 0, "proj4_params", proj+" +units=km"), "time y x", "grid_mapping", "crs"), "taken as 1000 m")
	f("transposed", data(onLambert(t, "m", 1).mapped(lambert), "x y time", "grid_mapping", "crs"), "")
	f("with its nodes", data(onLambert(t, "m", 1).mapped(lambert).nodes(t, lambert, 0), "time y x", "grid_mapping", "crs", "coordinates", "latitude longitude"), "")

	moved := projection.Definition{Kind: lambert.Kind, Numbers: map[string][]float64{"false_easting": {500}}}
	for name, v := range lambert.Numbers {
		moved.Numbers[name] = v
	}
	inKm := onLambert(t, "km", 1000)
	for i := range inKm.numbers["x"] {
		inKm.numbers["x"][i] += 500
	}
	f("false easting in km", data(inKm.mapped(moved), "time y x", "grid_mapping", "crs"), "")

	shapeless := projection.Definition{Kind: lambert.Kind, Numbers: map[string][]float64{}}
	for name, v := range lambert.Numbers {
		if name != "earth_radius" {
			shapeless.Numbers[name] = v
		}
	}
	f("without a figure of the Earth", data(onLambert(t, "m", 1).mapped(shapeless).nodes(t, lambert, 0), "time y x", "grid_mapping", "crs"), "nothing tells the figure of the Earth")
	wantRefused(t, data(onLambert(t, "m", 1).mapped(shapeless), "time y x", "grid_mapping", "crs"), "lambert_conformal_conic grid cannot be placed")
	geos := projection.Definition{Kind: "geostationary", Numbers: map[string][]float64{"perspective_point_height": {35785831}}}
	wantRefused(t, data(onLambert(t, "m", 1).mapped(geos), "time y x", "grid_mapping", "crs"), "geostationary grid")
	wantRefused(t, data(onLambert(t, "degrees", 1).mapped(lambert), "time y x", "grid_mapping", "crs"), "no unit of a lambert_conformal_conic grid")
}

// TestMeshFromNodes falls back to the nodes where there is no mapping, or one that contradicts them.
func TestMeshFromNodes(t *testing.T) {
	f := func(name string, file *fake, moved float64, note string) {
		t.Helper()
		plan, err := Read(file.data("t2m", "time y x", "units", "K", "grid_mapping", "crs"), Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, ok := plan.Grid.Projection.(*forecast.Mesh); !ok {
			t.Fatalf("%s: %s", name, plan.Grid)
		}
		p, err := projection.New(lambert)
		if err != nil {
			t.Fatal(err)
		}
		wantLat, wantLon := p.Inverse(3e5, 2e5)
		if lat, lon := plan.Grid.At(0, 1); math.Abs(lat-wantLat-moved) > 1e-9 || math.Abs(lon-wantLon) > 1e-9 {
			t.Errorf("%s: node 0, 1 is at %v, %v", name, lat, lon)
		}
		if !strings.Contains(strings.Join(plan.Notes, "\n"), note) {
			t.Errorf("%s: notes %q, want %q", name, plan.Notes, note)
		}
	}
	f("no mapping", onLambert(t, "m", 1).nodes(t, lambert, 0), 0, "")
	f("contradicted", onLambert(t, "m", 1).mapped(lambert).nodes(t, lambert, 0.5), 0.5, "puts a node at")
	f("unknown", onLambert(t, "m", 1).mapped(projection.Definition{Kind: "geostationary"}).nodes(t, lambert, 0), 0, "geostationary")
}

// TestNodesOfPlainGrid takes two-dimensional coordinates of a plain grid for what they are.
func TestNodesOfPlainGrid(t *testing.T) {
	f := &fake{path: "x.nc", attrs: map[string]Attr{}, numbers: map[string][]float64{}}
	f.coordinate("Time", []float64{0}, "units", "hours since 2026-11-23")
	dims := []Dim{{"Time", 1}, {"south_north", 2}, {"west_east", 3}}
	f.scalarOn(dims, "XLAT", []float64{30, 30, 30, 31, 31, 31}, "units", "degree_north")
	f.scalarOn(dims, "XLONG", []float64{100, 101, 102, 100, 101, 102}, "units", "degree_east")
	f.vars = append(f.vars, Var{Name: "T2", Dims: dims, Attrs: words("units", "K")})
	p := mustRead(t, f)
	if g := p.Grid; g.Projection != nil || g.Rows() != 2 || g.Y.Values()[0] != 31 || g.X.Values()[2] != 102 {
		t.Errorf("%s", g)
	}
	if !slices.Equal(p.Takes[0].Rows, []int{1, 0}) {
		t.Errorf("rows %v", p.Takes[0].Rows)
	}
}

// TestMirroredMesh turns a mesh so that it is seen from above.
func TestMirroredMesh(t *testing.T) {
	lats := []float64{30, 30.1, 30.2, 31, 31.1, 31.2}
	lons := []float64{102, 101.1, 100, 102.2, 101, 100.1}
	h, err := meshGrid(lats, lons, 3)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(h.rows, []int{1, 0}) || !slices.Equal(h.cols, []int{2, 1, 0}) {
		t.Errorf("rows %v, columns %v", h.rows, h.cols)
	}
	if lat, lon := h.grid.At(0, 0); lat != 31.2 || math.Abs(lon-100.1) > 1e-9 {
		t.Errorf("first node %v, %v", lat, lon)
	}
}

func TestRotatedAcross360(t *testing.T) {
	f := &fake{path: "x.nc", attrs: map[string]Attr{}, numbers: map[string][]float64{}}
	f.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
	f.coordinate("rlat", []float64{1, 2}, "units", "degrees").coordinate("rlon", []float64{358, 359, 0, 1}, "units", "degrees")
	f.mapped(projection.Definition{Kind: projection.Rotated, Numbers: map[string][]float64{"grid_north_pole_latitude": {40}, "grid_north_pole_longitude": {-170}}})
	p := mustRead(t, f.data("t2m", "time rlat rlon", "units", "K"))
	if got := p.Grid.X.Values(); !slices.Equal(got, []float64{-2, -1, 0, 1}) {
		t.Errorf("columns at %v", got)
	}
}

// TestRotatedByName refuses rotated coordinates that could be taken for others.
func TestRotatedByName(t *testing.T) {
	f := timed("x.nc").mapped(projection.Definition{Kind: projection.Rotated, Numbers: map[string][]float64{"grid_north_pole_latitude": {40}, "grid_north_pole_longitude": {-170}}})
	wantRefused(t, f.data("t2m", "time lat lon", "units", "K", "grid_mapping", "crs"), "rotated pole")
}

func TestGridWinds(t *testing.T) {
	file := func(attrs ...string) *fake {
		f := onLambert(t, "m", 1).mapped(lambert)
		return f.data("u10", "time y x", append(attrs, "units", "m s-1")...).data("v10", "time y x", append(attrs, "units", "m s-1")...)
	}
	turned := func(name string, f *fake) {
		t.Helper()
		p := mustRead(t, f)
		if len(p.Takes) != 2 {
			t.Fatalf("%s: left out %v", name, p.LeftOut)
		}
		if a, b := p.Takes[0].Turn, p.Takes[1].Turn; a == nil || b == nil || *a != (Turn{"v10", false}) || *b != (Turn{"u10", true}) {
			t.Errorf("%s: %+v, %+v", name, a, b)
		}
	}
	plain := func(name string, f *fake) {
		t.Helper()
		if p := mustRead(t, f); len(p.Takes) != 2 || p.Takes[0].Turn != nil || p.Takes[1].Turn != nil {
			t.Errorf("%s: %+v", name, p.Takes)
		}
	}
	flag := file()
	for i := range flag.vars {
		if strings.HasSuffix(flag.vars[i].Name, "10") {
			flag.vars[i].Attrs["GRIB_uvRelativeToGrid"] = Attr{Numbers: []float64{1}}
		}
	}
	turned("GRIB's flag", flag)
	wrf := file()
	wrf.attrs["TITLE"] = Attr{Text: " OUTPUT FROM WRF V4.2 MODEL"}
	turned("WRF", wrf)
	named := file()
	for i := range named.vars {
		switch named.vars[i].Name {
		case "u10":
			named.vars[i].Attrs["standard_name"] = Attr{Text: "x_wind"}
		case "v10":
			named.vars[i].Attrs["standard_name"] = Attr{Text: "grid_northward_wind"}
		}
	}
	turned("standard names", named)
	plain("eastward in words", file("long_name", "eastward and northward wind at 10 m"))
	wantRefused(t, file(), "nothing says whether it is wind along the grid's axes")
	plain("on latitudes and longitudes", timed("x.nc").data("x_wind_10m", "time lat lon", "units", "m s-1").data("y_wind_10m", "time lat lon", "units", "m s-1"))
	alone := onLambert(t, "m", 1).mapped(lambert).data("x_wind_10m", "time y x", "units", "m s-1")
	wantRefused(t, alone, "the component along the other")
}
