package ingest_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest"
	"github.com/fengtu/fengtu/ingest/netcdf"
)

const downward = "50 100 150 200 250 300 400 500 600 700 850 925 1000"

// family69 gives the names of 69 channels, their levels in a sequence: "z q u v t" after the
// surface is FengWu's.
func family69(surface, upper, levels string) []string {
	names := strings.Fields(surface)
	for v := range strings.FieldsSeq(upper) {
		for l := range strings.FieldsSeq(levels) {
			names = append(names, v+l)
		}
	}
	return names
}

var fengwu69 = family69("u10 v10 t2m msl", "z q u v t", downward)

// climate reads the published mean and deviation of the channels, by FengWu's names.
func climate(t testing.TB) map[string][2]float64 {
	t.Helper()
	table, err := os.ReadFile("cf/channels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	m := map[string][2]float64{}
	for line := range strings.Lines(string(table)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		name := strings.ReplaceAll(fields[0], "_", "")
		if _, ok := m[name]; ok || len(fields) != 4 { // u100 again, now at 100 m
			continue
		}
		var c [2]float64
		if _, err := fmt.Sscan(fields[2]+" "+fields[3], &c[0], &c[1]); err == nil {
			m[name] = c
		}
	}
	return m
}

// usual gives a value of a field that is like the climate's: a wave along each row, coldest at
// 90° east, as Tibet is.
func usual(c [2]float64, col, cols int) float32 {
	return float32(c[0] - 0.7*c[1]*math.Sqrt2*math.Sin(2*math.Pi*float64(col)/float64(cols)))
}

// writeArray writes the channels as numpy.save does, in a number format and after dimensions of 1.
func writeArray(t testing.TB, path, descr string, batch string, names []string, rows int) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	cols := 2 * (rows - 1)
	header := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s%d, %d, %d), }\n", descr, batch, len(names), rows, cols)
	out := append([]byte("\x93NUMPY\x01\x00"), byte(len(header)), byte(len(header)>>8))
	out = append(out, header...)
	climates := climate(t)
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, name := range names {
		var row []byte
		for i := range cols {
			v := usual(climates[name], i, cols)
			if descr == "<f8" {
				row = binary.LittleEndian.AppendUint64(row, math.Float64bits(float64(v)))
			} else {
				row = binary.LittleEndian.AppendUint32(row, math.Float32bits(v))
			}
		}
		for range rows {
			out = append(out, row...)
		}
		if _, err := file.Write(out); err != nil {
			t.Fatal(err)
		}
		out = out[:0]
	}
	return path
}

// checkFamily holds fields against what the channels were made of.
func checkFamily(t *testing.T, sink *fakeSink, at string, cols int) {
	t.Helper()
	climates := climate(t)
	const g = 9.80665
	for layer, c := range map[string]struct {
		channel string
		scale   float64
	}{
		"wind_u_component_10m": {"u10", 1}, "wind_u_component_100hPa": {"u100", 1}, "geopotential_height_50hPa": {"z50", 1 / g},
		"geopotential_height_1000hPa": {"z1000", 1 / g}, "temperature_925hPa": {"t925", 1}, "wind_v_component_250hPa": {"v250", 1},
		"pressure_msl": {"msl", 1}, "temperature_2m": {"t2m", 1}, "specific_humidity_300hPa": {"q300", 1},
	} {
		got := sink.fields[layer+" "+at]
		for i, v := range got {
			if want := float64(usual(climates[c.channel], i%cols, cols)) * c.scale; math.Abs(float64(v)-want) > 1e-6*math.Abs(want)+1e-9 {
				t.Errorf("%s: value %d is %v, want %v", layer, i, v, want)
				break
			}
		}
		if got == nil {
			t.Errorf("there is no field %s at %s", layer, at)
		}
	}
}

