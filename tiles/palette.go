package tiles

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/fengtu/fengtu/forecast"
)

//go:embed palettes.json
var palettesJSON []byte

// paletteFile is the form of palettes.json.
type paletteFile struct {
	About    []string            `json:"about"`
	Ramps    map[string][]Colour `json:"ramps"`
	Like     map[string]string   `json:"like"`
	Scales   map[string]scaleRow `json:"scales"`
	Styles   map[string]styleRow `json:"styles"`
	Isolines map[string]float64  `json:"isolines"` // in display units, by layer
	// Of statistics over members, which are quantities of their own.
	Probability scaleRow           `json:"probability"`
	Spread      scaleRow           `json:"spread"`    // from 0 to the variable's in SpreadTo
	SpreadTo    map[string]float64 `json:"spread_to"` // in display units
	// Of differences of two runs, to either side of 0 as far as a spread.
	Difference scaleRow `json:"difference"`
}

// styleRow is one style besides the default one.
type styleRow struct {
	About    string              `json:"about"`
	Ramps    map[string][]Colour `json:"ramps"`
	Recolour map[string]string   `json:"recolour"` // a ramp by variable
	Scales   map[string]scaleRow `json:"scales"`
}

// scaleRow is one scale: stops, or a ramp stretched evenly from one value to another.
type scaleRow struct {
	Stops []stopPair `json:"stops"`
	Steps bool       `json:"steps"`
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

// levelled is what was made for one level of a variable.
type levelled[T any] struct {
	level forecast.Level
	it    T
}

// byLayer holds what was made for layers, by variable.
type byLayer[T any] map[string][]levelled[T]

// palettes holds the scales of one style.
type palettes = byLayer[*Scale]

// table is palettes.json, read.
type table struct {
	styles   map[string]palettes
	isolines byLayer[float64] // SI
}

// divergingRamp is the name of ramps whose middle stands for 0.
const divergingRamp = "diverging"

// defaultStyle is the name of the scales that no style is asked for.
const defaultStyle = "default"

var builtIn = sync.OnceValues(func() (*table, error) { return parsePalettes(palettesJSON) })

// Styles gives the names of all styles, the default one first.
func Styles() []string {
	all, err := builtIn()
	if err != nil {
		return nil
	}
	return all.names()
}

func (t *table) names() []string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(t.styles)), func(s string) bool { return s == defaultStyle })
	return append([]string{defaultStyle}, names...)
}

// parsePalettes reads palettes.json. An error says which scale is wrong and why.
func parsePalettes(data []byte) (*table, error) {
	var file paletteFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, err
	}
	base, err := readScales(file.Scales, file.Ramps)
	if err != nil {
		return nil, err
	}
	for name, model := range file.Like {
		if forecast.VariableNamed(name) == nil || base[name] != nil || base[model] == nil {
			return nil, fmt.Errorf("%q cannot be coloured like %q: name a variable without scales and one with", name, model)
		}
	}
	for name, model := range file.Like {
		base[name] = base[model]
	}
	if !file.Probability.empty() {
		if err := file.statistics(base); err != nil {
			return nil, err
		}
	}
	out := &table{styles: map[string]palettes{defaultStyle: base}}
	for name, row := range file.Styles {
		if name == defaultStyle {
			return nil, fmt.Errorf("style %q: scales beside styles are the default ones", name)
		}
		if out.styles[name], err = row.palettes(base, file.Like); err != nil {
			return nil, fmt.Errorf("style %q: %w", name, err)
		}
	}
	out.isolines, err = readIntervals(file.Isolines)
	return out, err
}

// readScales reads rows that are named for layers.
func readScales(rows map[string]scaleRow, ramps map[string][]Colour) (palettes, error) {
	out := palettes{}
	for name, row := range rows {
		layer, err := forecast.ParseLayer(name)
		if err != nil {
			return nil, fmt.Errorf("scale %q is not named for a layer: %w", name, err)
		}
		scale, err := row.scale(ramps, layer.Variable.Display)
		if err != nil {
			return nil, fmt.Errorf("scale %q: %w", name, err)
		}
		out.put(layer, scale)
	}
	return out, nil
}

func readIntervals(rows map[string]float64) (byLayer[float64], error) {
	out := byLayer[float64]{}
	for name, interval := range rows {
		layer, err := forecast.ParseLayer(name)
		if err != nil || !(interval > 0) {
			return nil, fmt.Errorf("isolines %q: name a layer and a distance above 0, not %g", name, interval)
		}
		out.put(layer, tidy(interval/layer.Variable.Display.Scale))
	}
	return out, nil
}

// put keeps something for a layer in place of what there was.
func (b byLayer[T]) put(l forecast.Layer, it T) {
	list := b[l.Variable.Name]
	for i := range list {
		if list[i].level == l.Level {
			list[i].it = it
			return
		}
	}
	b[l.Variable.Name] = append(list, levelled[T]{l.Level, it})
}

// palettes gives a style: the default's scales with other colours along their stops, or its own; as
// they are where recolour does not name the variable.
func (r styleRow) palettes(base palettes, like map[string]string) (palettes, error) {
	own, err := readScales(r.Scales, r.Ramps)
	if err != nil {
		return nil, err
	}
	out := palettes{}
	for variable, scales := range base {
		source := variable
		if model, ok := like[variable]; ok && r.Recolour[variable] == "" {
			source = model
		}
		name := r.Recolour[source]
		ramp := r.Ramps[name]
		if name != "" && len(ramp) < 2 {
			return nil, fmt.Errorf("%s has no ramp of two or more colours: recolour names one of the style", variable)
		}
		for _, c := range scales {
			if name != "" {
				c.it = c.it.recolour(ramp, name == divergingRamp)
			}
			out[variable] = append(out[variable], c)
		}
		for _, c := range own[source] {
			out.put(forecast.Layer{Variable: forecast.VariableNamed(variable), Level: c.level}, c.it)
		}
	}
	return out, nil
}

// statistics adds the scales of probabilities, spreads and differences.
func (f *paletteFile) statistics(out palettes) error {
	probability, err := f.Probability.scale(f.Ramps, forecast.Display{Scale: 100})
	if err != nil {
		return fmt.Errorf("probability: %w", err)
	}
	for _, v := range forecast.Variables() {
		if v.Shape == forecast.Direction {
			continue
		}
		to, ok := f.SpreadTo[v.Name]
		if !ok {
			to = (v.Max - v.Min) / 20 * v.Display.Scale
		}
		spread, difference := f.Spread, f.Difference
		spread.To, difference.From, difference.To = to, -to, to
		for name, row := range map[string]scaleRow{"spread": spread, "difference": difference} {
			scale, err := row.scale(f.Ramps, forecast.Display{Scale: v.Display.Scale})
			if err != nil {
				return fmt.Errorf("%s of %s: %w", name, v.Name, err)
			}
			out[statisticKey(v.Name, name)] = []levelled[*Scale]{{it: scale}}
		}
		out[statisticKey(v.Name, "probability")] = []levelled[*Scale]{{it: probability}}
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
	if len(pairs) < 2 || len(pairs) > maxStops {
		return nil, fmt.Errorf("%d stops: a scale has 2 to %d", len(pairs), maxStops)
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
	return newScale(stops, r.Steps, below, above), nil
}

// tidy takes off the last bits that a change of units leaves: 233.14999999999998 is 233.15.
func tidy(v float64) float64 {
	out, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v
	}
	return out
}
