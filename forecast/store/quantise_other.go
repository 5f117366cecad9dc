//go:build !amd64

package store

func (q *quantiser[T]) fast([]float32, []T) (done int, possible bool) { return 0, true }

func (q *quantiser[T]) roundOffFast([]T) (done int) { return 0 }
