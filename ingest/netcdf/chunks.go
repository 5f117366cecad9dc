package netcdf

// #cgo pkg-config: netcdf hdf5 libdeflate
// #cgo CFLAGS: -O3
// #include <netcdf.h>
// #include <stdlib.h>
// #include "chunks.h"
import "C"

import (
	"slices"
	"unsafe"

	nc "github.com/fhs/go-netcdf/netcdf"
)

// libhdf5 inflates with zlib and turns each value around by itself, which is three quarters of the time
// that a compressed file takes. Where a variable's filters are no others than deflate and shuffle, its
// chunks are read here as they are in the file, inflated by libdeflate and put together straight in
// the memory of a slab. Whatever is not as expected is left to libnetcdf: it also knows what to say of it.

// maxChunk bounds the bytes of a chunk, whatever a file says.
const maxChunk = 1 << 28

// chunkShape gives how many values of a variable are in a chunk along each of its dimensions, nil where
// they are in one piece.
func chunkShape(ds nc.Dataset, id, dims int) []int {
	var storage C.int
	var sizes [C.NC_MAX_VAR_DIMS]C.size_t
	if dims > len(sizes) || C.nc_inq_var_chunking(C.int(ds), C.int(id), &storage, &sizes[0]) != C.NC_NOERR || storage != C.NC_CHUNKED {
		return nil
	}
	shape := make([]int, dims)
	for i := range shape {
		shape[i] = int(min(sizes[i], maxChunk))
	}
	return shape
}

// chunkReader is what a file needs to read chunks by itself.
type chunkReader struct {
	file   C.hid_t          // 0 until one is wanted, negative where it cannot be opened
	open   map[int]*chunked // by variable id; nil where libnetcdf is to read it
	raw    []byte
	planes []byte
	values []byte
}

// chunked is a variable whose chunks are read here.
type chunked struct {
	c             C.fengtu_chunks
	extent, shape []int
	width         int // bytes of a value
	bytes         int // of a chunk
}

// of gives the variable of an id, nil where its chunks cannot be read here.
func (r *chunkReader) of(path string, id int, v Var) *chunked {
	if c, known := r.open[id]; known {
		return c
	}
	if r.file == 0 {
		name := C.CString(path)
		defer C.free(unsafe.Pointer(name))
		r.file = C.fengtu_open_file(name)
		r.open = map[int]*chunked{}
	}
	var c *chunked
	if r.file > 0 {
		c = openChunked(r.file, v)
	}
	r.open[id] = c
	return c
}

func openChunked(file C.hid_t, v Var) *chunked {
	name := C.CString(v.Name)
	defer C.free(unsafe.Pointer(name))
	out := &chunked{width: v.Type.Size(), bytes: v.Type.Size()}
	if out.width == 0 || C.fengtu_open_chunks(file, name, C.int(v.Type), &out.c) != 0 {
		return nil
	}
	for i := range int(out.c.rank) {
		n := int(out.c.shape[i])
		out.extent, out.shape = append(out.extent, int(out.c.extent[i])), append(out.shape, n)
		if n < 1 || out.bytes > maxChunk/n {
			C.H5Dclose(out.c.dataset)
			return nil
		}
		out.bytes *= n
	}
	for i, d := range v.Dims {
		if len(out.extent) != len(v.Dims) || out.extent[i] != d.Len { // libnetcdf fills what was never written
			C.H5Dclose(out.c.dataset)
			return nil
		}
	}
	return out
}

// close closes all that is open.
func (r *chunkReader) close() {
	for _, c := range r.open {
		if c != nil {
			C.H5Dclose(c.c.dataset)
		}
	}
	if r.file > 0 {
		C.H5Fclose(r.file)
	}
	*r = chunkReader{}
}

