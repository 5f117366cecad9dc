package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest/demo"
)

// asProgram makes the test's own binary the program; as a reader of files it always is.
const asProgram = "TEST_AS_FENGTU"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" || len(os.Args) == 2 && os.Args[1] == "netcdf-reader" {
		main()
	}
	code := m.Run()
	if gathered != nil {
		_ = os.RemoveAll(gathered.dir)
	}
	os.Exit(code)
}

// start starts the program as a process of its own.
func start(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, &out
}

// content is all that a store gives: a sum of the values of each field, and of each overview.
type content map[string]uint64

// contentOf reads every field of a store. records are the names of the files that are said to be in.
func contentOf(t *testing.T, dir string) (fields content, records []string) {
	t.Helper()
	folder, err := objects.NewFolder(dir)
	must(t, err)
	s, err := store.New(folder, 16<<20)
	must(t, err)
	ctx := context.Background()
	fields = content{}
	datasets, err := s.Datasets(ctx)
	must(t, err)
	for _, d := range datasets {
		runs, err := s.Runs(ctx, d.ID)
		must(t, err)
		for _, run := range runs {
			inv, err := s.Inventory(ctx, d.ID, run)
			must(t, err)
			for _, source := range inv.Sources {
				records = append(records, source.File)
			}
			for _, q := range inv.Quarantined {
				fields[fmt.Sprint(d.ID, run, q.Layer, q.Time, " in quarantine: ", q.Reason)] = 1
			}
			for _, layer := range inv.Layers {
				for _, ref := range refsOf(inv, layer) {
					fields[fmt.Sprint(d.ID, run, layer.Name(), ref.Time, ref.LOD, " ", ref.Member)] = sumOf(t, s, ref)
				}
			}
		}
	}
	slices.Sort(records)
	return fields, records
}

// refsOf gives the fields of a layer that are there, of every member and in every level of detail.
func refsOf(inv *store.Inventory, layer forecast.Layer) (refs []forecast.Ref) {
	members := inv.Members
	if members == nil {
		members = []int{0}
	}
	for _, at := range inv.Times {
		for _, member := range members {
			for lod := range inv.Grids {
				if inv.HasMember(layer, at, member) {
					refs = append(refs, forecast.Ref{Dataset: inv.Dataset, Run: inv.Run, Layer: layer, Time: at, Member: member, LOD: lod})
				}
			}
		}
	}
	return refs
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sumOf gives a sum (FNV-1a) of all values of a field.
func sumOf(t *testing.T, s *store.Store, ref forecast.Ref) uint64 {
	t.Helper()
	f, err := s.Open(context.Background(), ref)
	must(t, err)
	g := f.Grid()
	values := make([]float32, g.Size())
	must(t, f.Read(context.Background(), forecast.Window{Rows: g.Rows(), Cols: g.Cols()}, values))
	sum := uint64(14695981039346656037)
	for _, v := range values {
		sum = (sum ^ uint64(math.Float32bits(v))) * 1099511628211
	}
	return sum
}

// inputs are files to ingest, by their path below a folder, and what each brings by itself.
type inputs struct {
	dir    string
	fields map[string]content // by base name
	paths  map[string]string  // by base name, below dir
}

// gathered are the files of someFiles, made once.
var gathered *inputs

// someFiles gathers the files that the project carries, two small synthetic runs and an ensemble of
// one file a member and step, and ingests each undisturbed into a store of its own.
func someFiles(t *testing.T) *inputs {
	t.Helper()
	if testing.Short() {
		t.Skip("takes most of a minute")
	}
	if gathered != nil {
		return gathered
	}
	dir, err := os.MkdirTemp("", "fengtu-killed-")
	must(t, err)
	in := &inputs{dir: dir, fields: map[string]content{}, paths: map[string]string{}}
	must(t, os.CopyFS(in.dir, os.DirFS("../../demo")))
	for day := range 2 {
		must(t, demo.Write(context.Background(), demo.Options{
			Dir: filepath.Join(in.dir, "ghr"), Run: time.Date(2026, 11, 22+day, 0, 0, 0, 0, time.UTC),
			Grid: 4, Steps: 2, Levels: []int{500, 850},
		}))
	}
	must(t, demo.Write(context.Background(), demo.Options{
		Dir: filepath.Join(in.dir, "ensemble"), Run: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		Grid: 4, Steps: 2, Levels: []int{500}, Members: 2,
	}))
	writeSuspicious(t, filepath.Join(in.dir, "odd", "odd.nc"))
	must(t, filepath.WalkDir(in.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".nc" {
			return err
		}
		data := t.TempDir()
		if code, out, errs := fengtu(t, "ingest", "--data", data, path); code != 0 {
			t.Fatalf("status %d\n%s%s", code, out, errs)
		}
		in.fields[d.Name()], _ = contentOf(t, data)
		in.paths[d.Name()], err = filepath.Rel(in.dir, path)
		return err
	}))
	gathered = in
	return in
}

