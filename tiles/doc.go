// Package tiles turns a field into tiles: coloured Web Mercator PNGs for any map library, and value
// tiles that carry the numbers of the native grid.
//
// A coloured tile takes four steps, each in its file: where the pixels lie on the grid (plan.go),
// their values (resample.go), the palette index of each value (lookup.go) and the PNG (png.go).
// The colours are in palettes.json, for a designer to edit.
package tiles
