package zarr

// Coding is what becomes of the integers of an inner chunk before their bytes are compressed; that of floats is its
// zero value.
type Coding struct {
	// Differences is how often they are replaced by their differences from the one before, 1 or 2.
	Differences int
	// Centred is whether half a byte's range is added then, so that the high bytes of small differences of
	// either sign are the same. The codec is scale_offset, which other programs may refuse to let wrap round:
	// integers whose differences come as near to the end of their range are not to be centred. They wrap here.
	Centred bool
}

// centre gives what is added to integers of so many bytes: 128 to each byte but the highest.
func (c Coding) centre(size int) int64 {
	if !c.Centred {
		return 0
	}
	return 0x80808080808080 >> (8 * (8 - size))
}
