// Package ingest brings files into the store: it opens a NetCDF file or an array of numpy, has
// package cf work out what it holds, reads it variable by variable, checks and converts each field,
// and puts it into its run. It also expands folders to files and watches folders for new ones.
package ingest
