//go:build !amd64

package store

func alongFast(row, sums, totals []float32) (first, end int) { return 0, 0 }
