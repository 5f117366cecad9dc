// Package web speaks HTTP: the catalogue, tiles, value tiles, textures, the store as Zarr, events and the
// map are here, and the rooms beside it answer the rest. Handlers parse a request into exactly one field,
// place or run, leave the work to forecast and tiles, and say how long the answer may be kept.
// docs/http.md is the contract.
package web
