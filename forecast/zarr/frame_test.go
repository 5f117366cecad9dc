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
		"runs":      func(i int) byte { return byte(i * i / 3000) },
		"long runs": func(i int) byte { return byte(i / 3000) },
	}
	f := func(low, high string, n, planes, first int) {
		t.Helper()
		p := make([]byte, n*planes)
		for i := range p {
			if i < n {
				p[i] = kinds[low](i)
			} else {
				p[i] = kinds[high](i)
			}
		}
		for i := range min(first, n) {
			p[len(p)-n+i] = byte(random.Uint32())
		}
		frame := new(frameCoder).appendFrame([]byte("before"), p, n, first)
		if !bytes.HasPrefix(frame, []byte("before")) {
			t.Fatal("the frame is not appended")
		}
		got, err := decoder().DecodeAll(frame[6:], nil)
		if err != nil || !bytes.Equal(got, p) {
			t.Errorf("%s and %s, %d × %d bytes: %v", low, high, n, planes, err)
		}
		clear(got)
		if n <= maxBlock && (!new(frameDecoder).decode(frame[6:], got) || !bytes.Equal(got, p)) {
			t.Errorf("%s and %s, %d × %d bytes are not taken apart", low, high, n, planes)
		}
	}
	for low := range kinds {
		for high := range kinds {
			for _, n := range []int{1, 2, 5, 6, 12, 255, 256, 1023, 1024, 4096} {
				for first := 1; first <= 2; first++ {
					f(low, high, n, 2, first)
					f(low, high, n, 4, first)
				}
			}
		}
		for _, n := range []int{16383, 16384, 65536, maxBlock, maxBlock + 1} {
			f(low, "signs", n, 2, 1)
		}
	}
}

// FuzzFrame decodes what planes of any bytes become, drawn out so that they have runs of all lengths.
func FuzzFrame(f *testing.F) {
	f.Add([]byte{0, 255, 3}, uint16(40), uint8(2))
	f.Add([]byte("abcabc"), uint16(1), uint8(1))
	f.Fuzz(func(t *testing.T, data []byte, run uint16, planes uint8) {
		var plane []byte
		for i, b := range data {
			plane = append(plane, bytes.Repeat([]byte{b}, 1+i*int(run)%977)...)
			if len(plane) > maxBlock {
				break
			}
		}
		p := bytes.Repeat(plane, 1+int(planes%4))
		if len(p) > 2 {
			p[len(p)-1-int(run)%len(p)] ^= 1
		}
		got, err := decoder().DecodeAll(new(frameCoder).appendFrame(nil, p, len(plane), 1), nil)
		if err != nil || !bytes.Equal(got, p) {
			t.Errorf("%d planes of %d bytes: %v", 1+planes%4, len(plane), err)
		}
	})
}

// TestShorten holds that codes fit where the counts ask for longer ones than there are.
func TestShorten(t *testing.T) {
	var p []byte
	for b, n, next := 0, 1, 1; b < 20; b, n, next = b+1, next, n+next { // Fibonacci's numbers make the deepest tree
		p = append(p, bytes.Repeat([]byte{byte(b)}, n)...)
	}
	h := new(huffman)
	if c, _ := h.find(p); c == nil || h.lengths[0] != maxCodeBits {
		t.Fatalf("lengths %v", h.lengths[:20])
	}
	block := new(frameCoder).appendFrame(nil, append(p, p...), len(p), 1)
	if got, err := decoder().DecodeAll(block, nil); err != nil || !bytes.Equal(got, append(p, p...)) {
		t.Error(err)
	}
}

// TestStream holds the stream of codes against bits put together one by one, from bytes of all kinds of counts, in
// all lengths.
func TestStream(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 18))
	var h huffman
	for n := 2; n < 400; n++ {
		p := make([]byte, n)
		for i := range p {
			p[i] = byte(random.ExpFloat64() * float64(n%60))
		}
		c, _ := h.find(p)
		if c == nil {
			continue
		}
		var w bitWriter
		for i := n - 1; i >= 0; i-- {
			word := c.words[p[i]]
			w.add(word>>(64-word&15), uint(word&15))
		}
		want := w.close()
		if got := c.appendStream([]byte("before"), p); string(got) != "before"+string(want) {
			t.Fatalf("%d bytes become %x, want %x", n, got[6:], want)
		}
	}
}
