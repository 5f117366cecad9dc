package tiles

import "github.com/fengtu/fengtu/forecast"

// Kernel says how values between the grid's nodes are found. All give a node its own value.
type Kernel uint8

// The kernels.
const (
	Bilinear Kernel = iota
	Nearest         // of the node that is nearest in latitude and longitude
	Cubic           // Catmull and Rom's spline through the nodes; see cubic.go
)

var kernelNames = [...]string{"bilinear", "nearest", "cubic"}

// ParseKernel reads the name of a kernel; "" is bilinear. It fails with kind Invalid.
func ParseKernel(name string) (Kernel, error) {
	for k, n := range kernelNames {
		if name == n {
			return Kernel(k), nil
		}
	}
	if name == "" {
		return Bilinear, nil
	}
	return Bilinear, forecast.Errorf(forecast.Invalid, "tiles.ParseKernel",
		"interpolation is bilinear, nearest or cubic, not %q", name)
}

// String gives the name.
func (k Kernel) String() string { return kernelNames[k] }
