package isolate

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// memory is what two processes share, through a file that has no name.
type memory struct {
	file  *os.File
	bytes []byte
}

// newMemory makes shared memory, empty at first.
func newMemory() (*memory, error) {
	fd, err := unix.MemfdCreate("fengtu", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("isolate: shared memory: %w", err)
	}
	return &memory{file: os.NewFile(uintptr(fd), "shared memory")}, nil
}

// atLeast makes the memory larger where it is smaller than size.
func (m *memory) atLeast(size int) error {
	if size <= len(m.bytes) {
		return nil
	}
	if err := m.file.Truncate(int64(size)); err != nil {
		return fmt.Errorf("isolate: shared memory: %w", err)
	}
	return m.follow()
}

// follow maps all that the file has come to hold.
func (m *memory) follow() error {
	info, err := m.file.Stat()
	if err != nil || info.Size() == int64(len(m.bytes)) {
		return err
	}
	m.unmap()
	m.bytes, err = unix.Mmap(int(m.file.Fd()), 0, int(info.Size()), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return fmt.Errorf("isolate: shared memory: %w", err)
	}
	return nil
}

func (m *memory) unmap() {
	if m.bytes != nil {
		_ = unix.Munmap(m.bytes) // fails only for memory that is not mapped
		m.bytes = nil
	}
}

func (m *memory) close() {
	m.unmap()
	_ = m.file.Close()
}
