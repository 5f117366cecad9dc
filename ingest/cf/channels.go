package cf

import (
	"errors"
	"fmt"
	"slices"
)

// ordering is what the values of channels without names tell of their order.
type ordering struct {
	order *order
	err   error
}

// channels gives the dimension along which a variable holds several quantities, -1 where it has
// none: one that is called so, or one without values as long as a known order.
func (r *reader) channels(v *Var) int {
	for i, d := range v.Dims {
		a := r.axis(d.Name)
		if a.class == channel && d.Len > 1 {
			return i
		}
		if a.class == unclear && a.v == nil && r.index[d.Name] == nil && len(ordersOf(d.Len)) > 0 {
			if _, err := r.quantityOf(v); err != nil { // not one quantity on that many levels
				return i
			}
		}
	}
	return -1
}

// labels gives the names of channels, false where nothing names them. Names that are there and
// cannot be read (strings of NetCDF-4) count as none.
func (r *reader) labels(d Dim) ([]string, bool, error) {
	for i := range r.vars {
		v := &r.vars[i]
		if v.Kind != Text || len(v.Dims) == 0 || v.Dims[0].Name != d.Name || len(v.Dims) > 2 {
			continue
		}
		r.aside[v.Name] = true
		names, err := r.src.Strings(v.Name)
		if err != nil || len(names) != d.Len {
			return nil, false, fmt.Errorf("the names of its channels cannot be read from %s", v.Name)
		}
		return names, true, nil
	}
	return nil, false, nil
}

// orderChannels finds the order of all channels without names, before anything is taken: it tells
// which product the file is of.
func (r *reader) orderChannels() {
	for i := range r.vars {
		v := &r.vars[i]
		if !r.isData(v) || v.Kind != Number {
			continue
		}
		dim := r.channels(v)
		if dim < 0 {
			continue
		}
		if _, named, err := r.labels(v.Dims[dim]); !named && err == nil {
			o, err := r.orderOf(v, dim)
			if d := v.Dims[dim]; o == nil {
				err = fmt.Errorf("its %d channels have no names that can be read, and %w: write them to NetCDF with a char coordinate %s of names such as t_850",
					d.Len, err, d.Name)
			}
			r.orders[v.Name] = ordering{o, err}
		}
	}
}

// orderOf compares the fields of the first time with the climate. That needs the whole globe. An
// order with an error is one of an array that lies the wrong way.
func (r *reader) orderOf(v *Var, dim int) (*order, error) {
	d := v.Dims[dim]
	if len(ordersOf(d.Len)) == 0 {
		return nil, errors.New("no known order has as many")
	}
	lat, lon, h, err := r.horizontal(v)
	if err != nil {
		return nil, err
	}
	if lats := h.grid.Y.Values(); !h.grid.X.Periodic() || lats[0] < 85 || lats[len(lats)-1] > -85 {
		return nil, errors.New("their order can be told from the values of a whole globe only")
	}
	moments, err := r.moments(v, dim, lat, lon)
	if err != nil {
		return nil, err
	}
	o, err := recognise(moments)
	if err != nil {
		return nil, err
	}
	return o, r.rightWay(v, o, dim, lat, lon, h)
}

// takeChannels fills the planes of an array of channels, each by its name, or by its place in the
// order that the values are in.
func (r *reader) takeChannels(v *Var, t *Take) error {
	d := v.Dims[t.Stack]
	for i, o := range v.Dims {
		if o.Len > 1 && i != t.Stack && i != t.Time && i != t.Lat && i != t.Lon && i != t.Member {
			return fmt.Errorf("it has both %s and %s besides time, latitude and longitude", d.Name, o.Name)
		}
	}
	labels, _, err := r.labels(d)
	if err != nil {
		return err
	}
	units := func(string) string { return "" }
	if o, ok := r.orders[v.Name]; ok {
		r.note("%s: its %d channels have no names that can be read: taken in %s order, the one known order that the means and spreads of all fit",
			v.Name, d.Len, o.order.name)
		labels, units = o.order.channels, familyUnits
	} else if o := sameNames(labels); o != nil {
		r.note("%s: its channels are FengWu-GHR's: units taken from there", v.Name)
		units = familyUnits
	}
	r.countNames(labels)
	for i, label := range labels {
		p, err := r.channel(label, units(label), i)
		if err != nil {
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{v.Name + ":" + label, err.Error()})
			continue
		}
		t.Planes = append(t.Planes, p)
	}
	if len(t.Planes) == 0 {
		return errors.New("none of its channels is known")
	}
	return nil
}

// familyUnits gives the units in which the FengWu family writes a channel.
func familyUnits(label string) string { return climates[plainName(label)].units }

// sameNames gives the order of FengWu-GHR that has just the names, in whatever sequence: for names
// such as tcc do not tell units elsewhere.
func sameNames(labels []string) *order {
	for _, o := range ordersOf(len(labels)) {
		same := o.dataset == fengwuGHR
		for _, label := range labels {
			same = same && slices.Contains(o.channels, plainName(label))
		}
		if same {
			return o
		}
	}
	return nil
}

// countNames keeps how many channels or variables are a base and a bare number.
func (r *reader) countNames(names []string) {
	for _, name := range names {
		if s := splitName(plainName(name)); s.bare {
			r.flattened[s.stem]++
		}
	}
}
