#include "chunks.h"

#include <libdeflate.h>
#include <netcdf.h>
#include <stdint.h>

hid_t fengtu_open_file(const char *path) {
	// HDF5 shares what is open twice, and refuses another way of closing than the first one's.
	static const H5F_close_degree_t degrees[] = {H5F_CLOSE_WEAK, H5F_CLOSE_SEMI, H5F_CLOSE_STRONG};
	hid_t access = H5Pcreate(H5P_FILE_ACCESS), file = -1;
	if (access < 0) return -1;
	for (int i = 0; i < 3 && file < 0; i++)
		if (H5Pset_fclose_degree(access, degrees[i]) >= 0) file = H5Fopen(path, H5F_ACC_RDONLY, access);
	H5Pclose(access);
	return file;
}

static hid_t native(int type) {
	switch (type) {
	case NC_BYTE: return H5T_NATIVE_SCHAR;
	case NC_UBYTE: return H5T_NATIVE_UCHAR;
	case NC_SHORT: return H5T_NATIVE_SHORT;
	case NC_USHORT: return H5T_NATIVE_USHORT;
	case NC_INT: return H5T_NATIVE_INT;
	case NC_UINT: return H5T_NATIVE_UINT;
	case NC_INT64: return H5T_NATIVE_LLONG;
	case NC_UINT64: return H5T_NATIVE_ULLONG;
	case NC_FLOAT: return H5T_NATIVE_FLOAT;
	case NC_DOUBLE: return H5T_NATIVE_DOUBLE;
	}
	return -1;
}

static int describe_type(hid_t dataset, int type) {
	hid_t want = native(type), have = H5Dget_type(dataset);
	int same = want >= 0 && have >= 0 && H5Tequal(want, have) > 0;
	if (have >= 0) H5Tclose(have);
	return same ? 0 : -1;
}

static int describe_extent(hid_t dataset, fengtu_chunks *out) {
	hid_t space = H5Dget_space(dataset);
	if (space < 0) return -1;
	int rank = H5Sget_simple_extent_ndims(space);
	if (rank == out->rank) rank = H5Sget_simple_extent_dims(space, out->extent, NULL);
	H5Sclose(space);
	return rank == out->rank ? 0 : -1;
}

static int describe_filters(hid_t plan, fengtu_chunks *out) {
	int filters = H5Pget_nfilters(plan);
	if (filters < 0) return -1;
	for (int i = 0; i < filters; i++) {
		unsigned flags;
		size_t values = 0;
		switch (H5Pget_filter2(plan, i, &flags, &values, NULL, 0, NULL, NULL)) {
		case H5Z_FILTER_SHUFFLE:
			if (i != 0) return -1;
			out->shuffled = 1;
			break;
		case H5Z_FILTER_DEFLATE:
			if (i != filters - 1) return -1;
			out->deflated = 1;
			break;
		default: return -1;
		}
	}
	return 0;
}

int fengtu_open_chunks(hid_t file, const char *name, int type, fengtu_chunks *out) {
	hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
	if (dataset < 0) return -1;
	hid_t plan = H5Dget_create_plist(dataset);
	*out = (fengtu_chunks){.dataset = dataset};
	int ok = plan >= 0 && H5Pget_layout(plan) == H5D_CHUNKED;
	if (ok) out->rank = H5Pget_chunk(plan, H5S_MAX_RANK, out->shape);
	ok = ok && out->rank > 0 && describe_type(dataset, type) == 0 && describe_extent(dataset, out) == 0 && describe_filters(plan, out) == 0;
	if (plan >= 0) H5Pclose(plan);
	if (!ok) H5Dclose(dataset);
	return ok ? 0 : -1;
}

long fengtu_read_chunk(const fengtu_chunks *c, const hsize_t *at, void *raw, size_t room) {
	hsize_t size = 0;
	uint32_t left_out = 0;
	if (H5Dget_chunk_storage_size(c->dataset, at, &size) < 0 || size == 0 || size > room) return -1;
	if (H5Dread_chunk(c->dataset, H5P_DEFAULT, at, &left_out, raw) < 0 || left_out != 0) return -1;
	return (long)size;
}

int fengtu_inflate(const void *raw, size_t n, void *chunk, size_t size) {
	static struct libdeflate_decompressor *decompressor; // of the one thread
	if (decompressor == NULL) decompressor = libdeflate_alloc_decompressor();
	if (decompressor == NULL) return -1;
	return libdeflate_zlib_decompress(decompressor, raw, n, chunk, size, NULL) == LIBDEFLATE_SUCCESS ? 0 : -1;
}

static void unshuffle2(const uint8_t *restrict p, uint16_t *restrict values, size_t n) {
	for (size_t i = 0; i < n; i++) values[i] = (uint16_t)(p[i] | p[n + i] << 8);
}

static void unshuffle4(const uint8_t *restrict p, uint32_t *restrict values, size_t n) {
	for (size_t i = 0; i < n; i++) values[i] = p[i] | (uint32_t)p[n + i] << 8 | (uint32_t)p[2 * n + i] << 16 | (uint32_t)p[3 * n + i] << 24;
}

void fengtu_unshuffle(const void *planes, void *values, size_t n, size_t width) {
	const uint8_t *p = planes;
	uint8_t *bytes = values;
	const uint16_t order = 1;
	int little = *(const uint8_t *)&order;
	if (width == 2 && little) {
		unshuffle2(p, values, n);
	} else if (width == 4 && little) {
		unshuffle4(p, values, n);
	} else {
		for (size_t k = 0; k < width; k++)
			for (size_t i = 0; i < n; i++) bytes[i * width + k] = p[k * n + i];
	}
}
