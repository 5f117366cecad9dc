//go:build !amd64

package zarr

func splitShortsFast(*tail[int16], []int16, []byte, []byte) int { return 0 }

func splitIntsFast(*tail[int32], []int32, []byte, int) int { return 0 }

func joinShortsFast([]byte, []byte, []int16, tail[int16]) int { return 0 }

func joinIntsFast([]byte, []int32, tail[int32]) int { return 0 }

func markWordsFast([]byte, []uint64) (done, n int) { return 0, 0 }

func (c *code) streamFast(p, dst []byte) (left, size int, held, n uint64) { return len(p), 0, 0, 0 }
