package openmeteo

import (
	"fmt"
	"math"
	"strconv"
)

// csv writes an answer as Open-Meteo's: a table of the locations unless it is to be bare, then one a section.
func csv(q *query, locations []location) []byte {
	w := writer{unix: q.wishes.unix}
	several := len(locations) > 1
	if !q.bare {
		w.locations(several, locations)
	}
	for s := range locations[0].sections {
		if len(w.out) > 0 {
			w.raw("\n")
		}
		if several {
			w.raw("location_id,")
		}
		w.raw("time")
		for _, c := range locations[0].sections[s].columns {
			w.raw("," + c.name + " (" + c.unit.text + ")")
		}
		w.raw("\n")
		for _, l := range locations {
			w.zone = l.zone
			w.rows(several, l.id, &l.sections[s])
		}
	}
	return w.out
}

// locations writes where the values are.
func (w *writer) locations(several bool, locations []location) {
	if several {
		w.raw("location_id,")
	}
	w.raw("latitude,longitude,elevation,utc_offset_seconds,timezone,timezone_abbreviation\n")
	for _, l := range locations {
		w.id(several, l.id)
		w.raw(decimal(tidy(l.cell.Lat)) + "," + decimal(tidy(l.cell.Lon)) + ",")
		w.out = appendNumber(w.out, l.elevation, 1, "NaN")
		w.raw("," + strconv.Itoa(l.offset) + "," + l.zone.String() + "," + l.abbr + "\n")
	}
}

func (w *writer) id(several bool, id int) {
	if several {
		w.raw(strconv.Itoa(id) + ",")
	}
}

func (w *writer) rows(several bool, id int, s *section) {
	for i, t := range s.times {
		w.id(several, id)
		w.bare(func() { w.time(t, s.name == "daily") })
		for _, c := range s.columns {
			w.raw(",")
			if c.times != nil {
				w.bare(func() { w.time(c.times[i], false) })
				continue
			}
			w.out = appendNumber(w.out, float64(c.values[i]), c.unit.decimals, "NaN")
		}
		w.raw("\n")
	}
}

// bare writes a time without its quotes, and nothing for none.
func (w *writer) bare(write func()) {
	start := len(w.out)
	write()
	text := string(w.out[start:])
	w.out = w.out[:start]
	switch {
	case text == "null":
	case text[0] == '"':
		w.raw(text[1 : len(text)-1])
	default:
		w.raw(text)
	}
}

// fileName gives the name to save an answer under, as Open-Meteo's: open-meteo-52.52N13.42E38m.
func fileName(l location) string {
	name := fmt.Sprintf("open-meteo-%.2f%s%.2f%s", math.Abs(l.cell.Lat), side(l.cell.Lat, "N", "S"), math.Abs(l.cell.Lon), side(l.cell.Lon, "E", "W"))
	if !math.IsNaN(l.elevation) {
		name += fmt.Sprintf("%.0fm", l.elevation)
	}
	return name
}

func side(v float64, positive, negative string) string {
	if v < 0 {
		return negative
	}
	return positive
}
