//go:build !amd64

package power

// eights does none of the values: fill does them one by one.
func (r *rapid) eights(dst, speed, density []float32) int { return 0 }

func (m *moistAir) eights(dst, temperature, pressure, humidity []float32) int { return 0 }

func (s *shears) eights(dst, below, above []float32) int { return 0 }
