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

// TestFrameTakenApart decodes frames with and without a general decoder, and damaged ones.
func TestFrameTakenApart(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	apart := 0
	for range 300 {
		n := 1 + random.IntN(5000)
		p := make([]byte, 2*n)
		spread := random.ExpFloat64() * 20
		for i := range n {
			d := int(spread * random.NormFloat64())
			p[i], p[n+i] = byte(d), byte(d>>8)
		}
		frame := appendFrame(nil, p, n)
		got := make([]byte, len(p))
		if decodeLiterals(frame, got) {
			apart++
			if !bytes.Equal(got, p) {
				t.Fatalf("%d bytes are wrong", len(p))
			}
		}
		clear(got)
		if err := decodeFrame(frame, got); err != nil || !bytes.Equal(got, p) {
			t.Fatalf("%d bytes: %v", len(p), err)
		}
		if decodeLiterals(frame, got[:len(got)-1]) || decodeFrame(frame, make([]byte, len(p)+1)) == nil {
			t.Error("a frame of another length is taken")
		}
		if cut := frame[:random.IntN(len(frame))]; decodeLiterals(cut, got) || decodeFrame(cut, got) == nil {
			t.Error("a frame that was cut is taken")
		}
	}
	if apart < 100 {
		t.Errorf("%d frames of 300 were taken apart", apart)
	}
}

// FuzzFrame holds what is taken apart against the general decoder.
func FuzzFrame(f *testing.F) {
	f.Add(appendFrame(nil, []byte{1, 2, 3, 1, 2, 3, 0, 0, 0, 1, 1, 1}, 6), 12)
	f.Add(appendFrame(nil, bytes.Repeat([]byte{1, 2, 3, 250, 7}, 200), 500), 1000)
	f.Fuzz(func(t *testing.T, frame []byte, n int) {
		got := make([]byte, min(max(n, 0), 1<<20))
		if !decodeLiterals(frame, got) {
			return
		}
		want, err := decoder().DecodeAll(frame, nil)
		if err == nil && !bytes.Equal(got, want) {
			t.Errorf("%x\nis not\n%x", got, want)
		}
	})
}
