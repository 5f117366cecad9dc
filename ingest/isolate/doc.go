// Package isolate reads NetCDF files in processes of their own: the program started again as
// `fengtu netcdf-reader`. A file that makes libhdf5 crash, or turn in circles, ends such a reader
// and not the server.
//
// A reader has one file open at a time. It takes requests on a socket (encoding/gob, one answer a
// request) and puts the values of slabs into memory that both processes map, so that the cost over
// reading here is one copy. It is killed when it takes too long, dies with the process that started
// it, and is the first to go when the machine runs out of memory. It is no sandbox: a reader may do
// what the server may.
package isolate
