// Package queue shares the files that land among processes, on one machine or several: whoever watches
// a folder adds them, whoever works takes one at a time. The queue is a stream of NATS JetStream, so that
// a file whose worker dies is given to another. Files themselves are not sent: all see the same folders
// under the same paths.
package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/fengtu/fengtu/forecast"
)

const (
	streamName = "FENGTU"
	subject    = "fengtu.files"
	workers    = "ingest" // the consumer that all workers share
	// twice is for how long the same state of a file is taken for the one that was added before: two
	// processes may watch one folder.
	twice = 2 * time.Minute
	// silent is after how long without a sign of life a worker counts as dead.
	silent = 30 * time.Second
	// tryAgain is when a file is given out again that could not be taken, though nothing is wrong with it.
	tryAgain = 30 * time.Second
	// askFor is how long a worker waits for a file before it asks again.
	askFor = time.Second
	// mostAbsent is how often a file is looked for that is not there.
	mostAbsent = 10
)

// Queue is files that landed and are to be taken. It is safe for concurrent use.
type Queue struct {
	connection *nats.Conn
	stream     jetstream.JetStream
	silent     time.Duration
	tryAgain   time.Duration
}

// job is what a message says.
type job struct {
	Path string `json:"path"`
}

// Connect opens the queue on a NATS server, such as nats://host:4222, and makes it where it is new. It
// fails with kind Invalid where there is no server, or none with JetStream.
func Connect(ctx context.Context, url string) (*Queue, error) {
	const op = "queue.Connect"
	connection, err := nats.Connect(url, nats.Name("fengtu"), nats.MaxReconnects(-1))
	if err != nil {
		return nil, forecast.Errorf(forecast.Invalid, op, "no queue at %s: %v: start a NATS server with JetStream there, or name another with --queue", url, err)
	}
	stream, err := jetstream.New(connection)
	if err == nil {
		_, err = stream.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
			Name: streamName, Subjects: []string{subject}, Retention: jetstream.WorkQueuePolicy, Duplicates: twice,
			Description: "files for fengtu to take into its store",
		})
	}
	if err != nil {
		connection.Close()
		return nil, forecast.Errorf(forecast.Invalid, op, "the server at %s keeps no queue: %v: start it with JetStream (nats-server -js)", url, err)
	}
	return &Queue{connection: connection, stream: stream, silent: silent, tryAgain: tryAgain}, nil
}

// Close leaves the queue; what is in it stays.
func (q *Queue) Close() { q.connection.Close() }

// Add puts a file into the queue, unless the same state of it was put there a moment ago.
func (q *Queue) Add(ctx context.Context, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	message, err := json.Marshal(job{path})
	if err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	state := fmt.Sprintf("%s %d %d", path, info.Size(), info.ModTime().UnixNano())
	if _, err = q.stream.Publish(ctx, subject, message, jetstream.WithMsgID(state)); err != nil {
		return fmt.Errorf("queue: %s cannot be added: %w", path, err)
	}
	return nil
}

// Work has files taken, one at a time, until ctx ends. Where take answers false, the disk being full or
// the like, the file is given out again half a minute later. A file that is not there is looked for ten
// times, in case the others' folder is not mounted here; absent is told at the end.
func (q *Queue) Work(ctx context.Context, take func(path string) bool, absent func(path string)) error {
	consumer, err := q.stream.CreateOrUpdateConsumer(ctx, streamName, jetstream.ConsumerConfig{
		Durable: workers, AckPolicy: jetstream.AckExplicitPolicy, AckWait: q.silent, MaxAckPending: -1,
	})
	if err != nil {
		return fmt.Errorf("queue: cannot work: %w", err)
	}
	for ctx.Err() == nil {
		m, err := consumer.Next(jetstream.FetchMaxWait(askFor))
		switch {
		case err == nil:
			q.do(ctx, m, take, absent)
		case errors.Is(err, nats.ErrTimeout), ctx.Err() != nil:
		default: // the server is away for a moment; the connection is made again by itself
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
		}
	}
	return nil
}

// do has one file taken, and says meanwhile that the worker lives. What the server does not hear of is
// given out again, and found to be in the store already.
func (q *Queue) do(ctx context.Context, m jetstream.Msg, take func(string) bool, absent func(string)) {
	var j job
	if err := json.Unmarshal(m.Data(), &j); err != nil || j.Path == "" {
		_ = m.TermWithReason("not a file's path")
		return
	}
	if _, err := os.Stat(j.Path); errors.Is(err, os.ErrNotExist) {
		if about, err := m.Metadata(); err == nil && about.NumDelivered >= mostAbsent {
			_ = m.TermWithReason("the file is gone")
			absent(j.Path)
			return
		}
		_ = m.NakWithDelay(q.tryAgain)
		return
	}
	done := make(chan struct{})
	go func() {
		for tick := time.NewTicker(q.silent / 3); ; {
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
				_ = m.InProgress()
			}
		}
	}()
	taken := take(j.Path)
	close(done)
	switch {
	case taken:
		_ = m.DoubleAck(context.WithoutCancel(ctx))
	case ctx.Err() != nil:
		_ = m.Nak() // another may have it at once
	default:
		_ = m.NakWithDelay(q.tryAgain)
	}
}
