package zarr

import (
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Element is a type of stored values.
type Element interface{ int16 | int32 | float32 }

// The coder and the decoder are safe for concurrent use and hold a state a goroutine.
var (
	coder = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false))
		if err != nil {
			panic(err) // only of our own options
		}
		return e
	})
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxChunkBytes))
		if err != nil {
			panic(err)
		}
		return d
	})
)

// maxChunkBytes bounds what a damaged chunk can make a reader allocate.
const maxChunkBytes = 64 << 20

var planes = sync.Pool{New: func() any { return new([]byte) }}

func planeBuffer(n int) *[]byte {
	b := planes.Get().(*[]byte)
	if cap(*b) < n {
		*b = make([]byte, n)
	}
	*b = (*b)[:n]
	return b
}

// DecodeChunk decodes one inner chunk of a shard into its values, the last dimension fastest; it fails unless data
// holds exactly as many.
func DecodeChunk[T Element](data []byte, values []T, c Coding) error {
	n := len(values)
	b := planeBuffer(n * size[T]())
	defer planes.Put(b)
	p := *b
	if err := decodeFrame(data, p); err != nil {
		return err
	}
	switch v := any(values).(type) {
	case []int16:
		joinShorts(p, v, newTail[int16](c))
	case []int32:
		joinInts(p, v, newTail[int32](c))
	case []float32:
		joinFloats(p, v)
	}
	return nil
}
