package difference

import (
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func TestOf(t *testing.T) {
	l, err := forecast.ParseLayer("geopotential_height_500hPa")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Of(l)
	if err != nil || d.Variable.Min != -16000 || d.Variable.Max != 16000 || d.Name() != l.Name() {
		t.Errorf("%+v, %v", d.Variable, err)
	}
}
