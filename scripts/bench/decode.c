// A plain reader, for comparison: decodes every field of the files that it is given through
// libnetcdf, a variable at a time, does nothing with the values, and prints how many bytes they are.
#include <netcdf.h>
#include <stdio.h>
#include <stdlib.h>

static void must(int status, const char *file) {
	if (status == NC_NOERR) return;
	fprintf(stderr, "decode: %s: %s\n", file, nc_strerror(status));
	exit(1);
}

int main(int argc, char **argv) {
	float *values = NULL;
	size_t room = 0;
	double bytes = 0;
	for (int f = 1; f < argc; f++) {
		int file, variables;
		must(nc_open(argv[f], NC_NOWRITE, &file), argv[f]);
		must(nc_inq_nvars(file, &variables), argv[f]);
		for (int v = 0; v < variables; v++) {
			int dims, ids[NC_MAX_VAR_DIMS];
			size_t n = 1;
			must(nc_inq_var(file, v, NULL, NULL, &dims, ids, NULL), argv[f]);
			if (dims < 2) continue; // a coordinate
			for (int d = 0; d < dims; d++) {
				size_t length;
				must(nc_inq_dimlen(file, ids[d], &length), argv[f]);
				n *= length;
			}
			if (n > room) {
				free(values);
				values = malloc(n * sizeof *values);
				room = n;
			}
			if (values == NULL) return 1;
			must(nc_get_var_float(file, v, values), argv[f]);
			bytes += (double)n * sizeof *values;
		}
		must(nc_close(file), argv[f]);
	}
	printf("%.0f\n", bytes);
	return 0;
}