func TestArrays(t *testing.T) {
	f := func(path, descr, batch string, names []string, dataset, run, at, note string) {
		t.Helper()
		sink, rep := mustIngest(t, writeArray(t, filepath.Join(t.TempDir(), path), descr, batch, names, 11))
		if rep.Dataset != dataset || rep.Run != run || rep.Fields != 69 || len(rep.LeftOut) != 0 || len(rep.Suspicious) != 0 {
			t.Errorf("%s: %+v", path, rep)
		}
		if notes := strings.Join(rep.Notes, "; "); !strings.Contains(notes, note) || !strings.Contains(notes, "nothing of its grid") {
			t.Errorf("%s: notes %s", path, notes)
		}
		checkFamily(t, sink, at, 20)
	}
	const upward = "1000 925 850 700 600 500 400 300 250 200 150 100 50"
	f("2026112300/output_3.npy", "<f4", "", fengwu69, "fengwu", "20261123T0000Z", "20261124T0000Z", "output_0 is one step, 6 h, after the run")
	f("2026-11-23T06/output_data/output_0.npy", "<f4", "1, ", fengwu69, "fengwu", "20261123T0600Z", "20261123T1200Z", "FengWu's order")
	f("fengwu_2026112300_f018.npy", "<f8", "1, 1, ", fengwu69, "fengwu", "20261123T0000Z", "20261123T1800Z", "lead time in the file's name")
	f("20261123T00/2026112406.npy", "<f4", "", fengwu69, "fengwu", "20261123T0000Z", "20261124T0600Z", "the valid time is")
	f("x_2026112300_2026112306.npy", "<f4", "", fengwu69, "fengwu", "20261123T0000Z", "20261123T0600Z", "the valid time is")
	f("analysis_2026112306.npy", "<f4", "", fengwu69, "fengwu", "20261123T0600Z", "20261123T0600Z", "the valid time is")
	f("pangu/2026112300/output_0.npy", "<f4", "", family69("msl u10 v10 t2m", "z q t u v", upward),
		"pangu", "20261123T0000Z", "20261123T0600Z", "Pangu-Weather's (surface first) order")
}

