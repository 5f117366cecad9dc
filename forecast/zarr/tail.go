package zarr

// tail is the end of a row of values: what the next difference is taken from, or added to.
type tail[T Element] struct {
	value, difference T
	twice             bool // differences of differences are taken
}

// tailOf gives the end of values: none, or several.
func tailOf[T Element](values []T, twice bool) tail[T] {
	t := tail[T]{twice: twice}
	if n := len(values); n > 0 {
		t.value, t.difference = values[n-1], values[n-1]-values[n-2]
	}
	return t
}

// next gives the difference of the next value.
func (l *tail[T]) next(value T) T {
	d := value - l.value
	l.value = value
	if l.twice {
		d, l.difference = d-l.difference, d
	}
	return d
}

// add gives the next value by its difference.
func (l *tail[T]) add(d T) T {
	if l.twice {
		l.difference += d
		d = l.difference
	}
	l.value += d
	return l.value
}
