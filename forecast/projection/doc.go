// Package projection maps the globe to the planes that models compute on, and back: rotated poles,
// cones, cylinders and azimuthal planes, on spheres and ellipsoids. A projection is described as CF
// describes grid mappings (CF conventions 1.11, appendix F); strings of PROJ are read too.
//
// Latitudes and longitudes are those of the projection's own figure of the Earth: shifts of datum
// are not applied. Models take the latitude of their sphere for that of the map, which differs by
// far more.
//
// Formulas are those of J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper
// 1395, 1987), unless another source is named.
package projection
