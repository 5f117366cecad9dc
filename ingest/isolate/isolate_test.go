package isolate

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

const sample = "../testdata/ERA5_2020-01-01_u10.nc"

// TestMain makes the test's own binary a reader, or a process that starts one and waits.
func TestMain(m *testing.M) {
	switch {
	case len(os.Args) == 2 && os.Args[1] == "netcdf-reader":
		if err := Serve(); err != nil {
			panic(err)
		}
		return
	case len(os.Args) == 2 && os.Args[1] == "starter":
		f, err := new(Pool).Open(sample)
		if err != nil {
			panic(err)
		}
		fmt.Println(f.proc.cmd.Process.Pid)
		select {}
	}
	os.Exit(m.Run())
}

func pool(t testing.TB) *Pool {
	p := &Pool{Limit: time.Minute}
	t.Cleanup(p.Close)
	return p
}

func open(t testing.TB, p *Pool, path string) *File {
	t.Helper()
	f, err := p.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// TestSameAsHere reads all of several files in a reader and in this process.
func TestSameAsHere(t *testing.T) {
	paths, err := filepath.Glob("../testdata/*.nc")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	p := pool(t)
	for _, path := range paths {
		here, err := netcdf.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		there := open(t, p, path)
		same(t, path, here, there)
		if err := errors.Join(here.Close(), there.Close(), there.Close()); err != nil {
			t.Error(err)
		}
	}
	if len(p.idle) != 1 || p.idle[0].files != len(paths) {
		t.Errorf("%d readers wait", len(p.idle))
	}
}

func same(t *testing.T, path string, here *netcdf.File, there *File) {
	t.Helper()
	if here.Path() != there.Path() || text(here.Attrs()) != text(there.Attrs()) || text(here.Vars()) != text(there.Vars()) {
		t.Errorf("%s is described differently", path)
	}
	for _, v := range here.Vars() {
		a, errA := here.ReadFloat64(v.Name)
		b, errB := there.ReadFloat64(v.Name)
		if text(a) != text(b) || text(errA) != text(errB) {
			t.Errorf("%s: the numbers of %s differ: %v, %v", path, v.Name, errA, errB)
		}
		c, errC := here.ReadText(v.Name)
		d, errD := there.ReadText(v.Name)
		if text(c) != text(d) || text(errC) != text(errD) {
			t.Errorf("%s: the text of %s differs: %v, %v", path, v.Name, errC, errD)
		}
		start, count := make([]int, len(v.Dims)), make([]int, len(v.Dims))
		for i, d := range v.Dims {
			start[i], count[i] = d.Len/3, d.Len-d.Len/3
		}
		var x, y netcdf.Slab
		errA, errB = here.ReadSlab(v.Name, start, count, &x), there.ReadSlab(v.Name, start, count, &y)
		if text(errA) != text(errB) || errA == nil && text(x) != text(y) {
			t.Errorf("%s: a slab of %s differs: %v, %v", path, v.Name, errA, errB)
		}
	}
}

// text shows a value so that NaN equals NaN, and an empty slice none.
func text(v any) string {
	if reflect.ValueOf(v).Kind() == reflect.Slice && reflect.ValueOf(v).Len() == 0 {
		return ""
	}
	return fmt.Sprintf("%v", v)
}

func TestErrors(t *testing.T) {
	p := pool(t)
	f := func(path string, want error) {
		t.Helper()
		_, err := p.Open(path)
		_, here := netcdf.Open(path)
		if !errors.Is(err, want) || err.Error() != here.Error() {
			t.Errorf("%s: %v, want %v", path, err, here)
		}
	}
	f("../testdata/none.nc", fs.ErrNotExist)
	f("../testdata", netcdf.ErrNotFile)
	f("isolate_test.go", netcdf.ErrFormat)
	file := open(t, p, sample)
	var s netcdf.Slab
	for _, count := range [][]int{{1}, {1 << 40, 1 << 40}, {-1}, nil} {
		if err := file.ReadSlab("latitude", make([]int, len(count)), count, &s); (err == nil) != (len(count) == 1 && count[0] == 1) {
			t.Errorf("a block of %v: %v", count, err)
		}
	}
	if err := file.ReadSlab("none", nil, nil, &s); err == nil || !strings.Contains(err.Error(), "no variable") {
		t.Error(err)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
	if err := file.ReadSlab("latitude", []int{0}, []int{1}, &s); !errors.Is(err, netcdf.ErrClosed) {
		t.Error(err)
	}
	if _, err := file.ReadFloat64("latitude"); !errors.Is(err, netcdf.ErrClosed) {
		t.Error(err)
	}
	if p.Command = []string{"/none"}; len(p.idle) != 1 {
		t.Errorf("%d readers wait", len(p.idle))
	}
}

// TestDeath ends readers at work in the ways that they can end. The file is told of it, and the
// next one has another reader.
func TestDeath(t *testing.T) {
	f := func(signal syscall.Signal, limit time.Duration, format bool, want string) {
		t.Helper()
		p := pool(t)
		file := open(t, p, sample)
		p.Limit = limit
		if err := file.proc.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond)
		_, err := file.ReadFloat64("latitude")
		if err == nil || errors.Is(err, netcdf.ErrFormat) != format || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), filepath.Base(sample)) {
			t.Errorf("%v: %v", signal, err)
		}
		var s netcdf.Slab
		if err := file.ReadSlab("latitude", []int{0}, []int{1}, &s); err == nil {
			t.Errorf("%v: a dead reader gave values", signal)
		}
		_ = file.Close()
		p.Limit = time.Minute
		if len(p.idle) != 0 {
			t.Errorf("%v: a dead reader waits for files", signal)
		}
		if _, err := open(t, p, sample).ReadFloat64("latitude"); err != nil {
			t.Errorf("%v: the next file: %v", signal, err)
		}
	}
	f(syscall.SIGSEGV, time.Minute, true, "crash (SIGSEGV")
	f(syscall.SIGABRT, time.Minute, true, "crash (SIGABRT")
	f(syscall.SIGSTOP, 100*time.Millisecond, true, "did not come to an end within 100ms")
	f(syscall.SIGKILL, time.Minute, false, "was killed")
}

// TestDeathWhileIdle kills a reader that waits: the next file does not notice.
func TestDeathWhileIdle(t *testing.T) {
	p := pool(t)
	if err := open(t, p, sample).Close(); err != nil {
		t.Fatal(err)
	}
	if err := p.idle[0].cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	open(t, p, sample)
}

// TestOrphan kills the process that started a reader, which must not outlive it.
func TestOrphan(t *testing.T) {
	starter := exec.Command(os.Args[0], "starter")
	out, err := starter.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := starter.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	_ = starter.Process.Kill()
	_ = starter.Wait()
	for range 500 {
		if stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err != nil || strings.Contains(string(stat), ") Z ") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("reader %d lives on", pid)
}
