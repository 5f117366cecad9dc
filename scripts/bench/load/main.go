// Load asks a server for point forecasts at random places and prints how long the answers took:
//
//	load [-clients 16] [-rate 0] [-seconds 5] URL
//
// URL holds %.3f twice, for latitude and longitude. With a rate, requests start at that pace whether
// or not others have ended, and time counts from when each was due; without, each client asks again
// as soon as it has its answer. It ends with status 1 where an answer is not 200.
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"
)

func main() {
	clients := flag.Int("clients", 16, "requests at the same time at most")
	rate := flag.Float64("rate", 0, "requests a second; 0 for as many as there are answers")
	seconds := flag.Float64("seconds", 5, "how long")
	flag.Parse()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *clients, DisableCompression: true}}
	begin := time.Now()
	end := begin.Add(time.Duration(*seconds * float64(time.Second)))
	due := schedule(begin, end, *rate)
	var all []time.Duration
	var mu sync.Mutex
	var group sync.WaitGroup
	for range *clients {
		group.Go(func() {
			took := ask(client, flag.Arg(0), due, end)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, took...)
		})
	}
	group.Wait()
	slices.Sort(all)
	at := func(share float64) float64 { return all[int(share*float64(len(all)-1))].Seconds() * 1000 }
	fmt.Printf("{\"requests\":%d,\"perSecond\":%.0f,\"p50\":%.2f,\"p99\":%.2f}\n",
		len(all), float64(len(all))/time.Since(begin).Seconds(), at(0.5), at(0.99))
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
func ask(client *http.Client, url string, due <-chan time.Time, end time.Time) (took []time.Duration) {
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
		answer, err := client.Get(fmt.Sprintf(url, rand.Float64()*178-89, rand.Float64()*360-180))
		if err == nil && answer.StatusCode != http.StatusOK {
			err = fmt.Errorf("%s", answer.Status)
		}
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "load:", err)
			os.Exit(1)
		}
		took = append(took, time.Since(at))
	}
}
