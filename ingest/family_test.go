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
	f("2026112300/output_3.npy", "<f4", "", fengwu69, "fengwu", "20261123T0000Z", "20261124T0000Z", "output_0 is 6 h after the run")
	f("2026-11-23T06/output_data/output_0.npy", "<f4", "1, ", fengwu69, "fengwu", "20261123T0600Z", "20261123T1200Z", "FengWu's order")
	f("fengwu_2026112300_f018.npy", "<f8", "1, 1, ", fengwu69, "fengwu", "20261123T0000Z", "20261123T1800Z", "lead time in the file's name")
	f("20261123T00/2026112406.npy", "<f4", "", fengwu69, "fengwu", "20261123T0000Z", "20261124T0600Z", "the valid time is")
	f("x_2026112300_2026112306.npy", "<f4", "", fengwu69, "fengwu", "20261123T0000Z", "20261123T0600Z", "the valid time is")
	f("analysis_2026112306.npy", "<f4", "", fengwu69, "fengwu", "20261123T0600Z", "20261123T0600Z", "the valid time is")
	f("pangu/2026112300/output_0.npy", "<f4", "", family69("msl u10 v10 t2m", "z q t u v", upward),
		"pangu", "20261123T0000Z", "20261123T0600Z", "Pangu-Weather's (surface first) order")
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
