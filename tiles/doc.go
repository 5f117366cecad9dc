// Package tiles turns a field into tiles: coloured Web Mercator PNGs for any map library, vector
// tiles, pictures packed with values, and value tiles that carry the numbers of the native grid.
//
// A coloured tile takes four steps, each in its file: where the pixels lie on the grid (plan.go),
// their values (resample.go), the palette index of each value (lookup.go) and the PNG (png.go).
// The colours are in palettes.json, for a designer to edit; style.go adapts them to a request.
//
// A map of any rectangle (map.go) takes the same steps for square parts of it.
//
// A vector tile (vectors.go) begins with values on a lattice (lattice.go), from which marching
// squares make pieces of lines (isolines.go) or of the edges of areas (isobands.go), and chain.go
// joins them; arrows.go and centres.go make points; mvt.go writes them down.
package tiles
