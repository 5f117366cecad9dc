package zarr

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestLayout(t *testing.T) {
	f := func(rows, cols int, want Layout) {
		t.Helper()
		got := NewLayout(rows, cols)
		if got != want {
			t.Errorf("NewLayout(%d, %d) = %+v, want %+v", rows, cols, got, want)
		}
		shard := got.ShardShape()
		if shard[1] < rows || shard[2] < cols {
			t.Errorf("shard %v does not cover %d × %d", shard, rows, cols)
		}
	}
	f(1, 1, Layout{1, 1, 1, 1})
	f(41, 41, Layout{41, 41, 41, 41})
	f(721, 1440, Layout{721, 1440, 121, 131})
	f(2001, 4000, Layout{2001, 4000, 126, 130})
}

// codings are all those of integers.
var codings = []Coding{{1, false}, {2, false}, {1, true}, {2, true}}

// appendField gives the shard of a field that lies in memory.
func appendField[T Element](l Layout, c Coding, values []T) []byte {
	return AppendField(nil, new(Encoder[T]), l, c, RowsOf(values, l.Cols))
}

// fieldRoundTrip encodes and decodes a field and compares every element.
func fieldRoundTrip[T Element](t *testing.T, rows, cols int, c Coding, element func(i int) T) {
	t.Helper()
	l := NewLayout(rows, cols)
	values := make([]T, rows*cols)
	for i := range values {
		values[i] = element(i)
	}
	shard := appendField(l, c, values)
	index, err := l.ParseIndex(shard[len(shard)-l.IndexSize():], int64(len(shard)))
	if err != nil {
		t.Fatal(err)
	}
	chunk := make([]T, l.ChunkRows*l.ChunkCols)
	for k, place := range index {
		if err := DecodeChunk(shard[place.Offset:place.Offset+place.Length], chunk, c); err != nil {
			t.Fatal(err)
		}
		top, left := k/l.Across()*l.ChunkRows, k%l.Across()*l.ChunkCols
		for r := range min(l.ChunkRows, rows-top) {
			n := min(l.ChunkCols, cols-left)
			want := values[(top+r)*cols+left:][:n]
			if got := chunk[r*l.ChunkCols:][:n]; !slices.Equal(got, want) {
				t.Fatalf("chunk %d row %d: %v, want %v", k, r, got[:3], want[:3])
			}
		}
	}
}

func TestFieldRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range codings {
		fieldRoundTrip(t, 200, 301, c, func(int) int16 { return int16(r.Uint32()) }) // differences wrap round
		fieldRoundTrip(t, 1, 1, c, func(int) int16 { return math.MinInt16 })
		fieldRoundTrip(t, 77, 513, c, func(int) int32 { return int32(r.Uint32()) })
	}
	fieldRoundTrip(t, 130, 64, Coding{}, func(int) float32 { return r.Float32() })
}

