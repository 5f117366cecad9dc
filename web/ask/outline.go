package ask

import (
	"math"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast/region"
)

// Outline reads an area that a client sent, all its polygons together.
func Outline(data []byte) (*region.Region, error) {
	found, err := region.Parse(data)
	if err != nil {
		return nil, err
	}
	for _, more := range found[1:] {
		found[0].Area = append(found[0].Area, more.Area...)
	}
	return &found[0], region.Simple(found[0].Area)
}

// Box reads west,south,east,north.
func Box(text string) (box [4]float64, err error) {
	parts := strings.Split(text, ",")
	for i := range box {
		if len(parts) != len(box) {
			err = strconv.ErrSyntax
		} else {
			box[i], err = strconv.ParseFloat(strings.TrimSpace(parts[i]), 64)
		}
		if err != nil || !(math.Abs(box[i]) <= 540) || i%2 == 1 && math.Abs(box[i]) > 90 {
			return box, Wrong("bbox is west,south,east,north in degrees, not %q", text)
		}
	}
	if box[1] >= box[3] {
		return box, Wrong("bbox is west,south,east,north in degrees: the south of %q is not below its north", text)
	}
	return box, nil
}
