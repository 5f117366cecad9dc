// Package ui is the map front end: TypeScript in src, built by `make ui` into dist, which is
// embedded here so that the binary needs no other file.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files gives the built front end; without index.html where it has not been built.
func Files() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // only of a misspelt folder above
	}
	return sub
}