func TestDamage(t *testing.T) {
	l := NewLayout(300, 300)
	shard := appendField(l, Coding{Differences: 1}, make([]int16, 300*300))
	n := len(shard)
	f := func(name string, index []byte, size int64) {
		t.Helper()
		if _, err := l.ParseIndex(index, size); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	index := shard[n-l.IndexSize():]
	f("short index", index[1:], int64(n))
	f("shard cut short", index, int64(n-100))
	flipped := slices.Clone(index)
	flipped[3] ^= 1
	f("flipped bit", flipped, int64(n))
	if err := DecodeChunk(shard[:40], make([]int16, 10), Coding{Differences: 1}); err == nil {
		t.Error("a chunk of another size decoded")
	}
}

func TestMetadata(t *testing.T) {
	l := NewLayout(721, 1440)
	a := &Array{
		Shape: []int{57, 721, 1440}, Chunk: l.ShardShape(), Inner: []int{1, l.ChunkRows, l.ChunkCols},
		Type: Int16, Coding: Coding{Differences: 2, Centred: true}, Fill: float64(-32768), Dimensions: []string{"time", "latitude", "longitude"},
		Attributes: map[string]any{"scale_factor": 0.01, "units": "K"},
	}
	data, err := a.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	b, err := ParseArray(data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := b.Marshal()
	if err != nil || string(again) != string(data) {
		t.Errorf("metadata changed on the way: %v\n%s\n%s", err, data, again)
	}
	if got, err := LayoutOf(b); err != nil || got != l {
		t.Errorf("LayoutOf = %+v, %v", got, err)
	}
	if b.Number("scale_factor", 1) != 0.01 || b.Number("add_offset", 7) != 7 {
		t.Error("attributes are lost")
	}
}

// TestMetadataOfOthers refuses arrays whose chunks would be decoded wrong.
func TestMetadataOfOthers(t *testing.T) {
	l := NewLayout(5, 7)
	f := func(c Coding, old, new string, good bool) {
		t.Helper()
		a := &Array{Shape: []int{2, 5, 7}, Chunk: l.ShardShape(), Inner: []int{1, 5, 7}, Type: Int16, Coding: c, Fill: 0}
		data, err := a.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseArray([]byte(strings.Replace(string(data), old, new, 1)))
		if (err == nil) != good || good && got.Coding != c {
			t.Errorf("%+v, %s for %s: %+v, %v", c, new, old, got, err)
		}
	}
	for _, centred := range []bool{false, true} {
		for differences := range 4 {
			f(Coding{differences, centred}, "", "", differences == 1 || differences == 2)
		}
	}
	f(Coding{1, false}, "numcodecs.delta", "numcodecs.quantize", false)
	f(Coding{2, true}, "numcodecs.delta", "numcodecs.quantize", false)
	f(Coding{1, true}, `"offset": -128`, `"offset": -127`, false)
	f(Coding{1, true}, `"offset": -128`, `"offset": -128, "scale": 2`, false)
	f(Coding{1, false}, "numcodecs.shuffle", "numcodecs.bitround", false)
	f(Coding{1, false}, "int16", "float32", false)
	f(Coding{1, true}, "int16", "int64", false)
	f(Coding{1, true}, "int16", "float64", false)
}

func TestConsolidate(t *testing.T) {
	group, err := Group{Attributes: map[string]any{"a": "b"}}.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	data, err := Consolidate(group, map[string]json.RawMessage{"x": json.RawMessage(`{"node_type":"array"}`)})
	if err != nil {
		t.Fatal(err)
	}
	var j struct {
		Attributes   map[string]string `json:"attributes"`
		Consolidated struct {
			Kind     string
			Must     *bool `json:"must_understand"`
			Metadata map[string]struct {
				Node string `json:"node_type"`
			}
		} `json:"consolidated_metadata"`
	}
	if err := json.Unmarshal(data, &j); err != nil {
		t.Fatal(err)
	}
	c := j.Consolidated
	if j.Attributes["a"] != "b" || c.Kind != "inline" || c.Must == nil || *c.Must || c.Metadata["x"].Node != "array" {
		t.Errorf("consolidated metadata: %s", data)
	}
}

func FuzzParseArray(f *testing.F) {
	l := NewLayout(5, 7)
	data, err := (&Array{Shape: []int{2, 5, 7}, Chunk: l.ShardShape(), Inner: []int{1, 5, 7}, Type: Int16, Coding: Coding{1, true}, Fill: 0}).Marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ParseArray(data)
		if err != nil {
			return
		}
		if l, err := LayoutOf(a); err == nil && (l.Chunks() < 1 || l.Down()*l.ChunkRows < l.Rows) {
			t.Errorf("layout %+v of %s", l, data)
		}
	})
}

func BenchmarkAppendField(b *testing.B) {
	l, values := smooth()
	for _, c := range codings {
		b.Run(fmt.Sprintf("differences=%d,centred=%t", c.Differences, c.Centred), func(b *testing.B) {
			b.SetBytes(int64(4 * len(values))) // of the float32 values that they stand for
			var shard []byte
			var e Encoder[int16]
			for b.Loop() {
				shard = AppendField(shard[:0], &e, l, c, RowsOf(values, l.Cols))
			}
		})
	}
}

func BenchmarkDecodeField(b *testing.B) {
	l, values := smooth()
	for _, c := range codings {
		shard := appendField(l, c, values)
		index, err := l.ParseIndex(shard[len(shard)-l.IndexSize():], int64(len(shard)))
		if err != nil {
			b.Fatal(err)
		}
		chunk := make([]int16, l.ChunkRows*l.ChunkCols)
		b.Run(fmt.Sprintf("differences=%d,centred=%t", c.Differences, c.Centred), func(b *testing.B) {
			b.SetBytes(int64(4 * len(values)))
			b.ReportMetric(float64(len(shard))/float64(4*len(values)), "stored/float32")
			for b.Loop() {
				for _, place := range index {
					if err := DecodeChunk(shard[place.Offset:place.Offset+place.Length], chunk, c); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// smooth makes a 0.25° field of waves with a little noise in the last digits.
func smooth() (Layout, []int16) {
	l := NewLayout(721, 1440)
	r := rand.New(rand.NewPCG(3, 4))
	values := make([]int16, 721*1440)
	for i := range values {
		y, x := float64(i/1440), float64(i%1440)
		values[i] = int16(3000*math.Sin(y/90)*math.Cos(x/70) + 300*math.Sin(x/11+y/13) + 6*r.NormFloat64())
	}
	return l, values
}
