package ingest

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// Walk expands folders to the files of known formats in and below them, sorted by path. A file named itself
// stands whatever it is called. Hidden and temporary names below folders are passed over.
func Walk(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, forecast.Errorf(forecast.NotFound, "ingest.Walk", "there is no file or folder %s", path)
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		if err := filepath.WalkDir(path, collect(path, &files)); err != nil {
			return nil, forecast.Errorf(forecast.Internal, "ingest.Walk", "the folder %s cannot be read: %w", path, err)
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

func collect(root string, files *[]string) fs.WalkDirFunc {
	return func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && hidden(d.Name()):
			return filepath.SkipDir
		case !d.IsDir() && isData(d.Name()):
			*files = append(*files, path)
		}
		return nil
	}
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }

// isData says whether a file's name is that of a finished file of a known format. Writers that rename into
// place use names that end otherwise (x.nc.tmp, x.nc.part) or begin with a dot.
func isData(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".nc", ".nc4", ".netcdf", ".cdf", ".npy":
		return !hidden(name) && !strings.HasPrefix(name, "~")
	}
	return false
}
