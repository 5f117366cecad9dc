package tiles

import (
	"encoding/hex"
	"fmt"
	"math"
)

// Colour is an sRGB colour, its alpha not multiplied in. In JSON it is "#rrggbb", or "#rrggbbaa"
// where it is not opaque.
type Colour struct{ R, G, B, A uint8 }

// String gives the colour as JSON has it.
func (c Colour) String() string {
	if c.A == 255 {
		return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	}
	return fmt.Sprintf("#%02x%02x%02x%02x", c.R, c.G, c.B, c.A)
}

// MarshalText gives String.
func (c Colour) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what String gives, in either case.
func (c *Colour) UnmarshalText(text []byte) error {
	v := [4]byte{3: 255}
	n := len(text)
	if (n != 7 && n != 9) || text[0] != '#' {
		return fmt.Errorf("%q is not a colour: write #rrggbb or #rrggbbaa", text)
	}
	if _, err := hex.Decode(v[:], text[1:]); err != nil {
		return fmt.Errorf("%q is not a colour: write #rrggbb or #rrggbbaa", text)
	}
	*c = Colour{v[0], v[1], v[2], v[3]}
	return nil
}

// mix gives the colour a fraction f of the way from a to b, each component on its own.
func mix(a, b Colour, f float64) Colour {
	at := func(p, q uint8) uint8 { return uint8(math.Round(float64(p) + float64(f*(float64(q)-float64(p))))) }
	return Colour{at(a.R, b.R), at(a.G, b.G), at(a.B, b.B), at(a.A, b.A)}
}

// distance gives the largest difference of two colours' components.
func distance(a, b Colour) int {
	d := func(p, q uint8) int { return max(int(p)-int(q), int(q)-int(p)) }
	return max(d(a.R, b.R), d(a.G, b.G), d(a.B, b.B), d(a.A, b.A))
}
