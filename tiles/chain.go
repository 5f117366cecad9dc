package tiles

// chains joins directed pieces of lines, of each group by itself. In a group no two pieces begin at
// the same place, and no two end there.
type chains struct {
	pieces []chainPiece
	heads  []int32 // the last piece of each group, -1 for none
	next   []int32 // by place: where the piece that begins there ends, -1 for none
	ends   []bool  // by place: whether a piece ends there
}

type chainPiece struct {
	from, to int32
	earlier  int32 // in the same group
}

// begin makes room for groups of pieces between places.
func (c *chains) begin(groups, places int) {
	c.pieces = c.pieces[:0]
	c.heads = room(c.heads, groups)
	for i := range c.heads {
		c.heads[i] = -1
	}
	if len(c.next) < places {
		c.next, c.ends = make([]int32, places), make([]bool, places)
		for i := range c.next {
			c.next[i] = -1
		}
	}
}

func (c *chains) add(group int, from, to int32) {
	c.pieces = append(c.pieces, chainPiece{from, to, c.heads[group]})
	c.heads[group] = int32(len(c.pieces) - 1)
}

// each calls use with the places along each line of a group; closed says that the last joins the
// first, which is not given again. The slice is used again.
func (c *chains) each(group int, line []int32, use func(line []int32, closed bool)) []int32 {
	for i := c.heads[group]; i >= 0; i = c.pieces[i].earlier {
		p := c.pieces[i]
		c.next[p.from], c.ends[p.to] = p.to, true
	}
	for _, open := range []bool{true, false} {
		for i := c.heads[group]; i >= 0; i = c.pieces[i].earlier {
			from := c.pieces[i].from
			if c.next[from] < 0 || open && c.ends[from] {
				continue
			}
			line = line[:0]
			at := from
			for at >= 0 && (len(line) == 0 || at != from) {
				line = append(line, at)
				at, c.next[at] = c.next[at], -1
			}
			use(line, at == from)
		}
	}
	for i := c.heads[group]; i >= 0; i = c.pieces[i].earlier {
		c.ends[c.pieces[i].to] = false
	}
	return line
}
