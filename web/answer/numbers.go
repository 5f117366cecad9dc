package answer

import (
	"math"

	"github.com/fengtu/fengtu/web/digits"
)

// Known gives a number for JSON, nil for NaN.
func Known(v float64) *float64 {
	if v != v {
		return nil
	}
	return &v
}

// Round keeps some decimals: arithmetic brings no new ones.
func Round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale) / scale
}

// Values is a list of numbers in JSON, null where one is missing, with the digits that a float32
// has.
type Values []float32

// MarshalJSON implements json.Marshaler.
func (list Values) MarshalJSON() ([]byte, error) {
	return list.Append(make([]byte, 0, 10*len(list)+2)), nil
}

// Append appends the list as JSON.
func (list Values) Append(out []byte) []byte {
	out = append(out, '[')
	for i, v := range list {
		if i > 0 {
			out = append(out, ',')
		}
		if v-v != 0 { // missing, or infinite, which JSON cannot say
			out = append(out, "null"...)
		} else {
			out = digits.Append(out, v)
		}
	}
	return append(out, ']')
}

// Known32 is Known of a number with the digits that a float32 has.
func Known32(v float64) *float32 {
	if v != v {
		return nil
	}
	out := float32(v)
	return &out
}
