package derive

import (
	"slices"
	"testing"
)

// Currents are named for where they flow to: east is 90°.
func TestFlowDirection(t *testing.T) {
	got := make([]float32, 5)
	direction(got, []float32{1, 0, -1, 0, 0}, []float32{0, 1, 0, -1, 0}, 1)
	if want := []float32{90, 0, 270, 180, 0}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