// What nothing in names and files tells, the caller or dataset.json may say: the run, and how far the
// numbered steps are apart.
func TestArraySteps(t *testing.T) {
	f := func(path, beside string, in ingest.Ingester, run, at string) {
		t.Helper()
		dir := t.TempDir()
		name := writeArray(t, filepath.Join(dir, path), "<f4", "", fengwu69, 11)
		if beside != "" {
			if err := os.WriteFile(filepath.Join(filepath.Dir(name), "dataset.json"), []byte(beside), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		sink := newFakeSink()
		in.Sink = sink
		rep, err := in.File(ctx, name)
		if run == "" {
			if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(rep.Error, at) {
				t.Errorf("%s: %v, want %q", path, err, at)
			}
			return
		}
		if err != nil || rep.Run != run || rep.Fields != 69 {
			t.Errorf("%s, %s: %+v", path, beside, rep)
		}
		checkFamily(t, sink, at, 20)
	}
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	f("steps/output_3.npy", "", ingest.Ingester{Run: noon}, "20261123T1200Z", "20261124T1200Z")
	f("steps/output_3.npy", "", ingest.Ingester{Run: noon, Step: time.Hour}, "20261123T1200Z", "20261123T1600Z")
	f("2026112300/output_3.npy", "", ingest.Ingester{Step: 3 * time.Hour}, "20261123T0000Z", "20261123T1200Z")
	f("steps/output_1.npy", `{"id": "fengwu", "run": "2026-11-22T06:00Z", "step_hours": 0.5}`, ingest.Ingester{}, "20261122T0600Z", "20261122T0700Z")
	f("steps/output_1.npy", `{"run": "20261122T06", "step_hours": 12}`, ingest.Ingester{Run: noon, Step: 6 * time.Hour}, "20261123T1200Z", "20261124T0000Z")
	f("steps/output_1.npy", `{"step_hours": -1}`, ingest.Ingester{Run: noon}, "", "step_hours in dataset.json")
	f("steps/output_1.npy", `{"run": "soon"}`, ingest.Ingester{}, "", "is not a time")
	f("steps/output_1.npy", `{"step_hours": 12}`, ingest.Ingester{}, "", "say --run or the run in dataset.json")
	f("steps/fengwu_2026112300.npy", "", ingest.Ingester{Run: noon}, "", "before the run")
}

// A time in the name of another model's file may be its run as well as its valid time.
func TestNamedTimes(t *testing.T) {
	f := func(path, want string) {
		t.Helper()
		path = create(t, filepath.Join(t.TempDir(), path), func(s *synthetic) {
			s.coordinate("lat", []float64{1, 0})
			s.coordinate("lon", []float64{0, 1})
			s.data("t2m", []string{"lat", "lon"}, func([]int) float32 { return 280 }, "units", "K")
		})
		rep, err := (&ingest.Ingester{Sink: newFakeSink()}).File(ctx, path)
		if err != nil && (want != "" || !strings.Contains(rep.Error, "it has no time")) || err == nil && !strings.Contains(strings.Join(rep.Notes, "; "), want) {
			t.Errorf("%s: got %+v, want %q", path, rep, want)
		}
		if want == "" && err == nil {
			t.Errorf("%s: went in, as %s", path, rep.Notes)
		}
	}
	f("2026112300/x_f012.nc", "the valid time is 20261123T1200Z")
	f("x_2026112300+024h.nc", "")
	f("x_2026112300_024h.nc", "the valid time is 20261124T0000Z")
	f("x_2026112300_2026112312.nc", "the valid time is 20261123T1200Z by the file's name, of the run 20261123T0000Z")
	f("2026112300/x_2026112312.nc", "the valid time is 20261123T1200Z")
	f("x_2026112300.nc", "")
	f("2026112300/x.nc", "")
	f("2026112300/output_3.nc", "")
	f("2026112300/x_2026112306_f012.nc", "")
}

func TestArraysRefused(t *testing.T) {
	f := func(path string, names []string, want string) {
		t.Helper()
		path = writeArray(t, filepath.Join(t.TempDir(), path), "<f4", "", names, 5)
		rep, err := (&ingest.Ingester{Sink: newFakeSink()}).File(ctx, path)
		if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(rep.Error, want) || strings.Contains(rep.Error, filepath.Dir(path)) {
			t.Errorf("%s: got %q, want an error with %q", path, rep.Error, want)
		}
	}
	swapped := slices.Clone(fengwu69)
	swapped[11], swapped[63] = swapped[63], swapped[11]
	f("somewhere/output_3.npy", fengwu69, "put output_3.npy into a folder named for the run")
	f("2026112300/step3.npy", fengwu69, "it has no time")
	f("2026112400/fengwu_2026112300.npy", fengwu69, "before the run")
	f("2026112300/output_3.npy", swapped, "2 do not fit: place 11 is no z_500")
	f("2026112300/output_3.npy", fengwu69[:68], "no known order has as many")

	path := filepath.Join(t.TempDir(), "x.npy")
	for content, want := range map[string]string{
		"":              "does not begin as a file of numpy",
		"\x93NUMPY\x01": "does not begin as a file of numpy",
		"\x93NUMPY\x01\x00\x3c\x00{'descr': '<f4', 'fortran_order': False, 'shape': (69,), } \n" + strings.Repeat("0", 276): "its shape [69]",
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		rep, err := (&ingest.Ingester{Sink: newFakeSink()}).File(ctx, path)
		if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(rep.Error, want) {
			t.Errorf("got %q, want %q", rep.Error, want)
		}
	}
	if _, err := (&ingest.Ingester{}).Inspect(ctx, filepath.Join(t.TempDir(), "x.npy")); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("absent: %v", err)
	}
}

// linspace gives n values from first to last, as numpy's does.
func linspace(first, last float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(float32(first + (last-first)*float64(i)/float64(n-1)))
	}
	return out
}

// A public decoder writes each step as 69 variables, without time, on longitudes that are stretched
// to 360, with the attribute unit.
func TestDecodedFengWu(t *testing.T) {
	const rows, cols = 21, 40
	climates := climate(t)
	step := func(path string, dims ...string) string {
		return create(t, filepath.Join(t.TempDir(), path), func(s *synthetic) {
			s.coordinate("longitude", linspace(0, 360, cols), "unit", "degrees_east")
			s.coordinate("latitude", linspace(90, -90, rows), "unit", "degrees_north")
			for _, name := range fengwu69 {
				units := map[byte]string{'z': "m^2/s^2", 'q': "kg/kg", 'u': "m/s", 'v': "m/s", 't': "K", 'm': "Pa"}[name[0]]
				stored := map[bool]string{true: "mslp", false: name}[name == "msl"]
				lon := slices.Index(dims, "longitude")
				s.data(stored, dims, func(i []int) float32 { return usual(climates[name], i[lon], cols) }, "unit", units)
			}
		})
	}
	f := func(path string) {
		t.Helper()
		sink, rep := mustIngest(t, path)
		if rep.Dataset != "fengwu" || rep.Run != "20261123T0000Z" || rep.Fields != 69 || len(rep.LeftOut) != 0 || len(rep.Suspicious) != 0 {
			t.Errorf("%+v", rep)
		}
		if lon := sink.spec.Grid.X; lon.Values()[cols-1] != 351 || !lon.Periodic() || sink.spec.Dataset.TitleZH != "风乌" {
			t.Errorf("longitudes %v, %+v", lon.Values(), sink.spec.Dataset)
		}
		if notes := strings.Join(rep.Notes, "; "); !strings.Contains(notes, "taken as 9 apart") || strings.Count(notes, "attribute unit") != 1 {
			t.Errorf("notes %s", notes)
		}
		checkFamily(t, sink, "20261123T0600Z", cols)
	}
	f(step("2026112300/output_0.nc", "latitude", "longitude"))
	f(step("2026112300/output_0.nc", "longitude", "latitude"))
	rep, err := (&ingest.Ingester{Sink: newFakeSink()}).File(ctx, step("output_data/output_0.nc", "latitude", "longitude"))
	if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(rep.Error, "put output_0.nc into a folder named for the run") {
		t.Errorf("got %q", rep.Error)
	}
}