// read fills dst, the memory of a block of values; false where it cannot, and dst holds nothing of use.
func (r *chunkReader) read(c *chunked, start, count []int, dst []byte) bool {
	at, last := make([]int, len(start)), make([]int, len(start))
	for i := range start {
		at[i] = start[i] / c.shape[i] * c.shape[i]
		last[i] = start[i] + count[i] - 1
	}
	first := slices.Clone(at)
	for {
		if !r.readChunk(c, at, start, count, dst) {
			return false
		}
		i := len(at) - 1
		for ; i >= 0; i-- { // the next one, the last dimension fastest
			if at[i] += c.shape[i]; at[i] <= last[i] {
				break
			}
			at[i] = first[i]
		}
		if i < 0 {
			return true
		}
	}
}

// readChunk reads what a block has of the chunk at a place.
func (r *chunkReader) readChunk(c *chunked, at, start, count []int, dst []byte) bool {
	offset := make([]C.hsize_t, len(at))
	for i, n := range at {
		offset[i] = C.hsize_t(n)
	}
	raw := room(&r.raw, c.bytes+c.bytes/64+1024) // no coder makes more of what it cannot compress
	n := C.fengtu_read_chunk(&c.c, &offset[0], unsafe.Pointer(&raw[0]), C.size_t(len(raw)))
	if n < 0 {
		return false
	}
	data := raw[:n]
	if c.c.deflated != 0 {
		data = room(&r.planes, c.bytes)
		if C.fengtu_inflate(unsafe.Pointer(&raw[0]), C.size_t(n), unsafe.Pointer(&data[0]), C.size_t(c.bytes)) != 0 {
			return false
		}
	}
	if len(data) != c.bytes {
		return false
	}
	to, whole := c.inside(at, start, count)
	if c.c.shuffled != 0 {
		var values []byte
		if whole {
			values = dst[to : to+c.bytes]
		} else {
			values = room(&r.values, c.bytes)
		}
		C.fengtu_unshuffle(unsafe.Pointer(&data[0]), unsafe.Pointer(&values[0]), C.size_t(c.bytes/c.width), C.size_t(c.width))
		data = values
	} else if whole {
		copy(dst[to:], data)
	}
	if !whole {
		c.cut(data, at, start, count, dst)
	}
	return true
}

// room gives n bytes, aligned to 8.
func room(b *[]byte, n int) []byte {
	if cap(*b) < n {
		*b = unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(make([]uint64, (n+7)/8)))), n)
	}
	return (*b)[:n]
}

// inside gives where in a block's memory a chunk begins; whole is whether it lies there in one piece.
func (c *chunked) inside(at, start, count []int) (to int, whole bool) {
	stride := c.width
	inOne := true // all dimensions after this one are as long in the block as in the chunk
	whole = true
	for i := len(at) - 1; i >= 0; i-- {
		whole = whole && at[i] >= start[i] && at[i]+c.shape[i] <= start[i]+count[i] && (inOne || c.shape[i] == 1)
		inOne = inOne && c.shape[i] == count[i]
		to += (at[i] - start[i]) * stride
		stride *= count[i]
	}
	return to, whole
}

// cut copies what a block has of a chunk, row by row.
func (c *chunked) cut(chunk []byte, at, start, count []int, dst []byte) {
	n := len(at)
	from, to := make([]int, n), make([]int, n) // of the overlap, in places of the variable
	for i := range at {
		from[i], to[i] = max(at[i], start[i]), min(at[i]+c.shape[i], start[i]+count[i])
	}
	place := slices.Clone(from)
	row := (to[n-1] - from[n-1]) * c.width
	for {
		source, target := 0, 0
		for i, p := range place {
			source = source*c.shape[i] + p - at[i]
			target = target*count[i] + p - start[i]
		}
		copy(dst[target*c.width:][:row], chunk[source*c.width:])
		i := n - 2
		for ; i >= 0; i-- {
			if place[i]++; place[i] < to[i] {
				break
			}
			place[i] = from[i]
		}
		if i < 0 {
			return
		}
	}
}
