// Package npy reads the arrays that numpy.save writes, by blocks: floating-point numbers of 2, 4 or
// 8 bytes, little-endian, in C order. It believes nothing that a header says before it has held it
// against the file's size.
//
// The format is described in numpy's documentation, numpy.lib.format.
package npy
