package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// fengtu runs the program and gives its output.
func fengtu(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(context.Background(), args, &out, &err)
	return code, out.String(), err.String()
}

// serve starts the program's server and gives its address.
func serve(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r, w := io.Pipe()
	done := make(chan int)
	go func() {
		done <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), io.Discard, w)
		w.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != 0 {
			t.Errorf("serve ended with status %d", code)
		}
	})
	lines := bufio.NewScanner(r)
	lines.Scan()
	first := lines.Text()
	go func() {
		for lines.Scan() {
			t.Log(lines.Text())
		}
	}()
	_, address, found := strings.Cut(first, "http://")
	if !found {
		t.Fatalf("serve said %q", first)
	}
	return "http://" + strings.TrimSuffix(address, "/")
}

func getJSON(t *testing.T, url string, into any) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		body, _ := io.ReadAll(r.Body)
		t.Fatalf("%s: %s %s", url, r.Status, body)
	}
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
}

// reference is a value read with netCDF4-python, bilinear in double precision between nodes and
// checked with CDO's remapbil. The READMEs beside the files tell their source.
type reference struct {
	File, Dataset, Layer, Kind string
	Lat, Lon                   float64
	Time                       time.Time
	Value                      *float64
}

// TestReferenceValues takes the files that the project carries all the way: ingest, store, HTTP.
// What a point answers is the file's value to the precision of docs/formats.md.
func TestReferenceValues(t *testing.T) {
	text, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var references []reference
	if err := json.Unmarshal(text, &references); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	ingested := map[string]bool{}
	for _, r := range references {
		if ingested[r.File] {
			continue
		}
		ingested[r.File] = true
		args := []string{"ingest", "--data", data, filepath.Join("../..", r.File)}
		if !strings.HasPrefix(r.File, "demo/") { // whose folders name their datasets
			args = append(args, "--dataset", r.Dataset)
		}
		if code, out, errs := fengtu(t, args...); code != 0 {
			t.Fatalf("ingest: status %d\n%s%s", code, out, errs)
		}
	}
	base := serve(t, "--data", data)
	for _, r := range references {
		methods := []string{"bilinear"}
		if r.Kind == "node" {
			methods = append(methods, "nearest")
		}
		for _, method := range methods {
			checkReference(t, base, r, method)
		}
	}
}

func checkReference(t *testing.T, base string, r reference, method string) {
	t.Helper()
	var answer struct {
		Points []struct {
			Layers map[string]struct{ Values []*float64 }
		}
	}
	getJSON(t, fmt.Sprintf("%s/api/v1/point?dataset=%s&lat=%g&lon=%g&layers=%s&times=%s&interpolation=%s",
		base, r.Dataset, r.Lat, r.Lon, r.Layer, forecast.FormatTime(r.Time), method), &answer)
	got := answer.Points[0].Layers[r.Layer].Values[0]
	layer, err := forecast.ParseLayer(r.Layer)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case (got == nil) != (r.Value == nil):
		t.Errorf("%s %s: %v, want %v", r.File, r.Layer, got, r.Value)
	case got != nil:
		v := layer.Variable
		limit := v.Step/2 + math.Abs(*r.Value)*max(v.Relative, 2e-7)
		if math.Abs(*got-*r.Value) > limit {
			t.Errorf("%s %s at %g, %g: %g, want %g ± %g", r.File, r.Layer, r.Lat, r.Lon, *got, *r.Value, limit)
		}
	}
}

func TestIngestTwiceWritesNothing(t *testing.T) {
	data := t.TempDir()
	for _, want := range []string{"ingested", "unchanged"} {
		code, out, errs := fengtu(t, "ingest", "--json", "--data", data, "../../demo/era5-gust")
		var report struct {
			Status, Dataset, Run string
			Fields               int
		}
		if err := json.Unmarshal([]byte(out), &report); err != nil || code != 0 {
			t.Fatalf("status %d, %v: %s%s", code, err, out, errs)
		}
		if report.Status != want || report.Dataset != "era5-gust" || report.Run != "20110801T0000Z" {
			t.Errorf("report %+v, want %s", report, want)
		}
	}
	code, out, _ := fengtu(t, "runs", "--data", data)
	if code != 0 || !strings.Contains(out, "era5-gust  20110801T0000Z  1/1") {
		t.Errorf("runs: status %d\n%s", code, out)
	}
}

