// Package forecast is the ground floor of Fengtu: what a dataset, a run, a layer, a grid and a
// field are, and the errors that every package speaks.
//
// A dataset (a model or product) has runs. A run is one forecast, named by its reference time. It
// holds layers (a variable at a level: temperature_850hPa) at valid times, all on one grid. One
// layer at one time is a field: a 2-D array of values in SI units, rows from north to south,
// columns from west to east, NaN where a value is missing.
//
// Packages below this folder keep runs (store, on zarr and objects), compute layers from others
// (derive) and read forecasts at places (point). None of them imports ingest, tiles or web.
package forecast
