package power

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// MaxFarms bounds a portfolio.
const MaxFarms = 50_000

// ParseFarms reads farms: CSV with the names of properties in its first line, or a GeoJSON
// FeatureCollection of points whose properties they are, with a portfolio's own turbines in its
// member "turbines". It fails with kind Invalid and says in which line and column, or in which
// feature and property, what is wrong.
func ParseFarms(data []byte) ([]Farm, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	parse := parseFarmsCSV
	if text := bytes.TrimLeft(data, " \t\r\n"); len(text) > 0 && text[0] == '{' {
		parse = parseFarmsJSON
	}
	farms, err := parse(data)
	if err == nil && len(farms) == 0 {
		err = forecast.Errorf(forecast.Invalid, "power.ParseFarms", "there are no farms in it")
	}
	if err == nil && len(farms) > MaxFarms {
		err = tooMany()
	}
	if err != nil {
		return nil, err
	}
	return farms, checkNames(farms)
}

func tooMany() error {
	return forecast.Errorf(forecast.Invalid, "power.ParseFarms", "there are more than %d farms: split the portfolio", MaxFarms)
}

// checkNames gives farms without a name their number, and refuses two of one name.
func checkNames(farms []Farm) error {
	seen := make(map[string]int, len(farms))
	for i := range farms {
		if farms[i].Name == "" {
			farms[i].Name = fmt.Sprint(i + 1)
		}
		name := farms[i].Name
		if k, twice := seen[name]; twice {
			return forecast.Errorf(forecast.Invalid, "power.ParseFarms", "farms %d and %d are both named %q: answers go by name", k+1, i+1, name)
		}
		seen[name] = i
	}
	return nil
}

func parseFarmsCSV(data []byte) ([]Farm, error) {
	bad := func(format string, args ...any) ([]Farm, error) {
		return nil, forecast.Errorf(forecast.Invalid, "power.ParseFarms", format, args...)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment, r.TrimLeadingSpace, r.ReuseRecord = '#', true, true
	r.FieldsPerRecord = -1 // told with our own words
	if line, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		r.Comma = ';' // as spreadsheets write it where the comma is the decimal sign
	}
	header, err := r.Read()
	if err != nil {
		return bad("the farms have no header: begin with name,lat,lon,turbine,count")
	}
	columns := make([]*property, len(header))
	for i, name := range header {
		if columns[i] = propertyOf(strings.TrimSpace(name)); columns[i] == nil {
			return bad("line 1, column %d: there is no property %q of farms: they are %s", i+1, name, strings.Join(PropertyNames(), ", "))
		}
		if slices.Contains(columns[:i], columns[i]) {
			return bad("line 1, column %d: %s is there twice", i+1, columns[i].name)
		}
	}
	var farms []Farm
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return farms, nil
		}
		if err != nil {
			return bad("the farms are not CSV: %s", err.Error())
		}
		line, _ := r.FieldPos(0)
		if len(record) != len(columns) {
			return bad("line %d has %d columns, the first line names %d", line, len(record), len(columns))
		}
		d := NewDraft()
		for i, p := range columns {
			if text := strings.TrimSpace(record[i]); text != "" {
				if err := p.set(d, text); err != nil {
					return bad("line %d, column %d (%s): %s", line, i+1, p.name, forecast.DetailOf(err))
				}
			}
		}
		farm, err := d.Farm(nil)
		if err != nil {
			return bad("line %d: %s", line, forecast.DetailOf(err))
		}
		farm.Name, farm.Group = strings.Clone(farm.Name), strings.Clone(farm.Group) // the record is reused
		if farms = append(farms, farm); len(farms) > MaxFarms {
			return nil, tooMany()
		}
	}
}

// collectionJSON is a GeoJSON FeatureCollection (RFC 7946) of points with a member of ours.
type collectionJSON struct {
	Type     string
	Turbines []*Turbine
	Features []struct {
		Geometry struct {
			Type        string
			Coordinates json.RawMessage
		}
		Properties map[string]any
	}
}

func parseFarmsJSON(data []byte) ([]Farm, error) {
	bad := func(format string, args ...any) ([]Farm, error) {
		return nil, forecast.Errorf(forecast.Invalid, "power.ParseFarms", format, args...)
	}
	var c collectionJSON
	if err := json.Unmarshal(data, &c); err != nil {
		if detail := forecast.DetailOf(err); detail != "" {
			return bad("%s", detail)
		}
		return bad("the farms are not GeoJSON: %s", err.Error())
	}
	if c.Type != "FeatureCollection" {
		return bad("the farms must be a GeoJSON FeatureCollection of points, not %q", c.Type)
	}
	own := Turbines{}
	for _, t := range c.Turbines {
		if t != nil {
			own[t.ID] = t
		}
	}
	var farms []Farm
	for i, feature := range c.Features {
		d := NewDraft()
		var at []float64
		if err := json.Unmarshal(feature.Geometry.Coordinates, &at); err != nil || feature.Geometry.Type != "Point" || len(at) < 2 {
			return bad("feature %d: its geometry is not a Point", i+1)
		}
		for k, name := range []string{"lon", "lat"} {
			if err := d.Set(name, fmt.Sprint(at[k])); err != nil {
				return bad("feature %d, %s: %s", i+1, name, forecast.DetailOf(err))
			}
		}
		for name, value := range feature.Properties {
			if value == nil || propertyOf(name) == nil { // GeoJSON comes with properties of other uses
				continue
			}
			if err := d.Set(name, fmt.Sprint(value)); err != nil {
				return bad("feature %d, property %s: %s", i+1, name, forecast.DetailOf(err))
			}
		}
		farm, err := d.Farm(own)
		if err != nil {
			return bad("feature %d: %s", i+1, forecast.DetailOf(err))
		}
		if farms = append(farms, farm); len(farms) > MaxFarms {
			return nil, tooMany()
		}
	}
	return farms, nil
}
