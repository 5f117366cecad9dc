package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"github.com/fengtu/fengtu/forecast/zarr"
)

// axis is a dimension of a run's arrays that grows: whole numbers to which others are appended.
type axis struct {
	name       string
	attributes map[string]any
}

var (
	timeAxis = axis{"time", map[string]any{
		"standard_name": "time", "units": "seconds since 1970-01-01T00:00:00Z", "calendar": "standard", "axis": "T",
	}}
	memberAxis = axis{"member", map[string]any{"standard_name": "realization", "long_name": "member of the ensemble", "units": "1"}}
)

func (a axis) metadata(dir string) string { return dir + "/" + a.name + "/zarr.json" }

// axisChunk is the length of an axis's chunks: an object holds many values, and a longer array
// keeps the objects it has.
const axisChunk = 1024

// writeAxis writes the values of an axis, then has the metadata put that makes them count.
func (s *Store) writeAxis(ctx context.Context, dir string, a axis, values []int64, put func(metadata []byte) error) error {
	for c := 0; c*axisChunk < len(values); c++ {
		data := axisBytes(values[c*axisChunk:min(len(values), (c+1)*axisChunk)], axisChunk)
		if err := s.objects.Put(ctx, fmt.Sprintf("%s/%s/c.%d", dir, a.name, c), data); err != nil {
			return err
		}
	}
	metadata, err := a.array(len(values), axisChunk).Marshal()
	if err != nil {
		return err
	}
	return put(metadata)
}

func (a axis) array(n, chunk int) *zarr.Array {
	return &zarr.Array{Shape: []int{n}, Chunk: []int{chunk}, Type: zarr.Int64, Fill: 0, Dimensions: []string{a.name}, Attributes: a.attributes}
}

// axisBytes gives a chunk of n values.
func axisBytes(values []int64, n int) []byte {
	data := make([]byte, 8*n)
	for i, v := range values {
		binary.LittleEndian.PutUint64(data[8*i:], uint64(v))
	}
	return data
}

// Times gives an array of times and its only chunk, and Members those of members, for a group of other layers.
func Times(times []time.Time) (*zarr.Array, []byte) {
	values := make([]int64, len(times))
	for i, t := range times {
		values[i] = t.Unix()
	}
	return timeAxis.array(len(values), max(len(values), 1)), axisBytes(values, len(values))
}

// Members is as Times has it.
func Members(members []int) (*zarr.Array, []byte) {
	values := make([]int64, len(members))
	for i, m := range members {
		values[i] = int64(m)
	}
	return memberAxis.array(len(values), max(len(values), 1)), axisBytes(values, len(values))
}

func (s *Store) readAxis(ctx context.Context, dir string, a axis) ([]int64, error) {
	metadata, err := s.objects.Get(ctx, a.metadata(dir))
	if err != nil {
		return nil, err
	}
	return s.parseAxis(ctx, dir, a, metadata)
}

func (s *Store) parseAxis(ctx context.Context, dir string, a axis, metadata []byte) ([]int64, error) {
	var j struct {
		Shape []int `json:"shape"`
	}
	if err := json.Unmarshal(metadata, &j); err != nil {
		return nil, err
	}
	var out []int64
	for c := 0; len(j.Shape) == 1 && c*axisChunk < j.Shape[0]; c++ {
		data, err := s.objects.Get(ctx, fmt.Sprintf("%s/%s/c.%d", dir, a.name, c))
		if err != nil {
			return nil, err
		}
		if len(data) != 8*axisChunk {
			return nil, fmt.Errorf("chunk %d has %d bytes", c, len(data))
		}
		for i := range min(axisChunk, j.Shape[0]-c*axisChunk) {
			out = append(out, int64(binary.LittleEndian.Uint64(data[8*i:])))
		}
	}
	return out, nil
}

// extendAxis appends the values that an axis lacks. They are written under the lock of the axis's
// metadata, which is replaced last.
func (s *Store) extendAxis(ctx context.Context, dir string, a axis, values []int64) error {
	return s.objects.Update(ctx, a.metadata(dir), func(old []byte) ([]byte, error) {
		have, err := s.parseAxis(ctx, dir, a, old)
		if err != nil {
			return nil, err
		}
		before := len(have)
		known := make(map[int64]bool, before)
		for _, v := range have {
			known[v] = true
		}
		for _, v := range values {
			if !known[v] {
				known[v] = true
				have = append(have, v)
			}
		}
		if len(have) == before {
			return nil, nil
		}
		var metadata []byte
		err = s.writeAxis(ctx, dir, a, have, func(m []byte) error { metadata = m; return nil })
		return metadata, err
	})
}

func seconds(times []time.Time) []int64 {
	out := make([]int64, len(times))
	for i, t := range times {
		out[i] = t.Unix()
	}
	return out
}

func wide(numbers []int) []int64 {
	out := make([]int64, len(numbers))
	for i, n := range numbers {
		out[i] = int64(n)
	}
	return out
}
