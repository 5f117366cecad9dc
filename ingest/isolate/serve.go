package isolate

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"net"
	"os"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// Where a reader finds its socket and its shared memory.
const (
	socketFD = 3
	memoryFD = 4
)

// Serve is the life of a reader: it answers requests until the process that started it closes the
// socket.
func Serve() error {
	socket := os.NewFile(socketFD, "socket")
	conn, err := net.FileConn(socket)
	if err != nil {
		return fmt.Errorf("isolate: this command is for fengtu itself: %w", err)
	}
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0) // where that is not allowed, the kernel chooses
	r := &reader{memory: &memory{file: os.NewFile(memoryFD, "shared memory")}}
	in, out := gob.NewDecoder(conn), gob.NewEncoder(conn)
	for {
		var req request
		if err := in.Decode(&req); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("isolate: %w", err)
		}
		var ans answer
		ans.Fault = faultOf(r.do(req, &ans))
		if err := out.Encode(ans); err != nil {
			return fmt.Errorf("isolate: %w", err)
		}
	}
}

// reader is the state of a reader process.
type reader struct {
	memory *memory
	file   *netcdf.File
	slab   netcdf.Slab
}

func (r *reader) do(req request, ans *answer) (err error) {
	if req.Op == openFile {
		if r.file, err = netcdf.Open(req.Path); err == nil {
			ans.Path, ans.Attrs, ans.Vars = r.file.Path(), r.file.Attrs(), r.file.Vars()
		}
		return err
	}
	if r.file == nil {
		return errors.New("isolate: no file is open")
	}
	switch req.Op {
	case closeFile:
		err = r.file.Close()
		r.file = nil
	case readFloat64:
		ans.Numbers, err = r.file.ReadFloat64(req.Name)
	case readText:
		ans.Text, err = r.file.ReadText(req.Name)
	case readSlab:
		if err = r.memory.follow(); err != nil {
			return err
		}
		r.slab.Lay(req.Type, r.memory.bytes)
		err = r.file.ReadSlab(req.Name, req.Start, req.Count, &r.slab)
		ans.Length = r.slab.Len()
	}
	return err
}
