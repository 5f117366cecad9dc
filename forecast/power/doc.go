// Package power turns a forecast of the weather into a forecast of electric power: wind at the hub
// from the heights that a dataset has, the density of the air there, a turbine's curve, losses,
// and what farms give together: energy, ramps, quantiles.
//
// It computes with numbers alone. Values are SI (m s-1, Pa, K, W, metres above the ground), a
// missing one is NaN and stays NaN: no weather is not no power. docs/power.md has the formulas
// with their sources, and how they were checked.
package power
