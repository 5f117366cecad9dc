package isolate

import (
	"encoding/gob"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// process is a reader as its starter sees it.
type process struct {
	cmd    *exec.Cmd
	conn   net.Conn
	out    *gob.Encoder
	in     *gob.Decoder
	memory *memory
	said   *head
	files  int  // that it has had open
	dead   bool // and buried
}

// spawn starts a reader.
func spawn(command []string) (*process, error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("isolate: socket: %w", err)
	}
	mine, its := os.NewFile(uintptr(pair[0]), "socket"), os.NewFile(uintptr(pair[1]), "socket")
	defer mine.Close() // FileConn has a copy
	defer its.Close()
	conn, err := net.FileConn(mine)
	if err != nil {
		return nil, fmt.Errorf("isolate: socket: %w", err)
	}
	memory, err := newMemory()
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	p := &process{conn: conn, out: gob.NewEncoder(conn), in: gob.NewDecoder(conn), memory: memory, said: &head{}}
	p.cmd = exec.Command(command[0], command[1:]...)
	p.cmd.Stdout, p.cmd.Stderr = p.said, p.said
	p.cmd.ExtraFiles = []*os.File{its, memory.file} // from socketFD on
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.cmd.Start(); err != nil {
		_ = conn.Close()
		memory.close()
		return nil, fmt.Errorf("isolate: a reader cannot be started: %w", err)
	}
	return p, nil
}

// errLate is what a request that takes too long wraps.
var errLate = errors.New("the NetCDF library did not come to an end")

// call has a reader do something. An error that is no fault means that the reader is dead.
func (p *process) call(req request, limit time.Duration) (answer, error) {
	var ans answer
	err := p.conn.SetDeadline(time.Now().Add(limit))
	if err == nil {
		err = p.out.Encode(req)
	}
	if err == nil {
		err = p.in.Decode(&ans)
	}
	if err != nil {
		return ans, p.bury(errors.Is(err, os.ErrDeadlineExceeded), limit)
	}
	if ans.Fault != nil {
		return ans, ans.Fault
	}
	return ans, nil
}

// bury ends a reader that no longer answers, and tells why. A file that crashes the library or
// keeps it busy for ever is damaged; a reader that somebody else killed says nothing of the file.
func (p *process) bury(late bool, limit time.Duration) error {
	ended := p.end(late)
	switch {
	case late:
		return fmt.Errorf("%w within %v: the file is damaged, or its disk hangs: copy it again: %w", errLate, limit, netcdf.ErrFormat)
	case ended != nil && ended.Signaled() && ended.Signal() == syscall.SIGKILL:
		return errors.New("the process that read it was killed, perhaps for want of memory: try again")
	}
	return fmt.Errorf("it makes the NetCDF library crash (%s): the file is damaged: copy it again: %w", p.said.firstLine(), netcdf.ErrFormat)
}

// grace is how long a reader that crashes may take to say why.
const grace = 5 * time.Second

// end kills a reader, waits for its end and gives that.
func (p *process) end(kill bool) *syscall.WaitStatus {
	if p.dead {
		return nil
	}
	p.dead = true
	_ = p.conn.Close() // it ends by itself then, unless it is lost in the library
	wait := grace
	if kill {
		wait = 0
	}
	timer := time.AfterFunc(wait, func() { _ = p.cmd.Process.Kill() })
	_ = p.cmd.Wait() // tells how it ended, as ProcessState does
	timer.Stop()
	p.memory.close()
	status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
	if !ok {
		return nil
	}
	return &status
}

// head keeps the first that a reader prints: a crash says what it was in its first line, before
// pages of stacks.
type head struct{ text []byte }

// Write keeps what fits and drops the rest.
func (h *head) Write(data []byte) (int, error) {
	h.text = append(h.text, data[:min(len(data), 4096-len(h.text))]...)
	return len(data), nil
}

// firstLine is to be called when the reader has ended.
func (h *head) firstLine() string {
	for line := range strings.Lines(string(h.text)) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return "without a word"
}

// named puts the file into an error that does not name it.
func named(path string, err error) error {
	var f *fault
	if errors.As(err, &f) {
		return err
	}
	return fmt.Errorf("netcdf: %s: %w", filepath.Base(path), err)
}
