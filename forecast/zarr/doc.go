// Package zarr writes and reads the part of Zarr v3 that the store needs: groups, small coordinate
// arrays kept whole, and sharded arrays of fields, one shard a field.
//
// A shard is cut into inner chunks of rows × columns, each run through delta (integers only, once or
// twice), an offset (of these, mostly), little-endian bytes, byte shuffle and zstd, the codecs that zarrita and
// zarr-python know as numcodecs.delta, scale_offset, bytes, numcodecs.shuffle and zstd; the index with a CRC-32C is at its end
// (sharding_indexed). Specifications: https://zarr-specs.readthedocs.io/en/latest/v3/core/ and
// …/v3/codecs/sharding-indexed/.
package zarr
