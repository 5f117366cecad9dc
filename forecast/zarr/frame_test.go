package zarr

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestFrame decodes frames of all kinds of bytes and lengths.
func TestFrame(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	kinds := map[string]func(i int) byte{
		"one value": func(int) byte { return 9 },
		"any value": func(int) byte { return byte(random.Uint32()) },
		"noise":     func(int) byte { return byte(int(10 * random.NormFloat64())) },
		"signs":     func(int) byte { return -byte(random.IntN(2)) },
		"few signs": func(i int) byte { return -byte(i / 100 % 2) },
		"rare":      func(int) byte { return byte(random.IntN(5000) / 4999) },
	}
	f := func(low, high string, n, planes int) {
		t.Helper()
		p := make([]byte, n*planes)
		for i := range p {
			if i < n {
				p[i] = kinds[low](i)
			} else {
				p[i] = kinds[high](i)
			}
		}
		frame := appendFrame([]byte("before"), p, n)
		if !bytes.HasPrefix(frame, []byte("before")) {
			t.Fatal("the frame is not appended")
		}
		got, err := decoder().DecodeAll(frame[6:], nil)
		if err != nil || !bytes.Equal(got, p) {
			t.Errorf("%s and %s, %d × %d bytes: %v", low, high, n, planes, err)
		}
	}
	for low := range kinds {
		for high := range kinds {
			for _, n := range []int{1, 2, 5, 6, 12, 255, 256, 1023, 1024, 4096} {
				f(low, high, n, 2)
				f(low, high, n, 4)
			}
		}
		for _, n := range []int{16383, 16384, 65536, maxBlock, maxBlock + 1} {
			f(low, "signs", n, 2)
		}
	}
}
