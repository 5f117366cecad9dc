//go:build !amd64

package cf

func (l *lanes) addFast([]float32) (done int) { return 0 }

func convertFast([]float32, float64, float64) (done int) { return 0 }
