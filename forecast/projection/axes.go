package projection

// Axis is what the coordinates of a plane's rows or columns are called in files.
type Axis struct{ Name, StandardName, Units string }

// Axes gives those of the plane of a kind: LatLon, Rotated, or any other in metres.
func Axes(kind string) (y, x Axis) {
	switch kind {
	case LatLon:
		return Axis{"latitude", "latitude", "degrees_north"}, Axis{"longitude", "longitude", "degrees_east"}
	case Rotated:
		return Axis{"rlat", "grid_latitude", "degrees"}, Axis{"rlon", "grid_longitude", "degrees"}
	}
	return Axis{"y", "projection_y_coordinate", "m"}, Axis{"x", "projection_x_coordinate", "m"}
}
