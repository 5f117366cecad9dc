// Package cf works out what a NetCDF file holds: which dataset and run it belongs to, the grid, and
// for each variable the layers, valid times, unit conversion and order of axes. It follows the CF
// conventions where a file does, and the spellings of ECMWF, cfgrib, WeatherBench, GraphCast and
// FengWu where it does not.
//
// It reads nothing but names, attributes and coordinates, through Source, so that it needs no
// NetCDF library. What it repairs and what it leaves out is named in the Plan, with the reason.
package cf