// whole is what all files bring together.
func (in *inputs) whole() content {
	out := content{}
	for _, fields := range in.fields {
		maps.Copy(out, fields)
	}
	return out
}

// check holds a store against the files while not all of them are in: no field differs, and those
// of the files named are all there.
func (in *inputs) check(t *testing.T, data string, inbox string) {
	t.Helper()
	want := in.whole()
	got, records := contentOf(t, data)
	for field, sum := range got {
		if want[field] != sum {
			t.Fatalf("%s differs from an undisturbed ingest", field)
		}
	}
	in.hold(t, got, records, "is recorded")
	if inbox == "" {
		return
	}
	var gone []string
	for name, path := range in.paths {
		if _, err := os.Stat(filepath.Join(inbox, path)); err != nil {
			gone = append(gone, name)
		}
	}
	in.hold(t, got, gone, "is gone from the watched folder")
}

func (in *inputs) hold(t *testing.T, got content, files []string, what string) {
	t.Helper()
	for _, file := range files {
		for field := range in.fields[file] {
			if _, ok := got[field]; !ok {
				t.Fatalf("%s %s, but %s is not there", file, what, field)
			}
		}
	}
}

// checkWhole holds a store against the files when all are in.
func (in *inputs) checkWhole(t *testing.T, data string) {
	t.Helper()
	got, records := contentOf(t, data)
	if want := in.whole(); !maps.Equal(got, want) {
		t.Fatalf("%d fields, want %d, or some differ", len(got), len(want))
	}
	if want := slices.Sorted(maps.Keys(in.paths)); !slices.Equal(records, want) {
		t.Fatalf("records %v, want %v", records, want)
	}
}

// checkSwept makes what dead writers left look old, and holds that the next writer deletes it.
func checkSwept(t *testing.T, data string) (swept int) {
	t.Helper()
	temps := func(visit func(path string)) {
		must(t, filepath.WalkDir(data, func(path string, d fs.DirEntry, err error) error {
			if strings.HasPrefix(d.Name(), ".tmp-") {
				visit(path)
			}
			return err
		}))
	}
	old := time.Now().Add(-time.Hour)
	temps(func(path string) { swept++; must(t, os.Chtimes(path, old, old)) })
	if code, out, errs := fengtu(t, "prune", "--keep", "99", "--data", data); code != 0 {
		t.Fatalf("status %d\n%s%s", code, out, errs)
	}
	temps(func(path string) { t.Errorf("%s was left behind", path) })
	return swept
}

// kills is how often each test kills the program: more under FENGTU_TEST_LONG.
func kills() int {
	if os.Getenv("FENGTU_TEST_LONG") != "" {
		return 100
	}
	return 10
}

