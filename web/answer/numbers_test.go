package answer

import (
	"math"
	"testing"
)

func TestValuesJSON(t *testing.T) {
	f := func(v Values, want string) {
		t.Helper()
		if got := string(v.Append(nil)); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
	f(nil, `[]`)
	f(Values{0, float32(math.Copysign(0, -1)), float32(math.NaN()), float32(math.Inf(1)), 273.15, -1.5e-7, 1e9}, `[0,-0,null,null,273.15,-1.5e-07,1e+09]`)
}
