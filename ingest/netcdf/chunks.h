// Raw access to the chunks of HDF5 datasets whose filters are no others than shuffle and deflate.
#ifndef FENGTU_CHUNKS_H
#define FENGTU_CHUNKS_H

#include <hdf5.h>

typedef struct {
	hid_t dataset;
	int rank;
	int shuffled, deflated;
	hsize_t extent[H5S_MAX_RANK]; // of the dataset
	hsize_t shape[H5S_MAX_RANK];  // of a chunk
} fengtu_chunks;

// fengtu_open_file opens a file beside libnetcdf, which has it open; negative where that fails.
hid_t fengtu_open_file(const char *path);

// fengtu_open_chunks opens a dataset of the root group; -1 where its chunks cannot be read here: it has
// none, or other filters, or values of another type than one of NetCDF in this machine's order.
int fengtu_open_chunks(hid_t file, const char *name, int type, fengtu_chunks *out);

// fengtu_read_chunk reads the bytes of the chunk that begins at a place, as they are in the file, and
// gives how many; -1 where there are none, more than there is room for, or not all filters were used.
long fengtu_read_chunk(const fengtu_chunks *c, const hsize_t *at, void *raw, size_t room);

// fengtu_inflate fills a chunk of size bytes from a zlib stream; -1 where it is not exactly that.
int fengtu_inflate(const void *raw, size_t n, void *chunk, size_t size);

// fengtu_unshuffle puts values of width bytes together from planes of n bytes each.
void fengtu_unshuffle(const void *planes, void *values, size_t n, size_t width);

#endif
