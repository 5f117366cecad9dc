package tiles

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"sync"

	"github.com/fengtu/fengtu/forecast"
)

//go:embed palettes.json
var palettesJSON []byte

// paletteFile is the form of palettes.json.
type paletteFile struct {
	About  []string            `json:"about"`
	Ramps  map[string][]Colour `json:"ramps"`
	Like   map[string]string   `json:"like"`
	Scales map[string]scaleRow `json:"scales"`
	// Of statistics over members, which are quantities of their own.
	Probability scaleRow           `json:"probability"`
	Spread      scaleRow           `json:"spread"`    // from 0 to the variable's in SpreadTo
	SpreadTo    map[string]float64 `json:"spread_to"` // in display units
}

// scaleRow is one scale: stops, or a ramp stretched evenly from one value to another.
type scaleRow struct {
	Stops []stopPair `json:"stops"`
	Ramp  string     `json:"ramp"`
	From  float64    `json:"from"`
	To    float64    `json:"to"`
	Below *Colour    `json:"below"`
	Above *Colour    `json:"above"`
}

// stopPair is [value, colour], the value in the variable's display units.
type stopPair struct {
	value  float64
	colour Colour
}

// UnmarshalJSON reads the pair.
func (p *stopPair) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	if len(parts) != 2 {
		return fmt.Errorf("a stop is [value, colour], not %s", data)
	}
	return errors.Join(json.Unmarshal(parts[0], &p.value), json.Unmarshal(parts[1], &p.colour))
}

// levelled is a scale made for one level of a variable.
type levelled struct {
	level forecast.Level
	scale *Scale
}

// palettes holds the scales of palettes.json by variable.
type palettes map[string][]levelled

var builtIn = sync.OnceValues(func() (palettes, error) { return parsePalettes(palettesJSON) })

// parsePalettes reads palettes.json. An error says which scale is wrong and why.
func parsePalettes(data []byte) (palettes, error) {
	var file paletteFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, err
	}
	out := palettes{}
	for name, row := range file.Scales {
		layer, err := forecast.ParseLayer(name)
		if err != nil {
			return nil, fmt.Errorf("scale %q is not named for a layer: %w", name, err)
		}
		scale, err := row.scale(file.Ramps, layer.Variable.Display)
		if err != nil {
			return nil, fmt.Errorf("scale %q: %w", name, err)
		}
		v := layer.Variable.Name
		out[v] = append(out[v], levelled{layer.Level, scale})
	}
	for name, model := range file.Like {
		if forecast.VariableNamed(name) == nil || out[name] != nil || file.Scales[model].empty() {
			return nil, fmt.Errorf("%q cannot be coloured like %q: name a variable without scales and one with", name, model)
		}
		out[name] = out[model]
	}
	if file.Probability.empty() {
		return out, nil
	}
	return out, file.statistics(out)
}

// statistics adds the scales of probabilities and spreads.
func (f *paletteFile) statistics(out palettes) error {
	probability, err := f.Probability.scale(f.Ramps, forecast.Display{Scale: 100})
	if err != nil {
		return fmt.Errorf("probability: %w", err)
	}
	for _, v := range forecast.Variables() {
		if v.Shape != forecast.Scalar {
			continue
		}
		row := f.Spread
		row.To = (v.Max - v.Min) / 20 * v.Display.Scale
		if to, ok := f.SpreadTo[v.Name]; ok {
			row.To = to
		}
		spread, err := row.scale(f.Ramps, forecast.Display{Scale: v.Display.Scale})
		if err != nil {
			return fmt.Errorf("spread of %s: %w", v.Name, err)
		}
		out[statisticKey(v.Name, "spread")] = []levelled{{scale: spread}}
		out[statisticKey(v.Name, "probability")] = []levelled{{scale: probability}}
	}
	return nil
}

// statisticKey names the scales of a statistic of a variable; no variable is named so.
func statisticKey(variable, statistic string) string { return variable + " " + statistic }

func (r scaleRow) empty() bool { return r.Ramp == "" && r.Stops == nil }

// largest is beyond any value in SI units, and well within what 32 bits hold.
const largest = 1e9

// scale makes the scale of a row, its values turned from what people read to SI.
func (r scaleRow) scale(ramps map[string][]Colour, d forecast.Display) (*Scale, error) {
	pairs := r.Stops
	if r.Ramp != "" {
		ramp := ramps[r.Ramp]
		if len(ramp) < 2 || pairs != nil || !(r.From < r.To) {
			return nil, fmt.Errorf("a scale has stops, or the name of a ramp of two or more colours with from below to")
		}
		for i, c := range ramp {
			f := float64(i) / float64(len(ramp)-1)
			pairs = append(pairs, stopPair{r.From + f*(r.To-r.From), c})
		}
	}
	if len(pairs) < 2 || len(pairs) > maxBins/2 {
		return nil, fmt.Errorf("%d stops: a scale has 2 to %d", len(pairs), maxBins/2)
	}
	stops := make([]Stop, len(pairs))
	for i, p := range pairs {
		stops[i] = Stop{tidy((p.value - d.Offset) / d.Scale), p.colour}
		if i > 0 && !(float32(stops[i].Value) > float32(stops[i-1].Value)) || math.Abs(stops[i].Value) > largest {
			return nil, fmt.Errorf("stop %d at %g must be above the one before it, and no number so large", i, p.value)
		}
	}
	below, above := stops[0].Colour, stops[len(stops)-1].Colour
	if r.Below != nil {
		below = *r.Below
	}
	if r.Above != nil {
		above = *r.Above
	}
	return newScale(stops, below, above), nil
}

// tidy takes off the last bits that a change of units leaves: 233.14999999999998 is 233.15.
func tidy(v float64) float64 {
	out, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v
	}
	return out
}
