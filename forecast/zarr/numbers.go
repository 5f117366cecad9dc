package zarr

import (
	"encoding/binary"
	"fmt"
	"math"
)

// EncodeNumbers gives a chunk of a Packed array of Float64.
func EncodeNumbers(values []float64) []byte {
	n := len(values)
	b := planeBuffer(8 * n)
	defer planes.Put(b)
	var word [8]byte
	for i, v := range values {
		binary.LittleEndian.PutUint64(word[:], math.Float64bits(v))
		for k, x := range word {
			(*b)[k*n+i] = x
		}
	}
	return coder().EncodeAll(*b, nil)
}

// DecodeNumbers decodes what EncodeNumbers made; it fails unless data holds exactly as many values.
func DecodeNumbers(data []byte, values []float64) error {
	n := len(values)
	b := planeBuffer(8 * n)
	defer planes.Put(b)
	p, err := decoder().DecodeAll(data, (*b)[:0])
	if err != nil {
		return fmt.Errorf("zarr: chunk: %w", err)
	}
	if len(p) != 8*n {
		return fmt.Errorf("zarr: chunk holds %d bytes, not %d", len(p), 8*n)
	}
	var word [8]byte
	for i := range values {
		for k := range word {
			word[k] = p[k*n+i]
		}
		values[i] = math.Float64frombits(binary.LittleEndian.Uint64(word[:]))
	}
	return nil
}
