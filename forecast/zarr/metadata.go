package zarr

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// DataType is the type of an array's elements, as zarr.json spells it.
type DataType string

// The data types in use.
const (
	Int16   DataType = "int16"
	Int32   DataType = "int32"
	Int64   DataType = "int64"
	Float32 DataType = "float32"
	Float64 DataType = "float64"
)

// Size gives the bytes of one element, 0 for a type that is not in use.
func (t DataType) Size() int {
	switch t {
	case Int16:
		return 2
	case Int32, Float32:
		return 4
	case Int64, Float64:
		return 8
	}
	return 0
}

// numpy gives the type as numcodecs writes it.
func (t DataType) numpy() string {
	return map[DataType]string{Int16: "<i2", Int32: "<i4", Int64: "<i8", Float32: "<f4", Float64: "<f8"}[t]
}

// Array describes an array, as its zarr.json does.
type Array struct {
	Shape      []int
	Chunk      []int // shape of one object: the shard, where Inner is set
	Inner      []int // shape of the chunks within a shard; nil for an array that is not sharded
	Packed     bool  // shuffled and compressed; not together with Inner
	Type       DataType
	Coding     Coding // of the inner chunks
	Fill       any    // a number, or "NaN"
	Dimensions []string
	Attributes map[string]any
}

type named struct {
	Name          string          `json:"name"`
	Configuration json.RawMessage `json:"configuration,omitempty"`
}

type arrayJSON struct {
	Format     int            `json:"zarr_format"`
	Node       string         `json:"node_type"`
	Shape      []int          `json:"shape"`
	Type       DataType       `json:"data_type"`
	ChunkGrid  named          `json:"chunk_grid"`
	ChunkKeys  named          `json:"chunk_key_encoding"`
	Fill       any            `json:"fill_value"`
	Codecs     []named        `json:"codecs"`
	Dimensions []string       `json:"dimension_names"`
	Attributes map[string]any `json:"attributes"`
}

type chunkGrid struct {
	Shape []int `json:"chunk_shape"`
}

type sharding struct {
	Shape         []int   `json:"chunk_shape"`
	Codecs        []named `json:"codecs"`
	IndexCodecs   []named `json:"index_codecs"`
	IndexLocation string  `json:"index_location"`
}

func raw(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // only of our own literals
	}
	return data
}

var littleEndian = named{"bytes", raw(map[string]string{"endian": "little"})}

// Marshal gives the array's zarr.json.
func (a *Array) Marshal() ([]byte, error) {
	codecs := []named{littleEndian}
	if a.Packed {
		codecs = a.packing()
	}
	if a.Inner != nil {
		codecs = []named{{"sharding_indexed", raw(sharding{
			Shape:         a.Inner,
			Codecs:        a.innerCodecs(),
			IndexCodecs:   []named{littleEndian, {Name: "crc32c"}},
			IndexLocation: "end",
		})}}
	}
	return json.MarshalIndent(arrayJSON{
		Format: 3, Node: "array", Shape: a.Shape, Type: a.Type,
		ChunkGrid:  named{"regular", raw(chunkGrid{a.Chunk})},
		ChunkKeys:  named{"default", raw(map[string]string{"separator": "."})},
		Fill:       a.Fill,
		Codecs:     codecs,
		Dimensions: a.Dimensions, Attributes: a.Attributes,
	}, "", " ")
}

// packing gives the codecs that shuffle and compress.
func (a *Array) packing() []named {
	return []named{
		littleEndian,
		{"numcodecs.shuffle", raw(map[string]int{"elementsize": a.Type.Size()})},
		{"zstd", raw(map[string]any{"level": 3, "checksum": false})},
	}
}

// isPacking says whether codecs are those that packing gives.
func isPacking(codecs []named) bool {
	return len(codecs) == 3 && codecs[0].Name == "bytes" && codecs[1].Name == "numcodecs.shuffle" && codecs[2].Name == "zstd"
}

