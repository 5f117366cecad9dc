// Package web is everything that speaks HTTP: the catalogue, points, tiles, value tiles, the store
// as Zarr, events and the map. Handlers parse a request into exactly one field, place or run,
// leave the work to forecast and tiles, and say how long the answer may be kept. docs/http.md is
// the contract.
package web