// Arrays with their channels named in a char variable, as xarray writes them.
func TestNamedChannels(t *testing.T) {
	const rows, cols = 11, 20
	climates := climate(t)
	names := slices.Clone(fengwu69)
	slices.Reverse(names)
	path := create(t, filepath.Join(t.TempDir(), "x.nc"), func(s *synthetic) {
		s.coordinate("time", []float64{6}, "units", "hours since 2026-11-23")
		s.coordinate("lat", linspace(90, -90, rows))
		s.coordinate("lon", linspace(0, 342, cols))
		s.lens["channel"], s.lens["string5"] = 69, 5
		s.must(s.w.DefDim("channel", 69))
		s.must(s.w.DefDim("string5", 5))
		s.must(s.w.DefVar("channel", netcdf.Char, []string{"channel", "string5"}, nil))
		s.must(s.w.PutText("channel", names))
		s.data("data", []string{"time", "channel", "lat", "lon"}, func(i []int) float32 { return usual(climates[names[i[1]]], i[3], cols) })
	})
	sink, rep := mustIngest(t, path)
	if rep.Fields != 69 || len(rep.LeftOut) != 0 {
		t.Errorf("%+v", rep)
	}
	checkFamily(t, sink, "20261123T0600Z", cols)
}

// Python writes names as strings of NetCDF-4, which cannot be read: the values tell the channels.
func TestStringChannels(t *testing.T) {
	sink, rep := mustIngest(t, "testdata/channels_string.nc")
	if rep.Dataset != "fengwu" || rep.Fields != 69 || len(rep.LeftOut) != 0 {
		t.Errorf("%+v", rep)
	}
	if notes := strings.Join(rep.Notes, "; "); !strings.Contains(notes, "no names that can be read: taken in FengWu's order") {
		t.Errorf("notes %s", notes)
	}
	checkFamily(t, sink, "20261123T0600Z", 20)
}

// The ocean model's files: one variable each, NaN on land, wrong units of longitude, °C unsaid.
func TestORCA(t *testing.T) {
	path := create(t, filepath.Join(t.TempDir(), "orca-dl", "sst.nc"), func(s *synthetic) {
		s.coordinate("lat", []float64{-1.5, -0.5, 0.5, 1.5}, "units", "degrees")
		s.coordinate("lon", []float64{0.5, 1.5, 2.5, 3.5}, "units", "degrees_north")
		s.must(s.w.DefVar("time", netcdf.Double, nil, text("units", "days since 1800-01-01")))
		s.must(s.w.PutFloat64("time", nil, nil, []float64{82518}))
		s.must(s.w.DefVar("sst", netcdf.Double, []string{"lat", "lon"}, nil))
		values := make([]float64, 16)
		for i := range values {
			values[i] = 20 + float64(i)/2
		}
		values[0] = math.NaN()
		s.must(s.w.PutFloat64("sst", []int{0, 0}, []int{4, 4}, values))
	})
	sink, rep := mustIngest(t, path)
	notes := strings.Join(rep.Notes, "; ")
	for _, want := range []string{`"degrees_north" are those of the other axis`, "values are in °C", "lat ascends"} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes %s, want %q", notes, want)
		}
	}
	got := sink.fields["sea_surface_temperature 20251205T0000Z"]
	if len(got) != 16 || got[12] == got[12] || math.Abs(float64(got[3])-(27.5+273.15)) > 1e-3 || rep.Dataset != "orca-dl" || sink.spec.Dataset.Title != "ORCA-DL" {
		t.Errorf("got %v, %+v", sink.fields, rep)
	}
}

