// bench.go: the benchmarks in Go: `bench PROGRAM WHAT COUNT` prints what the programs in C print, see ../bench.h.
// A function is marked with the name of its benchmark: @ await, @ fib and so on.
//
// Any function of Go's can wait, so an await is a call.  Those that are measured are go:noinline: the compiler would leave nothing of them.
// One processor, as the others have: the garbage collector's threads count, too.
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"bench/other"
)

// processorTime is the time of the process in seconds.
func processorTime() float64 {
	var used syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return float64(used.Utime.Sec+used.Stime.Sec) + float64(used.Utime.Usec+used.Stime.Usec)/1e6
}

// memory is what the process has in use, in bytes.
func memory() int {
	text, _ := os.ReadFile("/proc/self/statm")
	pages, _ := strconv.Atoi(string(bytes.Fields(text)[1]))
	return pages * os.Getpagesize()
}

var before, after int

//go:noinline
func mix(a, b uint32) uint32 { return (a ^ b) + a>>3 }

func runAwait(what string, n int) uint64 { // @ await
	sum := uint32(1)
	if what == "unit" {
		for i := 0; i < n; i++ {
			sum = mix(sum, uint32(i))
		}
	} else {
		for i := 0; i < n; i++ {
			sum = other.Mix(sum, uint32(i))
		}
	}
	return uint64(sum)
}

//go:noinline
func fib(n int) uint64 {
	if n < 2 {
		return uint64(n)
	}
	return fib(n-1) + fib(n-2)
}

func runFib(what string, n int) uint64 { return fib(n) } // @ fib

func runYield(what string, n int) uint64 { // @ yield
	ntasks, _ := strconv.Atoi(what)
	ended := make(chan uint64, ntasks)
	for i := 0; i < ntasks; i++ {
		go func() {
			done := uint64(0)
			for i := 0; i < n/ntasks; i++ {
				runtime.Gosched()
				done++
			}
			ended <- done
		}()
	}
	done := uint64(0)
	for i := 0; i < ntasks; i++ {
		done += <-ended
	}
	return done
}

//go:noinline
func twice(n uint64) uint64 { return 2 * n }

func runSpawn(what string, n int) uint64 { // @ spawn
	sum := uint64(0)
	for i := uint64(0); i < uint64(n); i++ {
		i, result := i, make(chan uint64, 1)
		go func() { result <- twice(i) }()
		sum += <-result
	}
	return sum
}

//go:noinline
func branch(n uint64) uint64 {
	runtime.Gosched()
	return n
}

func runGather(what string, n int) uint64 { // @ gather
	const width = 100
	var results [width]uint64
	sum := uint64(0)
	for i := 0; i < n/width; i++ {
		var all sync.WaitGroup
		all.Add(width)
		for k := 0; k < width; k++ {
			i, k := i, k
			go func() {
				results[k] = branch(uint64(i + k))
				all.Done()
			}()
		}
		all.Wait()
		for _, result := range results {
			sum += result
		}
	}
	return sum
}

func runQueue(what string, n int) uint64 { // @ queue
	room, _ := strconv.Atoi(what)
	q := make(chan uint64, room)
	go func() {
		for i := uint64(0); i < uint64(n); i++ {
			q <- i
		}
	}()
	sum := uint64(0)
	for i := 0; i < n; i++ {
		sum += <-q
	}
	return sum
}

func numbers(n uint64) <-chan uint64 {
	items := make(chan uint64)
	go func() {
		for i := uint64(0); i < n; i++ {
			items <- i
		}
		close(items)
	}()
	return items
}

func runGenerator(what string, n int) uint64 { // @ generator
	sum := uint32(0)
	for item := range numbers(uint64(n)) {
		sum = (sum<<1 | sum>>31) ^ uint32(item)
	}
	return uint64(sum)
}

func runSleepers(what string, n int) uint64 { // @ sleepers
	ended := make(chan struct{}, n)
	before = memory()
	for i := 0; i < n; i++ {
		seconds := 1 + float64(i*7919%n)/float64(n)
		go func() {
			time.Sleep(time.Duration(seconds * float64(time.Second)))
			ended <- struct{}{}
		}()
	}
	runtime.Gosched()
	after = memory()
	done := uint64(0)
	for i := 0; i < n; i++ {
		<-ended
		done++
	}
	return done
}

//go:noinline
func nested(depth uint64) uint64 {
	if depth == 0 {
		runtime.Gosched()
		after = memory()
		return 0
	}
	return nested(depth-1) + 1
}

func runNested(what string, n int) uint64 { // @ nested
	before = memory()
	return nested(uint64(n))
}

func runLoop(what string, n int) uint64 { // @ loop
	a, b := uint64(1), uint64(2)
	table := [16]uint64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3}
	runtime.Gosched()
	for i := 0; i < n; i++ {
		a = a*6364136223846793005 + table[b&15]
		b ^= a >> 29
		table[i&15] += b
	}
	runtime.Gosched()
	return a ^ b ^ table[3]
}

var programs = map[string]func(string, int) uint64{
	"await": runAwait, "fib": runFib, "yield": runYield, "spawn": runSpawn, "gather": runGather, "queue": runQueue,
	"generator": runGenerator, "sleepers": runSleepers, "nested": runNested, "loop": runLoop,
}

func main() {
	runtime.GOMAXPROCS(1)
	program, what := programs[os.Args[1]], os.Args[2]
	count, _ := strconv.Atoi(os.Args[3])
	began := processorTime()
	result := program(what, count)
	seconds := processorTime() - began
	if after != 0 {
		fmt.Println(result, seconds, after-before)
	} else {
		fmt.Println(result, seconds)
	}
}
