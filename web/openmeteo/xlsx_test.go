package openmeteo_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestSpreadsheet reads the cells back: times are days since the end of 1899 by Berlin's clocks, 46349.5 being noon
// of 23 November 2026, and what is missing is empty.
func TestSpreadsheet(t *testing.T) {
	const query = "latitude=52,50&longitude=12,10&models=test&hourly=temperature_2m,cape&start_hour=2026-11-23T12:00&end_hour=2026-11-23T12:00&timezone=Europe/Berlin&format=xlsx"
	body := ask(t, newHandler(t), query)
	if body.File != "open-meteo-52.00N12.00E5200m.xlsx" || body.ContentType != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
		t.Errorf("%s, %s", body.File, body.ContentType)
	}
	want := `A1=location_id B1=latitude C1=longitude D1=elevation E1=utc_offset_seconds F1=timezone G1=timezone_abbreviation
A2=0 B2=52.0000 C2=12.0000 D2=5200 E2=3600 F2=Europe/Berlin G2=CET
A3=1 B3=50.0000 C3=10.0000 D3=5000 E3=3600 F3=Europe/Berlin G3=CET

A5=location_id B5=time C5=temperature_2m (°C) D5=cape (J/kg)
A6=0 B6=46349.500000000 C6=8.1 D6=
A7=1 B7=46349.500000000 C7=8.1 D7=`
	if got := cells(t, body.Bytes); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	bare := cells(t, ask(t, newHandler(t), strings.Replace(query, "latitude=52,50&longitude=12,10", "latitude=52&longitude=12", 1)+"&location_information=omit&timeformat=unixtime").Bytes)
	if bare != "A1=time B1=temperature_2m (°C) C1=cape (J/kg)\nA2=46349.500000000 B2=8.1 C2=" {
		t.Errorf("bare:\n%s", bare)
	}
}

// cells gives the cells of a spreadsheet's first sheet, a line a row, and checks that all its parts are XML.
func cells(t *testing.T, book []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	must(t, err)
	var sheet struct {
		Rows []struct {
			Cells []struct {
				At     string `xml:"r,attr"`
				Number string `xml:"v"`
				Text   string `xml:"is>t"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		text, err := io.ReadAll(r)
		must(t, err)
		must(t, xml.Unmarshal(text, new(struct{})))
		if f.Name == "xl/worksheets/sheet1.xml" {
			must(t, xml.Unmarshal(text, &sheet))
		}
	}
	var lines []string
	for _, row := range sheet.Rows {
		var line []string
		for _, c := range row.Cells {
			line = append(line, fmt.Sprintf("%s=%s%s", c.At, c.Number, c.Text))
		}
		lines = append(lines, strings.Join(line, " "))
	}
	return strings.Join(lines, "\n")
}
