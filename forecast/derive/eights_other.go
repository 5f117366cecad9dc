//go:build !amd64

package derive

func speedsFast(dst, u, v []float32) int { return 0 }

func boundFast(values []float32, least, most float32) int { return 0 }