// namesOf lists codecs for people.
func namesOf(codecs []named) string {
	names := make([]string, len(codecs))
	for i, c := range codecs {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// innerCodecs gives the codecs of inner chunks.
func (a *Array) innerCodecs() []named {
	codecs := slices.Repeat([]named{{delta, raw(map[string]string{"dtype": a.Type.numpy()})}}, a.Coding.Differences)
	if centre := a.Coding.centre(a.Type.Size()); centre != 0 {
		codecs = append(codecs, named{scaleOffset, raw(map[string]int64{"offset": -centre})})
	}
	return append(codecs, a.packing()...)
}

const (
	delta       = "numcodecs.delta"
	scaleOffset = "scale_offset"
)

// readInnerCodecs sets the coding by the codecs of inner chunks; it refuses those that innerCodecs does not give.
func (a *Array) readInnerCodecs(codecs []named) error {
	for _, c := range codecs {
		switch c.Name {
		case delta:
			a.Coding.Differences++
		case scaleOffset:
			a.Coding.Centred = true
		}
	}
	same := func(a, b named) bool {
		return a.Name == b.Name && (a.Name != scaleOffset || sameJSON(a.Configuration, b.Configuration))
	}
	if !slices.EqualFunc(codecs, a.innerCodecs(), same) {
		return fmt.Errorf("zarr: chunks coded by %s are not read here: a later version wrote them, or another program; update this one, or delete the run and ingest it again", namesOf(codecs))
	}
	return nil
}

// sameJSON says whether two texts hold the same, in whatever order and with whatever spaces.
func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}

// ParseArray reads a zarr.json that Marshal wrote; it refuses arrays of any other make.
func ParseArray(data []byte) (*Array, error) {
	var j arrayJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return nil, fmt.Errorf("zarr: array metadata: %w", err)
	}
	packed := isPacking(j.Codecs)
	if j.Format != 3 || j.Node != "array" || j.Type.Size() == 0 || len(j.Codecs) != 1 && !packed {
		return nil, fmt.Errorf("zarr: metadata of another kind: format %d, %s of %s", j.Format, j.Node, j.Type)
	}
	a := &Array{Shape: j.Shape, Packed: packed, Type: j.Type, Fill: j.Fill, Dimensions: j.Dimensions, Attributes: j.Attributes}
	var grid chunkGrid
	if err := json.Unmarshal(j.ChunkGrid.Configuration, &grid); err != nil {
		return nil, fmt.Errorf("zarr: chunk grid: %w", err)
	}
	a.Chunk = grid.Shape
	switch c := j.Codecs[0]; c.Name {
	case "bytes":
	case "sharding_indexed":
		var s sharding
		if err := json.Unmarshal(c.Configuration, &s); err != nil {
			return nil, fmt.Errorf("zarr: sharding: %w", err)
		}
		a.Inner = s.Shape
		if err := a.readInnerCodecs(s.Codecs); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("zarr: codec %s is not in use here", c.Name)
	}
	return a, a.check()
}

func (a *Array) check() error {
	whole := (a.Type == Int16 || a.Type == Int32) && a.Inner != nil
	if n := a.Coding.Differences; n > 2 || (n > 0) != whole || a.Coding.Centred && n == 0 {
		return fmt.Errorf("zarr: %s with differences taken %d times, centred: %t, is not in use here", a.Type, n, a.Coding.Centred)
	}
	if len(a.Chunk) != len(a.Shape) || a.Inner != nil && len(a.Inner) != len(a.Shape) {
		return fmt.Errorf("zarr: shape %v, chunks %v and inner chunks %v do not fit", a.Shape, a.Chunk, a.Inner)
	}
	for i, n := range a.Shape {
		if n < 0 || a.Chunk[i] < 1 || a.Inner != nil && (a.Inner[i] < 1 || a.Chunk[i]%a.Inner[i] != 0) {
			return fmt.Errorf("zarr: shape %v, chunks %v and inner chunks %v do not fit", a.Shape, a.Chunk, a.Inner)
		}
	}
	return nil
}

// Number gives a numeric attribute, or otherwise.
func (a *Array) Number(attribute string, otherwise float64) float64 {
	if v, ok := a.Attributes[attribute].(float64); ok {
		return v
	}
	return otherwise
}

// Group describes a group.
type Group struct {
	Attributes map[string]any
}

type groupJSON struct {
	Format       int            `json:"zarr_format"`
	Node         string         `json:"node_type"`
	Attributes   map[string]any `json:"attributes"`
	Consolidated *consolidated  `json:"consolidated_metadata,omitempty"`
}

type consolidated struct {
	Kind     string                     `json:"kind"`
	Must     bool                       `json:"must_understand"`
	Metadata map[string]json.RawMessage `json:"metadata"`
}

// Marshal gives the group's zarr.json.
func (g Group) Marshal() ([]byte, error) {
	return json.MarshalIndent(groupJSON{Format: 3, Node: "group", Attributes: g.Attributes}, "", " ")
}

// Consolidate gives a group's zarr.json with the metadata of its members (by path) in it, so that
// a reader over HTTP, which cannot list, finds them.
func Consolidate(group []byte, members map[string]json.RawMessage) ([]byte, error) {
	var j groupJSON
	if err := json.Unmarshal(group, &j); err != nil {
		return nil, fmt.Errorf("zarr: group metadata: %w", err)
	}
	j.Consolidated = &consolidated{Kind: "inline", Metadata: members}
	return json.Marshal(j)
}

// ParseGroup reads a group's zarr.json.
func ParseGroup(data []byte) (Group, error) {
	var j groupJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return Group{}, fmt.Errorf("zarr: group metadata: %w", err)
	}
	if j.Format != 3 || j.Node != "group" {
		return Group{}, fmt.Errorf("zarr: metadata of another kind: format %d, %s", j.Format, j.Node)
	}
	return Group{Attributes: j.Attributes}, nil
}
