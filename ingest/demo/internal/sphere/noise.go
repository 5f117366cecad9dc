package sphere

import "math"

// Vec is a point of the unit sphere, or any vector in its space.
type Vec struct{ X, Y, Z float64 }

// Point is the unit vector of a place given in radians.
func Point(lat, lon float64) Vec {
	sl, cl := math.Sincos(lat)
	so, co := math.Sincos(lon)
	return Vec{cl * co, cl * so, sl}
}

// Fractal is gradient noise summed over octaves, each of double the frequency and
// gain times the amplitude of the one before. It lies about within ±1 and has
// mean 0. frequency is in cycles per Earth radius.
func Fractal(p Vec, frequency, gain float64, octaves int, seed uint32) float64 {
	sum, amp := 0.0, 1.0
	for o := range octaves {
		sum += amp * Noise(Vec{p.X * frequency, p.Y * frequency, p.Z * frequency}, seed+uint32(o)*7919)
		amp *= gain
		frequency *= 2
	}
	return sum
}

// Noise is Perlin's gradient noise, about within ±1, with features of size 1.
func Noise(p Vec, seed uint32) float64 {
	fx, fy, fz := math.Floor(p.X), math.Floor(p.Y), math.Floor(p.Z)
	x, y, z := p.X-fx, p.Y-fy, p.Z-fz
	ix, iy, iz := uint32(int32(fx)), uint32(int32(fy)), uint32(int32(fz))
	u, v, w := fade(x), fade(y), fade(z)
	corner := func(dx, dy, dz uint32) float64 {
		return gradient(Hash(ix+dx, iy+dy, iz+dz, seed), x-float64(dx), y-float64(dy), z-float64(dz))
	}
	a := mix(mix(corner(0, 0, 0), corner(1, 0, 0), u), mix(corner(0, 1, 0), corner(1, 1, 0), u), v)
	b := mix(mix(corner(0, 0, 1), corner(1, 0, 1), u), mix(corner(0, 1, 1), corner(1, 1, 1), u), v)
	return mix(a, b, w)
}

// Hash scrambles its arguments.
func Hash(a, b, c, d uint32) uint32 {
	h := a*0x9E3779B1 ^ b*0x85EBCA77 ^ c*0xC2B2AE3D ^ d*0x27D4EB2F
	h ^= h >> 15
	h *= 0x2C1B3C6D
	h ^= h >> 12
	h *= 0x297A2D39
	return h ^ h>>15
}

func fade(t float64) float64 { return t * t * t * (t*(t*6-15) + 10) }

func mix(a, b, t float64) float64 { return a + t*(b-a) }

// gradient is the dot product with one of twelve directions.
func gradient(h uint32, x, y, z float64) float64 {
	a, b := x, y
	switch h % 3 {
	case 1:
		a, b = y, z
	case 2:
		a, b = z, x
	}
	if h&16 != 0 {
		a = -a
	}
	if h&32 != 0 {
		b = -b
	}
	return a + b
}
