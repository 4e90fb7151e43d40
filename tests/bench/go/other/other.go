// Package other holds the function of another unit that is called.
package other

//go:noinline
func Mix(a, b uint32) uint32 { return (a ^ b) + a>>3 }