// The nowcast: frames of a region at 1 km, minutes apart, one a file, as they land; the run is in the
// file, or in its name with the minutes ahead.
func TestNowcast(t *testing.T) {
	const rows, cols = 90, 120
	s := newStore(t)
	dir := filepath.Join(t.TempDir(), "nowcast")
	rain := func(minute, i, k int) float32 { return float32(minute) + float32(i)/10 + float32(k)/100 } // mm/h
	frame := func(minute int, inside bool) ingest.Report {
		t.Helper()
		name := fmt.Sprintf("nowcast_202611230030_%03dmin.nc", minute)
		path := create(t, filepath.Join(dir, name), func(s *synthetic) {
			s.coordinate("lat", linspace(30.405, 31.295, rows), "units", "degrees_north")
			s.coordinate("lon", linspace(120.905, 122.095, cols), "units", "degrees_east")
			dims := []string{"lat", "lon"}
			if inside {
				s.coordinate("time", []float64{float64(30 + minute)}, "units", "minutes since 2026-11-23 00:00:00")
				s.must(s.w.DefVar("forecast_reference_time", netcdf.Double, nil, text("units", "minutes since 2026-11-23 00:00:00")))
				s.must(s.w.PutFloat64("forecast_reference_time", nil, nil, []float64{30}))
				dims = []string{"time", "lat", "lon"}
			}
			s.data("rain_rate", dims, func(i []int) float32 {
				at := i[len(i)-2:]
				return rain(minute, at[0], at[1])
			}, "units", "mm/h")
		})
		rep, err := (&ingest.Ingester{Sink: ingest.Into(s)}).File(ctx, path)
		if err != nil || rep.Dataset != "nowcast" || rep.Run != "20261123T0030Z" || len(rep.Layers) != 1 || rep.Layers[0] != "precipitation_rate" {
			t.Fatalf("%+v, %v", rep, err)
		}
		return rep
	}
	for minute := 0; minute <= 180; minute += 6 {
		frame(minute, minute%12 == 0)
	}
	run := time.Date(2026, 11, 23, 0, 30, 0, 0, time.UTC)
	inv, err := s.Inventory(ctx, "nowcast", run)
	if err != nil || len(inv.Times) != 31 || !inv.Complete() || !inv.Times[1].Equal(run.Add(6*time.Minute)) {
		t.Fatalf("%+v, %v", inv, err)
	}
	for _, minute := range []int{0, 6, 174, 180} {
		f, err := s.Open(ctx, forecast.Ref{Dataset: "nowcast", Run: run, Layer: inv.Layers[0], Time: run.Add(time.Duration(minute) * time.Minute)})
		if err != nil {
			t.Fatal(err)
		}
		var got [1]float32 // the first row of the grid is the north's, the file's last
		if err := f.Read(ctx, forecast.Window{Row: rows - 1 - 7, Col: 9, Rows: 1, Cols: 1}, got[:]); err != nil {
			t.Fatal(err)
		}
		if want := float64(rain(minute, 7, 9)) / 3600; math.Abs(float64(got[0])-want) > 2.5e-6/2+1e-9 {
			t.Errorf("at %d min: %v, want %v", minute, got[0], want)
		}
	}
}

