package openmeteo

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"strconv"
	"time"
)

const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	maxRows  = 1 << 20 // of a sheet
)

// workbook is what a file with one sheet has besides it. The second style is that of times.
var workbook = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="forecast" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm"/></numFmts><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`},
}

// xlsx writes an answer as a spreadsheet with the rows of the CSV: times are those of local clocks, whatever
// timeformat says, and what is missing is an empty cell. It fails where a sheet has not as many rows.
func xlsx(q *query, locations []location) ([]byte, error) {
	s := sheet{several: len(locations) > 1}
	s.raw(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	if !q.bare {
		s.locations(locations)
	}
	for i, section := range locations[0].sections {
		if s.rows > 0 {
			s.row(func() {})
		}
		s.head(section)
		for k := range locations {
			s.section(&locations[k], &locations[k].sections[i])
		}
	}
	s.raw(`</sheetData></worksheet>`)
	if s.rows > maxRows {
		return nil, invalid("A spreadsheet has at most %d rows, not %d: ask for csv or for fewer locations or times", maxRows, s.rows)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range append(workbook[:len(workbook):len(workbook)], [2]string{"xl/worksheets/sheet1.xml", string(s.out)}) {
		w, err := z.Create(part[0])
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(xml.Header + part[1])); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

// sheet is the XML of rows.
type sheet struct {
	writer
	several       bool // locations, so that each row has the number of its own
	rows, columns int  // so far, columns of the last row
}

func (s *sheet) row(cells func()) {
	s.rows, s.columns = s.rows+1, 0
	s.raw(`<row r="` + strconv.Itoa(s.rows) + `">`)
	cells()
	s.raw("</row>")
}

// cell writes a cell with attributes that has a text or a number, "" for none.
func (s *sheet) cell(attributes, content string) {
	s.columns++
	s.raw(`<c r="` + letters(s.columns) + strconv.Itoa(s.rows) + `"` + attributes + `>` + content + `</c>`)
}

// letters names a column, from 1: A to Z, AA and so on.
func letters(column int) (name string) {
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

func (s *sheet) texts(texts ...string) {
	for _, text := range texts {
		var escaped bytes.Buffer
		_ = xml.EscapeText(&escaped, []byte(text)) // into memory: it cannot fail
		s.cell(` t="inlineStr"`, "<is><t>"+escaped.String()+"</t></is>")
	}
}

func (s *sheet) number(v float64, decimals int) {
	if text := appendNumber(nil, v, decimals, ""); len(text) > 0 {
		s.cell("", "<v>"+string(text)+"</v>")
		return
	}
	s.cell("", "")
}

// clock writes a local time in days since the end of 1899, and an empty cell for none.
func (s *sheet) clock(t time.Time, l *time.Location) {
	if t.IsZero() {
		s.cell("", "")
		return
	}
	_, offset := t.In(l).Zone()
	const day, epoch = 24 * 60 * 60, -25569 * 24 * 60 * 60 // 30 December 1899
	days := float64(t.Unix()+int64(offset)-epoch) / day
	s.cell(` s="1"`, "<v>"+strconv.FormatFloat(days, 'f', 9, 64)+"</v>")
}

func (s *sheet) id(id int) {
	if s.several {
		s.number(float64(id), 0)
	}
}

func (s *sheet) locations(locations []location) {
	s.row(func() {
		if s.several {
			s.texts("location_id")
		}
		s.texts("latitude", "longitude", "elevation", "utc_offset_seconds", "timezone", "timezone_abbreviation")
	})
	for _, l := range locations {
		s.row(func() {
			s.id(l.id)
			s.number(l.cell.Lat, 4)
			s.number(l.cell.Lon, 4)
			s.number(l.elevation, 0)
			s.number(float64(l.offset), 0)
			s.texts(l.zone.String(), l.abbr)
		})
	}
}

// head writes the names of a section's columns.
func (s *sheet) head(of section) {
	s.row(func() {
		if s.several {
			s.texts("location_id")
		}
		s.texts("time")
		for _, c := range of.columns {
			s.texts(c.name + " (" + c.unit.text + ")")
		}
	})
}

func (s *sheet) section(l *location, of *section) {
	for i, t := range of.times {
		s.row(func() {
			s.id(l.id)
			s.clock(t, l.zone)
			for _, c := range of.columns {
				if c.times != nil {
					s.clock(c.times[i], l.zone)
					continue
				}
				s.number(float64(c.values[i]), c.unit.decimals)
			}
		})
	}
}