// TestBadFiles sends what people send by mistake: each is refused by a sentence, and nothing of it
// is in the store.
func TestBadFiles(t *testing.T) {
	whole, err := os.ReadFile("../../demo/era5-gust/wgust_era5.nc")
	if err != nil {
		t.Fatal(err)
	}
	f := func(name string, content []byte, want string) {
		t.Helper()
		dir, data := t.TempDir(), t.TempDir()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		code, out, errs := fengtu(t, "ingest", "--json", "--data", data, path)
		var report struct{ Status, Error string }
		if err := json.Unmarshal([]byte(out), &report); err != nil {
			t.Fatalf("%s: %v: %s%s", name, err, out, errs)
		}
		if code != 1 || report.Status != "refused" || !strings.Contains(report.Error, want) {
			t.Errorf("%s: status %d, %+v; want %q", name, code, report, want)
		}
		if left, _ := filepath.Glob(filepath.Join(data, "*")); len(left) != 0 {
			t.Errorf("%s left %v in the store", name, left)
		}
	}
	f("truncated.nc", whole[:len(whole)/2], "truncated")
	f("text.nc", []byte("lat,lon,t2m\n31,121,284\n"), "not")
	f("empty.nc", nil, "empty")
}

func TestMissingPath(t *testing.T) {
	code, _, errs := fengtu(t, "ingest", "--data", t.TempDir(), "no/such/file.nc")
	if code != 1 || !strings.Contains(errs, "no/such/file.nc") {
		t.Errorf("status %d: %s", code, errs)
	}
	code, _, errs = fengtu(t, "ingest", "--data", t.TempDir(), t.TempDir())
	if code != 1 || !strings.Contains(errs, "no NetCDF file") {
		t.Errorf("status %d: %s", code, errs)
	}
}

func TestInspectWritesNothing(t *testing.T) {
	code, out, errs := fengtu(t, "inspect", "../../demo/ecmwf-msl/mslp.nc")
	if code != 0 || !strings.Contains(out, "pressure_msl") || !strings.Contains(out, "ecmwf-msl 20220817T0000Z") {
		t.Errorf("status %d\n%s%s", code, out, errs)
	}
}

func TestUsage(t *testing.T) {
	f := func(code int, want string, args ...string) {
		t.Helper()
		got, out, errs := fengtu(t, args...)
		if got != code || !strings.Contains(out+errs, want) {
			t.Errorf("fengtu %v: status %d, %s%s", args, got, out, errs)
		}
	}
	f(0, "fengtu dev", "version")
	f(0, "serve", "--help")
	f(2, "unexpected argument", "fly")
	f(1, "cannot listen", "serve", "--data", t.TempDir(), "--listen", "256.0.0.1:1")
	f(1, "a quarter of --memory", "serve", "--memory", "100", "--tile-memory", "26", "--data", t.TempDir())
	f(1, "--warm is a zoom", "serve", "--warm", "9", "--data", t.TempDir())
	f(1, "at least 64 MB", "runs", "--memory", "1", "--data", t.TempDir())
	f(1, "--watch", "worker", "--data", t.TempDir())
	f(1, "at least 1", "prune", "--keep", "0", "--data", t.TempDir())
	f(1, "such as 10d", "prune", "--keep", "2", "--older-than", "soon", "--data", t.TempDir())
	f(1, "DATASET=an age", "prune", "--older-than", "A B=3d", "--data", t.TempDir())
	f(1, "--keep N, --older-than AGE", "prune", "--data", t.TempDir())
	f(1, "--keep-runs is", "serve", "--keep-runs", "many", "--data", t.TempDir())
}