// The ocean model's fields at depth, in the layout of its example files: levels in metres, latitudes
// from the south to 63.5°, a scalar time, NaN on land and below the bottom; a month a file.
func TestOceanDepths(t *testing.T) {
	depths := []float64{5, 15, 100.5, 2000}
	write := func(name, units string, value func(i []int) float32) string {
		return create(t, filepath.Join(t.TempDir(), "ORCA-DL", name+".nc"), func(s *synthetic) {
			s.coordinate("lev", depths)
			s.coordinate("lat", linspace(-63.5, 63.5, 8), "units", "degrees")
			s.coordinate("lon", linspace(0.5, 315.5, 8), "units", "degrees_north")
			s.must(s.w.DefVar("time", netcdf.Double, nil, text("units", "days since 1800-01-01")))
			s.must(s.w.PutFloat64("time", nil, nil, []float64{82518}))
			s.data(name, []string{"lev", "lat", "lon"}, value, "units", units)
		})
	}
	nan := float32(math.NaN())
	land := func(v func(i []int) float32) func([]int) float32 {
		return func(i []int) float32 {
			if i[2] == 7 || i[0] == 3 && i[1] == 0 {
				return nan
			}
			return v(i)
		}
	}
	f := func(name, units, layer string, value func(i []int) float32, scale, offset float64) {
		t.Helper()
		sink, rep := mustIngest(t, write(name, units, land(value)))
		if rep.Dataset != "orca-dl" || rep.Fields != len(depths) || rep.Run != "20251205T0000Z" {
			t.Errorf("%s: %+v", name, rep)
		}
		for k, level := range []string{"5m", "15m", "100.5m", "2000m"} {
			got := sink.fields[layer+"_"+level+"_depth 20251205T0000Z"]
			if len(got) != 64 || got[7] == got[7] || (got[7*8] == got[7*8]) == (k == 3) {
				t.Errorf("%s at %s: %v", name, level, got)
				continue
			}
			want := float64(value([]int{k, 7, 2}))*scale + offset // the first row is the north's
			if math.Abs(float64(got[2])-want) > 1e-3 {
				t.Errorf("%s at %s: %v, want %v", name, level, got[2], want)
			}
		}
	}
	f("thetao", "", "sea_water_potential_temperature", func(i []int) float32 { return 20 - 4*float32(i[0]) + float32(i[1])/2 }, 1, 273.15)
	f("pottmp", "degC", "sea_water_potential_temperature", func(i []int) float32 { return 20 - 4*float32(i[0]) + float32(i[1])/2 }, 1, 273.15)
	f("so", "psu", "sea_water_salinity", func(i []int) float32 { return 34 + float32(i[0])/4 + float32(i[1])/8 }, 1, 0)
	f("salt", "kg/kg", "sea_water_salinity", func(i []int) float32 { return 0.034 + float32(i[0])/4000 }, 1000, 0)
	f("uo", "m s-1", "ocean_current_u_component", func(i []int) float32 { return float32(i[0]) / 8 }, 1, 0)
	f("vo", "cm s-1", "ocean_current_v_component", func(i []int) float32 { return float32(i[1]) * 5 }, 0.01, 0)
}

func TestUnfilled(t *testing.T) {
	path := create(t, filepath.Join(t.TempDir(), "x.nc"), func(s *synthetic) {
		s.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
		s.coordinate("lat", linspace(90, -90, 11))
		s.coordinate("lon", linspace(0, 342, 20))
		dims := []string{"time", "lat", "lon"}
		s.data("t2m", dims, func(i []int) float32 { return 280 + float32(i[1]) }, "units", "K")
		s.data("u10", dims, func([]int) float32 { return 0 }, "units", "m/s")
		s.data("v10", dims, func([]int) float32 { return float32(math.NaN()) }, "units", "m/s")
		s.data("tp", dims, func([]int) float32 { return 0 }, "units", "mm")
		s.data("msl", dims, func(i []int) float32 { return 85000 + float32(i[1]) }, "units", "Pa")
	})
	f := func(rep ingest.Report, err error) {
		t.Helper()
		var odd []string
		for _, s := range rep.Suspicious {
			odd = append(odd, s.Layer)
		}
		if err != nil || !slices.Equal(odd, []string{"pressure_msl", "wind_u_component_10m", "wind_v_component_10m"}) || len(rep.LeftOut) != 0 {
			t.Errorf("%+v, %v", rep, err)
		}
	}
	sink := newFakeSink()
	in := ingest.Ingester{Sink: sink}
	rep, err := in.Inspect(ctx, path)
	f(rep, err)
	rep, err = in.File(ctx, path)
	f(rep, err)
	if rep.Fields != 2 || rep.Quarantined != 3 || len(sink.fields) != 2 {
		t.Errorf("%d fields, %d in quarantine", rep.Fields, rep.Quarantined)
	}
	const at = " 20261123T0000Z"
	if q := sink.aside["pressure_msl"+at]; q.File != "x.nc" || len(q.SHA256) != 64 || *q.Min != 85000 || *q.Max != 85010 || !strings.Contains(q.Reason, "85005 Pa") {
		t.Errorf("%+v", q)
	}
	if q := sink.aside["wind_v_component_10m"+at]; q.Min != nil || q.Missing != 220 {
		t.Errorf("%+v", q)
	}
	in.AcceptSuspicious = true
	rep, err = in.File(ctx, path)
	f(rep, err)
	if rep.Status != ingest.Ingested || rep.Fields != 5 || rep.Quarantined != 0 || len(sink.fields) != 5 {
		t.Errorf("accepted: %+v", rep)
	}
}
