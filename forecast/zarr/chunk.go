package zarr

import (
	"math"
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

// DecodeChunk decodes one inner chunk of a shard into its values, the last dimension fastest; it fails
// unless data holds exactly as many.
func DecodeChunk[T Element](data []byte, values []T) error {
	n := len(values)
	b := planeBuffer(n * size[T]())
	defer planes.Put(b)
	p := *b
	if err := decodeFrame(data, p); err != nil {
		return err
	}
	switch v := any(values).(type) {
	case []int16:
		sum := int16(0)
		p0, p1 := p[:n], p[n:2*n]
		for i := range v {
			sum += int16(uint16(p0[i]) | uint16(p1[i])<<8)
			v[i] = sum
		}
	case []int32:
		sum := int32(0)
		for i := range v {
			sum += int32(word(p, i, n))
			v[i] = sum
		}
	case []float32:
		for i := range v {
			v[i] = math.Float32frombits(word(p, i, n))
		}
	}
	return nil
}

func word(p []byte, i, n int) uint32 {
	return uint32(p[i]) | uint32(p[n+i])<<8 | uint32(p[2*n+i])<<16 | uint32(p[3*n+i])<<24
}
