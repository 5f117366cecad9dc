package zarr

import (
	"slices"
	"testing"
)

func TestSeriesLayout(t *testing.T) {
	f := func(rows, cols, times, size int, want SeriesLayout) {
		t.Helper()
		got := NewSeriesLayout(NewLayout(rows, cols), times, size, DefaultSeriesLimits)
		if got != want {
			t.Errorf("%d × %d × %d: %+v, want %+v", times, rows, cols, got, want)
		}
		a := &Array{
			Shape: []int{times, rows, cols}, Chunk: got.ShardShape(), Inner: got.InnerShape(), Type: Int16, Coding: Coding{Differences: 1}, Fill: 0.0,
			Dimensions: []string{"time", "latitude", "longitude"},
		}
		data, err := a.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		b, err := ParseArray(data)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := SeriesLayoutOf(b); err != nil || again != got {
			t.Errorf("read back: %+v, %v", again, err)
		}
		if strip := (NewLayout(rows, cols).ChunkRows + got.ChunkRows) * got.ShardCols * times * size; strip > DefaultSeriesLimits.Strip*5/4 {
			t.Errorf("a strip of %d × %d × %d takes %d bytes", times, rows, cols, strip)
		}
	}
	f(1, 1, 1, 2, SeriesLayout{1, 1, 1, 2, 2, 2, 2})
	f(41, 41, 24, 4, SeriesLayout{24, 41, 41, 6, 41, 42, 41})
	f(721, 1440, 24, 2, SeriesLayout{24, 721, 1440, 7, 36, 126, 1440})
	f(721, 1440, 57, 2, SeriesLayout{57, 721, 1440, 6, 18, 54, 1440})
	f(2001, 4000, 57, 2, SeriesLayout{57, 2001, 4000, 6, 18, 18, 4014})
	f(2001, 4000, 57, 4, SeriesLayout{57, 2001, 4000, 6, 18, 18, 2016})
	f(2001, 4000, 240, 2, SeriesLayout{240, 2001, 4000, 3, 9, 18, 1008})
}

func TestSeriesLayoutOfOtherArrays(t *testing.T) {
	f := func(shape, chunk, inner []int) {
		t.Helper()
		if l, err := SeriesLayoutOf(&Array{Shape: shape, Chunk: chunk, Inner: inner}); err == nil {
			t.Errorf("%v %v %v holds series: %+v", shape, chunk, inner, l)
		}
	}
	f([]int{57}, []int{57}, nil)
	f([]int{57, 10, 10}, []int{1, 10, 10}, []int{1, 10, 10})
	f([]int{57, 0, 10}, []int{57, 10, 10}, []int{57, 5, 5})
	f([]int{57, 1 << 20, 1 << 20}, []int{57, 1 << 20, 1 << 20}, []int{57, 1 << 15, 1 << 15})
}

// TestShardWithGaps reads a shard of which some chunks are not there.
func TestShardWithGaps(t *testing.T) {
	l := Layout{20, 20, 10, 10}
	values := slices.Repeat([]int16{7}, 100)
	var e Encoder[int16]
	e.Begin(len(values), Coding{Differences: 1})
	e.Add(values[:3])
	e.Repeat(len(values) - 3)
	one := e.Append(nil)
	var w ShardWriter
	w.Add(slices.Concat(one, one), len(one), len(one))
	w.Skip(1)
	w.Add(one, len(one))
	if w.Chunks() != l.Chunks() {
		t.Fatalf("%d chunks", w.Chunks())
	}
	shard := w.Finish()
	index, err := l.ParseIndex(shard[len(shard)-l.IndexSize():], int64(len(shard)))
	if err != nil {
		t.Fatal(err)
	}
	for k, place := range index {
		got := make([]int16, 100)
		err := DecodeChunk(shard[place.Offset:place.Offset+place.Length], got, Coding{Differences: 1})
		if (err == nil) != (k != 2) || err == nil && !slices.Equal(got, values) {
			t.Errorf("chunk %d: %v", k, err)
		}
	}
	if w.Chunks() != 0 {
		t.Error("the writer is not empty again")
	}
}

func FuzzSeriesLayoutOf(f *testing.F) {
	l := NewSeriesLayout(NewLayout(5, 7), 3, 2, DefaultSeriesLimits)
	data, err := (&Array{Shape: []int{3, 5, 7}, Chunk: l.ShardShape(), Inner: l.InnerShape(), Type: Int16, Coding: Coding{Differences: 1}, Fill: 0}).Marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ParseArray(data)
		if err != nil {
			return
		}
		if l, err := SeriesLayoutOf(a); err == nil && (l.Shard().Chunks() < 1 || l.Down()*l.ShardRows < l.Rows || l.ChunkValues() < 1) {
			t.Errorf("layout %+v of %s", l, data)
		}
	})
}
