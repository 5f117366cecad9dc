package zarr

// tail is the end of a row of values: what the next difference is taken from, or added to.
type tail[T Element] struct {
	value, difference T
	centre            T    // is added to differences
	twice             bool // differences of differences are taken
}

// newTail gives the tail of no values.
func newTail[T Element](c Coding) tail[T] {
	return tail[T]{centre: T(c.centre(size[T]())), twice: c.Differences == 2}
}

// after gives the end of values that came next: none, or several.
func (l tail[T]) after(values []T) tail[T] {
	if n := len(values); n > 0 {
		l.value, l.difference = values[n-1], values[n-1]-values[n-2]
	}
	return l
}

// next gives the difference of the next value.
func (l *tail[T]) next(value T) T {
	d := value - l.value
	l.value = value
	if l.twice {
		d, l.difference = d-l.difference, d
	}
	return d + l.centre
}

// add gives the next value by its difference.
func (l *tail[T]) add(d T) T {
	d -= l.centre
	if l.twice {
		l.difference += d
		d = l.difference
	}
	l.value += d
	return l.value
}
