// Command fengtu turns the NetCDF files of a forecast model into a map and point forecasts:
//
//	fengtu serve    serve the map and the API, taking new files as they land
//	fengtu ingest   put files into the store
//	fengtu inspect  say what files hold and what would go in
//	fengtu worker   take new files as they land, without serving
//	fengtu demo     write a synthetic forecast to try things with
//	fengtu runs     list what the store holds
//	fengtu prune    delete old runs
//
// Each flag can also be set in the environment as FENGTU_…, such as FENGTU_DATA.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/objects/s3"
	"github.com/fengtu/fengtu/forecast/store"
)

// version is set when a release is built.
var version = "dev"

// errSome says that the command's own output has told what went wrong.
var errSome = errors.New("not every file went in")

type command struct {
	Serve   serveCmd   `cmd:"" help:"Serve the map and the API, taking new files as they land."`
	Ingest  ingestCmd  `cmd:"" help:"Put files into the store."`
	Inspect inspectCmd `cmd:"" help:"Say what files hold and what would go in, without putting it in."`
	Worker  workerCmd  `cmd:"" help:"Take new files as they land, without serving."`
	Demo    demoCmd    `cmd:"" help:"Write a synthetic forecast in the FengWu-GHR writer's layout."`
	Runs    runsCmd    `cmd:"" help:"List the runs in the store."`
	Prune   pruneCmd   `cmd:"" help:"Delete old runs."`
	Version versionCmd `cmd:"" help:"Print the version."`

	NetcdfReader readerCmd `cmd:"" hidden:"" help:"Read files for another fengtu."`
}

// terminal is where a command reads its context from and writes to.
type terminal struct {
	context.Context
	out, err io.Writer
	log      *slog.Logger
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is main for tests: it gives the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var cmd command
	exit := -1
	parser, err := kong.New(&cmd, kong.Name("fengtu"),
		kong.Description("Fengtu 风图: NetCDF forecasts to a map, points and tiles."),
		kong.DefaultEnvars("FENGTU"), kong.Writers(stdout, stderr), kong.UsageOnError(),
		kong.Exit(func(code int) { exit = code }))
	if err != nil {
		fmt.Fprintln(stderr, "fengtu:", err)
		return 2
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 {
		return exit // --help
	}
	if err != nil {
		fmt.Fprintf(stderr, "fengtu: %v\nTry fengtu --help.\n", err)
		return 2
	}
	term := &terminal{ctx, stdout, stderr, slog.New(slog.NewTextHandler(stderr, nil))}
	switch err := parsed.Run(term); {
	case err == nil:
		return 0
	case errors.Is(err, errSome):
	default:
		fmt.Fprintln(stderr, "fengtu:", describe(err))
	}
	return 1
}

// describe gives an error's sentence for people where it has one, and the cause where that is
// ours.
func describe(err error) string {
	if detail := forecast.DetailOf(err); detail != "" && forecast.KindOf(err) != forecast.Internal {
		return detail
	}
	return err.Error()
}

// dataFlag says where the store is.
type dataFlag struct {
	Data   string `help:"Folder of the store, or s3://bucket/prefix." default:"data" placeholder:"DIR"`
	Memory int64  `help:"Memory to keep to, in MB." default:"512" placeholder:"MB"`
}

// open opens the store. Half of the memory is for decoded fields; the rest is room for what is
// under way and for garbage, which is collected more eagerly as it runs out.
func (f dataFlag) open(t *terminal) (*store.Store, error) {
	if f.Memory < 64 {
		return nil, forecast.Errorf(forecast.Invalid, "open", "--memory must be at least 64 MB, not %d", f.Memory)
	}
	kept, err := f.objects(t)
	if err != nil {
		return nil, fmt.Errorf("the store %s cannot be opened: %w", f.Data, err)
	}
	debug.SetMemoryLimit(f.Memory << 20 * 7 / 8) // what is not Go's comes on top
	return store.New(kept, f.Memory<<20/2)
}

func (f dataFlag) objects(ctx context.Context) (objects.Objects, error) {
	if strings.HasPrefix(f.Data, s3.Scheme) {
		return s3.Open(ctx, f.Data)
	}
	return objects.NewFolder(f.Data)
}

// sweepAge is how old a dead writer's temporary file is before it is deleted.
const sweepAge = time.Minute

// openToWrite opens the store, and rids it of what writers left when they were killed.
func (f dataFlag) openToWrite(t *terminal) (*store.Store, error) {
	s, err := f.open(t)
	if err != nil {
		return nil, err
	}
	if folder, ok := s.Objects().(*objects.Folder); ok {
		if err := folder.Sweep(time.Now().Add(-sweepAge)); err != nil {
			t.log.Warn("temporary files of dead writers remain", "reason", err) // in the way of nobody
		}
	}
	return s, nil
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(t *terminal) error {
	_, err := fmt.Fprintln(t.out, "fengtu", version)
	return err
}
