// Package netcdf reads and writes NetCDF files (classic, 64-bit offset and
// NetCDF-4). It is the only package of the project that touches libnetcdf.
//
// libnetcdf is not safe for use by several threads, and prints HDF5
// diagnostics from every thread but the one that first used it. So one
// goroutine, locked to its thread for the life of the process, makes every C
// call, and all functions here may be called from any goroutine.
//
// Chunks that are compressed by deflate alone, with or without shuffle, are read
// past libnetcdf: see chunks.go.
//
// A C call cannot be interrupted: callers that honour a context check it
// between slabs.
//
// Limits of the binding: groups other than the root are not seen, and NC_STRING
// data and attributes cannot be read (such attributes are left out).
package netcdf
