package ingest

import (
	"slices"
	"testing"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// counted is a File of one variable x[time, channel, lat, lon] that counts the values it is read for.
type counted struct {
	File
	shape []int
	read  int
}

func (c *counted) ReadSlab(_ string, start, count []int, dst *netcdf.Slab) error {
	dst.Type, dst.Float32 = netcdf.Float, dst.Float32[:0]
	for t := range count[0] {
		for ch := range count[1] {
			for row := range count[2] {
				for col := range count[3] {
					at := ((start[0]+t)*c.shape[1]+start[1]+ch)*c.shape[2] + start[2] + row
					dst.Float32 = append(dst.Float32, float32(at*c.shape[3]+start[3]+col))
				}
			}
		}
	}
	c.read += len(dst.Float32)
	return nil
}

// What is read to tell channels is not read from the file again, and what comes is the same.
func TestKept(t *testing.T) {
	file := &counted{shape: []int{2, 7, 2, 3}}
	k := &kept{File: file}
	for _, part := range [][2]int{{0, 3}, {3, 3}, {6, 1}} { // the last is one channel, and is not kept
		var slab netcdf.Slab
		start, count := []int{0, part[0], 0, 0}, []int{1, part[1], 2, 3}
		if err := k.ReadSlab("x", start, count, &slab); err != nil {
			t.Fatal(err)
		}
		k.keep("x", start, count, &slab)
	}
	f := func(time, from, n, wantRead int) {
		t.Helper()
		before := file.read
		var got, want netcdf.Slab
		start, count := []int{time, from, 0, 0}, []int{1, n, 2, 3}
		if err := k.ReadSlab("x", start, count, &got); err != nil {
			t.Fatal(err)
		}
		read := file.read - before
		_ = file.ReadSlab("x", start, count, &want)
		if read != wantRead || !slices.Equal(got.Float32, want.Float32) || got.Type != netcdf.Float {
			t.Errorf("time %d, channels %d to %d: read %d values, want %d; got %v, want %v", time, from, from+n, read, wantRead, got.Float32, want.Float32)
		}
	}
	f(0, 2, 1, 0) // while planning, nothing is let go
	f(0, 0, 3, 0)
	f(0, 0, 7, 42)
	k.planned = true
	f(1, 0, 3, 18)
	f(0, 1, 4, 0)
	f(0, 0, 3, 18) // that part was let go
	f(0, 5, 1, 0)
	f(0, 4, 1, 6)
}
