package zarr

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

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
		frame := new(frameCoder).appendFrame(nil, p, n, 1)
		got := make([]byte, len(p))
		if new(frameDecoder).decode(frame, got) {
			apart++
			if !bytes.Equal(got, p) {
				t.Fatalf("%d bytes are wrong", len(p))
			}
		}
		clear(got)
		if err := decodeFrame(frame, got); err != nil || !bytes.Equal(got, p) {
			t.Fatalf("%d bytes: %v", len(p), err)
		}
		if new(frameDecoder).decode(frame, got[:len(got)-1]) || decodeFrame(frame, make([]byte, len(p)+1)) == nil {
			t.Error("a frame of another length is taken")
		}
		if cut := frame[:random.IntN(len(frame))]; new(frameDecoder).decode(cut, got) || decodeFrame(cut, got) == nil {
			t.Error("a frame that was cut is taken")
		}
	}
	if apart < 300 {
		t.Errorf("%d frames of 300 were taken apart", apart)
	}
}

// FuzzDecode holds what is taken apart against the general decoder.
func FuzzDecode(f *testing.F) {
	f.Add(new(frameCoder).appendFrame(nil, []byte{1, 2, 3, 1, 2, 3, 0, 0, 0, 1, 1, 1}, 6, 1), 12)
	f.Add(new(frameCoder).appendFrame(nil, bytes.Repeat([]byte{1, 2, 3, 250, 7}, 200), 500, 1), 1000)
	f.Fuzz(func(t *testing.T, frame []byte, n int) {
		got := make([]byte, min(max(n, 0), 1<<20))
		if !new(frameDecoder).decode(frame, got) {
			return
		}
		want, err := decoder().DecodeAll(frame, nil)
		if err == nil && !bytes.Equal(got, want) {
			t.Errorf("%x\nis not\n%x", got, want)
		}
	})
}
