package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"strconv"
)

// conn speaks as much HTTP as the server under load answers with, so that asking takes a small part of
// the processors that both share: net/http's client takes as much of them as the server does.
type conn struct {
	net.Conn
	host string
	in   *bufio.Reader
	out  []byte
}

func dial(host string) *conn {
	c, err := net.Dial("tcp", host)
	check(err)
	return &conn{Conn: c, host: host, in: bufio.NewReaderSize(c, 64<<10)}
}

// get asks for an address and reads the whole answer.
func (c *conn) get(address string) error {
	c.out = append(c.out[:0], "GET "...)
	c.out = append(append(c.out, address...), " HTTP/1.1\r\nHost: "...)
	c.out = append(append(c.out, c.host...), "\r\nUser-Agent: fengtu-bench\r\n\r\n"...)
	if _, err := c.Write(c.out); err != nil {
		return err
	}
	status, err := c.in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(status, []byte("HTTP/1.1 200 ")) {
		return fmt.Errorf("%s: %s", address, status)
	}
	length := -1
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) <= 2 {
			break
		}
		if name, value, _ := bytes.Cut(line, []byte(":")); bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
	}
	if length < 0 {
		return fmt.Errorf("%s: the answer does not say its length", address)
	}
	_, err = c.in.Discard(length)
	return err
}
