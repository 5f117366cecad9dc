package netcdf

import (
	"bytes"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestChunks holds that chunks read here hold what libnetcdf reads, in blocks of any kind.
func TestChunks(t *testing.T) {
	f := func(path, name, chunk string, wantOwn bool, options ...string) {
		t.Helper()
		copied := filepath.Join(t.TempDir(), "x.nc")
		args := append([]string{"-k", "nc4"}, options...)
		if chunk != "" {
			args = append(args, "-c", chunk)
		}
		if out, err := exec.Command("nccopy", append(args, path, copied)...).CombinedOutput(); err != nil {
			t.Fatalf("nccopy: %v: %s", err, out)
		}
		own, plain := open(t, copied), open(t, copied)
		plain.chunks = chunkReader{file: -1, open: map[int]*chunked{}}
		v := variable(t, own, name)
		random := rand.New(rand.NewPCG(5, 6))
		for range 30 {
			start, count := make([]int, len(v.Dims)), make([]int, len(v.Dims))
			for i, d := range v.Dims {
				start[i] = random.IntN(d.Len)
				if count[i] = 1 + random.IntN(d.Len-start[i]); random.IntN(3) == 0 {
					start[i], count[i] = 0, d.Len
				}
			}
			sameBlock(t, own, plain, v, start, count)
		}
		if isOwn := own.chunks.open[own.index[name]] != nil; isOwn != wantOwn {
			t.Errorf("%s of %s %v: read here is %v", name, path, options, isOwn)
		}
	}
	f(tibet, "t2m", "time/1,latitude/55,longitude/68", true, "-d", "1", "-s")
	f(tibet, "t2m", "time/3,latitude/20,longitude/17", true, "-d", "5", "-s")
	f(tibet, "t2m", "time/2,latitude/55,longitude/68", true, "-d", "1")
	f(tibet, "t2m", "", false) // in one piece
	f(tibet, "latitude", "latitude/7", true, "-d", "9", "-s")
	f(ens, "wind-speed-hagl", "x/5,y/2", true, "-d", "1", "-s")
	f(waves, "wind-wave-height-significant-msl", "x/11,y/13", true, "-d", "1", "-s")
	f(cset, "10u", "", true, "-d", "1", "-s")
}

func sameBlock(t *testing.T, own, plain *File, v Var, start, count []int) {
	t.Helper()
	var a, b Slab
	if err := own.ReadSlab(v.Name, start, count, &a); err != nil {
		t.Fatal(err)
	}
	if err := plain.ReadSlab(v.Name, start, count, &b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Reserve(v.Type, a.Len()), b.Reserve(v.Type, b.Len())) {
		t.Errorf("%s from %v, %v: not what libnetcdf reads", v.Name, start, count)
	}
}

// TestChunkShape tells what is in one piece from what is in chunks.
func TestChunkShape(t *testing.T) {
	if v := variable(t, open(t, tibet), "t2m"); v.Chunk != nil {
		t.Errorf("a classic file has chunks of %v", v.Chunk)
	}
	if v := variable(t, open(t, waves), "wind-wave-height-significant-msl"); len(v.Chunk) != len(v.Dims) {
		t.Errorf("chunks of %v in %v", v.Chunk, v.Dims)
	}
}
