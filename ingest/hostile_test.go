package ingest_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest"
)

// damage is a way to spoil a file.
type damage func(random *rand.Rand, data []byte) []byte

var damages = map[string]damage{
	"flip bits": func(random *rand.Rand, data []byte) []byte {
		for range 1 + random.IntN(40) {
			data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		}
		return data
	},
	"flip bits of the head": func(random *rand.Rand, data []byte) []byte {
		for range 1 + random.IntN(8) {
			data[random.IntN(min(len(data), 4096))] ^= 1 << random.IntN(8)
		}
		return data
	},
	"truncate": func(random *rand.Rand, data []byte) []byte { return data[:random.IntN(len(data))] },
	"swap blocks": func(random *rand.Rand, data []byte) []byte {
		n := 1 + random.IntN(min(4096, len(data)/4))
		a, b := random.IntN(len(data)-n), random.IntN(len(data)-n)
		first := slices.Clone(data[a : a+n])
		copy(data[a:], slices.Clone(data[b:b+n]))
		copy(data[b:], first)
		return data
	},
	"overwrite numbers": func(random *rand.Rand, data []byte) []byte {
		for range 1 + random.IntN(6) {
			at := random.IntN(min(len(data), 16384) - 8)
			number := []uint64{0, 1, 0xff, 0x7fffffff, 0xffffffff, 1 << 62, 1<<64 - 1, random.Uint64()}[random.IntN(8)]
			if random.IntN(2) == 0 {
				binary.LittleEndian.PutUint64(data[at:], number)
			} else {
				binary.BigEndian.PutUint32(data[at:], uint32(number))
			}
		}
		return data
	},
}

// outcomes counts what became of damaged files.
type outcomes struct{ values, refused, crashed, late int }

// TestHostile damages files of both formats in many ways. Each is taken or refused by a sentence;
// those that crash or occupy libnetcdf do so in a process of their own.
func TestHostile(t *testing.T) {
	count := 400
	if os.Getenv("FENGTU_TEST_LONG") != "" {
		count = 10000
	}
	files, err := filepath.Glob("testdata/*.nc")
	must(t, err)
	files = slices.DeleteFunc(files, func(f string) bool { info, err := os.Stat(f); return err != nil || info.Size() > 200_000 })
	kinds := []string{"flip bits", "flip bits of the head", "truncate", "swap blocks", "overwrite numbers"}
	open := apart(t)
	dir := t.TempDir()
	all := map[string]*outcomes{}
	for n := range count {
		random := rand.New(rand.NewPCG(7, uint64(n)))
		file, kind := files[n%len(files)], kinds[random.IntN(len(kinds))]
		data, err := os.ReadFile(file)
		must(t, err)
		format := "HDF5"
		if strings.HasPrefix(string(data), "CDF") {
			format = "classic"
		}
		path := filepath.Join(dir, fmt.Sprintf("%d.nc", n))
		must(t, os.WriteFile(path, damages[kind](random, data), 0o600))
		if all[format] == nil {
			all[format] = &outcomes{}
		}
		what := fmt.Sprintf("%d: %s, %s", n, filepath.Base(file), kind)
		hostile(t, what, path, open, all[format])
		must(t, os.Remove(path))
	}
	for format, o := range all {
		t.Logf("%s: %d gave values, %d were refused, %d of them for a crash and %d for taking too long", format, o.values, o.refused, o.crashed, o.late)
	}
}

// hostile inspects and ingests one file.
func hostile(t *testing.T, what, path string, open func(string) (ingest.File, error), o *outcomes) {
	t.Helper()
	begin := time.Now()
	in := ingest.Ingester{Sink: newFakeSink(), Dataset: "hostile", Open: open}
	inspected, err := in.Inspect(ctx, path)
	checkRefusal(t, what, inspected, err)
	rep, err := in.File(ctx, path)
	checkRefusal(t, what, rep, err)
	switch {
	case err == nil:
		o.values++
	default:
		o.refused++
		if strings.Contains(rep.Error, "crash") {
			o.crashed++
			t.Logf("%s: %s", what, rep.Error)
		}
		if strings.Contains(rep.Error, "did not come to an end") {
			o.late++
			t.Logf("%s: %s", what, rep.Error)
		}
	}
	if took := time.Since(begin); took > time.Second {
		t.Logf("%s: took %v", what, took)
	}
}

// checkRefusal holds that a file that is not taken is refused for what is wrong with it.
func checkRefusal(t *testing.T, what string, rep ingest.Report, err error) {
	t.Helper()
	if err == nil && rep.Status == ingest.Refused || err != nil && (rep.Status != ingest.Refused || len(rep.Error) < 10 || forecast.KindOf(err) != forecast.Invalid) {
		t.Errorf("%s: %s %q, kind %v", what, rep.Status, rep.Error, forecast.KindOf(err))
	}
}