// TestKilledIngest kills `fengtu ingest` at any moment, again and again, until the files are in.
func TestKilledIngest(t *testing.T) {
	in := someFiles(t)
	random := rand.New(rand.NewPCG(1, 2))
	swept, finished, data := 0, 0, t.TempDir()
	for killed := 0; killed < kills(); {
		cmd, out := start(t, "ingest", "--data", data, in.dir)
		timer := time.AfterFunc(time.Duration(random.Int64N(int64(700*time.Millisecond))), func() { _ = cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		switch {
		case err == nil:
			in.checkWhole(t, data)
			swept += checkSwept(t, data)
			finished, data = finished+1, t.TempDir()
		case cmd.ProcessState.ExitCode() == -1:
			killed++
			in.check(t, data, "")
		default:
			t.Fatalf("%v\n%s", err, out)
		}
	}
	if code, out, errs := fengtu(t, "ingest", "--data", data, in.dir); code != 0 {
		t.Fatalf("status %d\n%s%s", code, out, errs)
	}
	in.checkWhole(t, data)
	swept += checkSwept(t, data)
	t.Logf("%d kills, %d temporary files swept, %d ingests came to their end", kills(), swept, finished+1)
}

// TestKilledWorker does the same to `fengtu worker --watch --remove`.
func TestKilledWorker(t *testing.T) {
	in := someFiles(t)
	random := rand.New(rand.NewPCG(3, 4))
	swept, finished, data, inbox := 0, 0, t.TempDir(), filled(t, in)
	for killed := 0; killed < kills() || !empty(t, inbox); {
		cmd, out := start(t, "worker", "--data", data, "--watch", inbox, "--remove")
		life := 200*time.Millisecond + time.Duration(random.Int64N(int64(700*time.Millisecond)))
		if killed >= kills() {
			life = time.Minute // to the end, however slow the machine
		}
		for end := time.Now().Add(life); time.Now().Before(end) && !empty(t, inbox); {
			time.Sleep(time.Millisecond)
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if cmd.ProcessState.ExitCode() != -1 {
			t.Fatalf("the worker ended by itself:\n%s", out)
		}
		killed++
		in.check(t, data, inbox)
		if empty(t, inbox) {
			in.checkWhole(t, data)
			swept += checkSwept(t, data)
			finished, data, inbox = finished+1, t.TempDir(), filled(t, in)
			if killed >= kills() {
				break
			}
		}
	}
	t.Logf("%d kills, %d temporary files swept, the folder emptied %d times", kills(), swept, finished)
}

// filled gives a folder with all files, each complete.
func filled(t *testing.T, in *inputs) string {
	t.Helper()
	inbox := t.TempDir()
	must(t, os.CopyFS(inbox, os.DirFS(in.dir)))
	past := time.Now().Add(-time.Minute)
	for _, path := range in.paths {
		must(t, os.Chtimes(filepath.Join(inbox, path), past, past))
	}
	return inbox
}

func empty(t *testing.T, inbox string) bool {
	t.Helper()
	none := true
	must(t, filepath.WalkDir(inbox, func(path string, _ fs.DirEntry, err error) error {
		none = none && filepath.Ext(path) != ".nc"
		return err
	}))
	return none
}

// TestKilledPrune kills `fengtu prune`, or a worker that keeps one run, while it deletes another. The run is gone then, or whole; the
// next prune deletes the rest, and the next ingest brings back what the files hold and no more.
func TestKilledPrune(t *testing.T) {
	in := someFiles(t)
	random := rand.New(rand.NewPCG(5, 6))
	full := t.TempDir()
	if code, out, errs := fengtu(t, "ingest", "--data", full, in.dir); code != 0 {
		t.Fatalf("status %d\n%s%s", code, out, errs)
	}
	want := in.whole()
	halves := 0
	for n := range kills() {
		data := t.TempDir()
		must(t, os.CopyFS(data, os.DirFS(full)))
		run := onlyMatch(t, filepath.Join(data, "*", "20261122T0000Z"))
		args := []string{"prune", "--data", data, "--keep", "1"}
		if n%3 == 0 {
			args = []string{"worker", "--data", data, "--watch", t.TempDir(), "--keep-runs", "1"}
		}
		cmd, _ := start(t, args...)
		for there(filepath.Join(run, "zarr.json")) {
			time.Sleep(50 * time.Microsecond)
		}
		time.Sleep(time.Duration(random.Int64N(int64(3 * time.Millisecond))))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if there(run) {
			halves++
		}
		if got, _ := contentOf(t, data); len(got) >= len(want) {
			t.Fatal("the run is still there")
		}
		if n%2 == 0 {
			checkPruned(t, data, filepath.Base(run))
		}
		if code, out, errs := fengtu(t, "ingest", "--data", data, in.dir); code != 0 {
			t.Fatalf("status %d\n%s%s", code, out, errs)
		}
		in.checkWhole(t, data)
	}
	t.Logf("%d kills, %d of them in the middle of a run's deletion", kills(), halves)
}

// checkPruned holds that another prune leaves nothing of a run.
func checkPruned(t *testing.T, data, run string) {
	t.Helper()
	if code, out, errs := fengtu(t, "prune", "--data", data, "--keep", "1"); code != 0 {
		t.Fatalf("status %d\n%s%s", code, out, errs)
	}
	must(t, filepath.WalkDir(data, func(path string, d fs.DirEntry, err error) error {
		if strings.Contains(path, run) && !d.IsDir() {
			t.Errorf("%s was left behind", path)
		}
		return err
	}))
}

func onlyMatch(t *testing.T, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	must(t, err)
	if len(found) == 0 {
		t.Fatalf("there is no %s", pattern)
	}
	for _, path := range found {
		if !strings.Contains(path, "sources") {
			return path
		}
	}
	return found[0]
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestTwoIngests has two processes bring the same files into one store at once, in different orders.
func TestTwoIngests(t *testing.T) {
	in := someFiles(t)
	data := t.TempDir()
	paths := slices.Sorted(maps.Values(in.paths))
	for i := range paths {
		paths[i] = filepath.Join(in.dir, paths[i])
	}
	one, out1 := start(t, append([]string{"ingest", "--data", data}, paths...)...)
	slices.Reverse(paths)
	two, out2 := start(t, append([]string{"ingest", "--data", data}, paths...)...)
	if err1, err2 := one.Wait(), two.Wait(); err1 != nil || err2 != nil {
		t.Fatalf("%v, %v\n%s%s", err1, err2, out1, out2)
	}
	in.checkWhole(t, data)
}
