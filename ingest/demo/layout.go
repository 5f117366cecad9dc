package demo

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"time"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// variable is one that a file has, with the units that the FengWu-GHR writer
// gives.
type variable struct{ name, units string }

var upperVariables = []variable{
	{"z", "m2 s-2"},
	{"q", "kg kg-1"},
	{"u", "m s-1"},
	{"v", "m s-1"},
	{"t", "K"},
}

var surfaceVariables = []variable{
	{"v10", "m s-1"},
	{"u10", "m s-1"},
	{"v100", "m s-1"},
	{"u100", "m s-1"},
	{"t2m", "K"},
	{"tcc", "0-1"},
	{"sp", "Pa"},
	{"msl", "Pa"},
}

// accumulations cover the six hours before the valid time; the first step has
// none.
var accumulations = []variable{
	{"tp6h", "mm"},
	{"ssr6h", "J m-2"},
}

// file is one to be written.
type file struct {
	path      string
	step      int
	valid     time.Time
	dims      []string
	variables []variable
}

func (f *forecast) pressure(step int) file {
	return f.file(step, "pressure", []string{"time", "isobaricInhPa", "latitude", "longitude"}, upperVariables)
}

func (f *forecast) surface(step int) file {
	v := surfaceVariables
	if step > 0 {
		v = slices.Concat(v, accumulations)
	}
	return f.file(step, "surface", []string{"time", "latitude", "longitude"}, v)
}

func (f *forecast) file(step int, kind string, dims []string, v []variable) file {
	valid := f.valid(step)
	name := stamp(valid) + "_" + kind
	if f.Members > 0 {
		name = fmt.Sprintf("%s_%d", name, f.member)
	}
	return file{filepath.Join(f.folder, name+".nc"), step, valid, dims, v}
}

// length is that of a dimension.
func (f *forecast) length(dim string) int {
	return map[string]int{"time": 1, "isobaricInhPa": len(f.Levels), "latitude": f.grid.NLat, "longitude": f.grid.NLon}[dim]
}

// globals are the attributes of every file. "Initiai" is the original's spelling.
func (f *forecast) globals() map[string]netcdf.Attr {
	dataset := "demo"
	if f.Members > 0 {
		dataset = "demo-ensemble"
	}
	return map[string]netcdf.Attr{
		"GRIB_edition":        {Type: netcdf.Int64, Numbers: []float64{2}},
		"title":               netcdf.TextAttr("Synthetic demonstration forecast"),
		"title_zh":            netcdf.TextAttr("合成演示预报（虚构）"),
		"description":         netcdf.TextAttr("Synthetic demonstration forecast by fengtu demo in the layout of FengWu-GHR; not a prediction"),
		"institution":         netcdf.TextAttr("Fengtu"),
		"contact":             netcdf.TextAttr("https://github.com/fengtu/fengtu"),
		"initial_time":        netcdf.TextAttr("Initiai filed time: " + stamp(f.Run)),
		"history":             netcdf.TextAttr("written by fengtu demo"),
		"license":             netcdf.TextAttr("CC0-1.0"),
		"synthetic":           netcdf.TextAttr("true"),
		"fengtu_dataset":      netcdf.TextAttr(dataset),
		"expected_lead_hours": netcdf.TextAttr(fmt.Sprintf("0/%d/%d", (f.Steps-1)*StepHours, StepHours)),
	}
}

// define makes the file's dimensions, variables and attributes.
func (f *forecast) define(w *netcdf.Writer, file file) error {
	for _, dim := range file.dims {
		if err := w.DefDim(dim, f.length(dim)); err != nil {
			return err
		}
	}
	globals := f.globals()
	for _, name := range slices.Sorted(maps.Keys(globals)) {
		if err := w.GlobalAttr(name, globals[name]); err != nil {
			return err
		}
	}
	for _, dim := range file.dims {
		kind, attrs := netcdf.Double, coordinates(file.valid)[dim]
		if dim == "time" {
			kind = netcdf.Int64
		}
		if err := w.DefVar(dim, kind, []string{dim}, attrs); err != nil {
			return err
		}
	}
	if f.Members > 0 {
		err := w.DefVar("realization", netcdf.Int64, nil, map[string]netcdf.Attr{
			"standard_name": netcdf.TextAttr("realization"), "units": netcdf.TextAttr("1"), "long_name": netcdf.TextAttr("member of the synthetic ensemble"),
		})
		if err != nil {
			return err
		}
	}
	for _, v := range file.variables {
		err := w.DefVar(v.name, netcdf.Float, file.dims, map[string]netcdf.Attr{
			"_FillValue":     {Numbers: []float64{math.NaN()}},
			"units":          netcdf.TextAttr(v.units),
			"GRIB_shortName": netcdf.TextAttr(v.name),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// coordinates are the attributes of the coordinate variables.
func coordinates(valid time.Time) map[string]map[string]netcdf.Attr {
	texts := func(pairs ...string) map[string]netcdf.Attr {
		out := map[string]netcdf.Attr{}
		for i := 0; i < len(pairs); i += 2 {
			out[pairs[i]] = netcdf.TextAttr(pairs[i+1])
		}
		return out
	}
	return map[string]map[string]netcdf.Attr{
		"time":          texts("units", "hours since "+stamp(valid), "calendar", "proleptic_gregorian", "standard_name", "time", "long_name", "time"),
		"isobaricInhPa": texts("units", "hPa", "positive", "down", "standard_name", "air_pressure", "long_name", "pressure", "stored_direction", "decreasing"),
		"latitude":      texts("units", "degrees_north", "standard_name", "latitude", "long_name", "latitude", "stored_direction", "decreasing"),
		"longitude":     texts("units", "degrees_east", "standard_name", "longitude", "long_name", "longitude"),
	}
}