// TestWatch drops a file into a watched folder of a running server, and asks for its value.
func TestWatch(t *testing.T) {
	data, inbox := t.TempDir(), t.TempDir()
	base := serve(t, "--data", data, "--watch", inbox, "--remove")
	content, err := os.ReadFile("../../demo/era5-gust/wgust_era5.nc")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(inbox, "gusts")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	hidden, path := filepath.Join(folder, ".wgust.nc"), filepath.Join(folder, "wgust.nc")
	if err := os.WriteFile(hidden, content, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(hidden, path); err != nil {
		t.Fatal(err)
	}
	var catalogue struct {
		Datasets []struct{ ID, Latest string }
	}
	for wait := 0; len(catalogue.Datasets) == 0; wait++ {
		if wait > 600 {
			t.Fatal("the file did not come onto the map within a minute")
		}
		time.Sleep(100 * time.Millisecond)
		getJSON(t, base+"/api/v1/datasets", &catalogue)
	}
	if d := catalogue.Datasets[0]; d.ID != "gusts" || d.Latest != "20110801T0000Z" {
		t.Errorf("catalogue %+v", d)
	}
	for wait := 0; ; wait++ {
		if _, err := os.Stat(path); os.IsNotExist(err) {
			break
		}
		if wait > 600 {
			t.Fatal("the file was not removed")
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func TestPrune(t *testing.T) {
	data := t.TempDir()
	if code, out, errs := fengtu(t, "ingest", "--data", data, "--dataset", "mixed", "../../demo/era5-gust"); code != 0 {
		t.Fatalf("status %d\n%s%s", code, out, errs)
	}
	if code, out, errs := fengtu(t, "ingest", "--data", data, "--dataset", "mixed", "../../demo/ecmwf-msl"); code != 0 {
		t.Fatalf("status %d\n%s%s", code, out, errs)
	}
	code, out, _ := fengtu(t, "ingest", "--data", data, "--dataset", "mixed", "../../demo/era5-gust", "../../demo/ecmwf-msl")
	if code != 0 || !strings.Contains(out, ": 2 unchanged\n") {
		t.Errorf("status %d: %s", code, out)
	}
	f := func(want string, args ...string) {
		t.Helper()
		code, out, _ = fengtu(t, append([]string{"prune", "--data", data}, args...)...)
		if code != 0 || out != want {
			t.Errorf("%v: status %d: %s", args, code, out)
		}
	}
	f("", "--keep", "9")
	f("", "--older-than", "10000d")
	f("", "--older-than", "1d,mixed=10000d", "--keep", "1,mixed=2")
	f("deleted mixed 20110801T0000Z\n", "--keep", "2", "--older-than", "24h")
	f("", "--keep", "1", "--older-than", "24h") // the newest complete run, however old

	inbox := t.TempDir()
	content, err := os.ReadFile("../../demo/era5-gust/wgust_era5.nc")
	must(t, err)
	past := time.Now().Add(-time.Minute)
	for _, name := range []string{"mixed", "other"} {
		path := filepath.Join(inbox, name, "wgust_era5.nc")
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, content, 0o644))
		must(t, os.Chtimes(path, past, past))
	}
	base := serve(t, "--data", data, "--watch", inbox, "--keep-runs", "other=2,mixed=1")
	var catalogue struct {
		Datasets []struct {
			ID   string
			Runs []struct{ Run string }
		}
	}
	for wait := 0; len(catalogue.Datasets) < 2; wait++ { // the file of mixed comes before that of other
		if wait > 600 {
			t.Fatal("the file did not come onto the map within a minute")
		}
		time.Sleep(100 * time.Millisecond)
		getJSON(t, base+"/api/v1/datasets", &catalogue)
	}
	if d := catalogue.Datasets[0]; d.ID != "mixed" || len(d.Runs) != 1 || d.Runs[0].Run != "20220817T0000Z" {
		t.Errorf("an expired run came back: %+v", d)
	}
}
