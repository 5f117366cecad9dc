// Load asks a server for point forecasts at random places and prints how long the answers took:
//
//	load [-clients 16] [-rate 0] [-seconds 5] [-places 1] URL
//
// URL holds {lat} and {lon}, for as many of each as there are places. With a rate, requests start at
// that pace whether or not others have ended, and time counts from when each was due; without, each
// client asks again as soon as it has its answer. It ends with status 1 where an answer is not 200.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

func main() {
	clients := flag.Int("clients", 16, "requests at the same time at most")
	rate := flag.Float64("rate", 0, "requests a second; 0 for as many as there are answers")
	seconds := flag.Float64("seconds", 5, "how long")
	places := flag.Int("places", 1, "places a request")
	flag.Parse()
	to, err := url.Parse(flag.Arg(0))
	check(err)
	begin := time.Now()
	end := begin.Add(time.Duration(*seconds * float64(time.Second)))
	due := schedule(begin, end, *rate)
	var all []time.Duration
	var mu sync.Mutex
	var group sync.WaitGroup
	for range *clients {
		group.Go(func() {
			took := ask(to, *places, due, end)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, took...)
		})
	}
	group.Wait()
	report(all, time.Since(begin))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// report prints rate and times, and what asking took: milliseconds of CPU a request.
func report(all []time.Duration, took time.Duration) {
	slices.Sort(all)
	at := func(share float64) float64 { return all[int(share*float64(len(all)-1))].Seconds() * 1000 }
	var used syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	cpu := time.Duration(used.Utime.Nano() + used.Stime.Nano())
	check(json.NewEncoder(os.Stdout).Encode(map[string]float64{
		"requests": float64(len(all)), "perSecond": float64(len(all)) / took.Seconds(),
		"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "most": at(1), "ownCPU": cpu.Seconds() * 1000 / float64(len(all)),
	}))
}

// schedule hands out the times at which requests are due, nil where there is no rate.
func schedule(begin, end time.Time, rate float64) <-chan time.Time {
	if rate <= 0 {
		return nil
	}
	due := make(chan time.Time, int(rate*end.Sub(begin).Seconds())+1) // never waits for clients
	go func() {
		defer close(due)
		for n := 0; ; n++ {
			at := begin.Add(time.Duration(float64(n) / rate * float64(time.Second)))
			if at.After(end) {
				return
			}
			time.Sleep(time.Until(at))
			due <- at
		}
	}()
	return due
}

// ask sends requests until the end and gives the time that each took.
func ask(to *url.URL, places int, due <-chan time.Time, end time.Time) (took []time.Duration) {
	c := dial(to.Host)
	defer c.Close()
	for {
		at := time.Now()
		if due != nil {
			var ok bool
			if at, ok = <-due; !ok {
				return took
			}
		} else if at.After(end) {
			return took
		}
		check(c.get(somewhere(to.RequestURI(), places)))
		took = append(took, time.Since(at))
	}
}

// somewhere fills in random places.
func somewhere(address string, places int) string {
	var lat, lon []byte
	for k := range places {
		if k > 0 {
			lat, lon = append(lat, ','), append(lon, ',')
		}
		lat = strconv.AppendFloat(lat, rand.Float64()*178-89, 'f', 3, 64)
		lon = strconv.AppendFloat(lon, rand.Float64()*360-180, 'f', 3, 64)
	}
	return strings.NewReplacer("%7Blat%7D", string(lat), "%7Blon%7D", string(lon), "{lat}", string(lat), "{lon}", string(lon)).Replace(address)
}
