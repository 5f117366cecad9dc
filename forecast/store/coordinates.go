package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"github.com/fengtu/fengtu/forecast/zarr"
)

// timeChunk is the length of the time array's chunks: times are appended, so that an object holds
// many and a longer array keeps the objects it has.
const timeChunk = 1024

// writeTimes writes the time axis: the values first, then the metadata that makes them count.
func (s *Store) writeTimes(ctx context.Context, dir string, times []time.Time, put func(metadata []byte) error) error {
	for c := 0; c*timeChunk < len(times); c++ {
		data := make([]byte, 0, 8*timeChunk)
		for i := c * timeChunk; i < (c+1)*timeChunk; i++ {
			value := int64(0)
			if i < len(times) {
				value = times[i].Unix()
			}
			data = binary.LittleEndian.AppendUint64(data, uint64(value))
		}
		if err := s.objects.Put(ctx, fmt.Sprintf("%s/time/c.%d", dir, c), data); err != nil {
			return err
		}
	}
	metadata, err := (&zarr.Array{
		Shape: []int{len(times)}, Chunk: []int{timeChunk}, Type: zarr.Int64, Fill: 0, Dimensions: []string{"time"},
		Attributes: map[string]any{"standard_name": "time", "units": "seconds since 1970-01-01T00:00:00Z", "calendar": "standard", "axis": "T"},
	}).Marshal()
	if err != nil {
		return err
	}
	return put(metadata)
}

func (s *Store) readTimes(ctx context.Context, dir string) ([]time.Time, error) {
	metadata, err := s.objects.Get(ctx, dir+"/time/zarr.json")
	if err != nil {
		return nil, err
	}
	return s.parseTimes(ctx, dir, metadata)
}

func (s *Store) parseTimes(ctx context.Context, dir string, metadata []byte) ([]time.Time, error) {
	var j struct {
		Shape []int `json:"shape"`
	}
	if err := json.Unmarshal(metadata, &j); err != nil {
		return nil, err
	}
	var out []time.Time
	for c := 0; len(j.Shape) == 1 && c*timeChunk < j.Shape[0]; c++ {
		data, err := s.objects.Get(ctx, fmt.Sprintf("%s/time/c.%d", dir, c))
		if err != nil {
			return nil, err
		}
		if len(data) != 8*timeChunk {
			return nil, fmt.Errorf("chunk %d has %d bytes", c, len(data))
		}
		for i := range min(timeChunk, j.Shape[0]-c*timeChunk) {
			out = append(out, time.Unix(int64(binary.LittleEndian.Uint64(data[8*i:])), 0).UTC())
		}
	}
	return out, nil
}
