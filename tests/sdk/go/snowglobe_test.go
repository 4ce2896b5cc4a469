// Package sdk runs the AWS SDK for Go v2 against Snowglobe.
package sdk

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// A Snowglobe is a process of the program on a free port, with a manual clock.
type Snowglobe struct {
	t        *testing.T
	endpoint string
}

// start returns when the program says that it listens; it ends with the test.
func start(t *testing.T) *Snowglobe {
	t.Helper()
	port := freePort(t)
	s := &Snowglobe{t, fmt.Sprintf("http://127.0.0.1:%d", port)}
	command := exec.Command(program(), "serve", "--port", fmt.Sprint(port), "--clock", "manual",
		"--seed", "1", "--log-level", "warn")
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	s.check(err)
	s.check(command.Start())
	t.Cleanup(func() {
		s.recordOperations()
		command.Process.Signal(syscall.SIGTERM)
		command.Wait()
	})
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if strings.Contains(lines.Text(), "Ready.") {
			return s
		}
	}
	t.Fatal("Snowglobe is not ready")
	return nil
}

func (s *Snowglobe) sqs() *sqs.Client {
	return sqs.NewFromConfig(s.config())
}

func (s *Snowglobe) dynamodb() *dynamodb.Client {
	return dynamodb.NewFromConfig(s.config())
}

// config makes one attempt: an error that a retry would hide is seen.
func (s *Snowglobe) config() aws.Config {
	return aws.Config{
		BaseEndpoint: aws.String(s.endpoint),
		Region:       "us-east-1",
		Credentials:  credentials.NewStaticCredentialsProvider("test", "test", ""),
		Retryer:      func() aws.Retryer { return aws.NopRetryer{} },
	}
}

// advance moves the manual clock on, as "30s" or "5m"; it returns when all is quiet.
func (s *Snowglobe) advance(duration string) {
	s.t.Helper()
	body := strings.NewReader(fmt.Sprintf(`{"duration": %q}`, duration))
	answer, err := http.Post(s.endpoint+"/_snowglobe/clock/advance", "application/json", body)
	s.check(err)
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		s.t.Fatal(answer.Status)
	}
}

// recordOperations adds what clients called with success to the file that core_operations.py reads.
func (s *Snowglobe) recordOperations() {
	name := os.Getenv("SNOWGLOBE_OPERATIONS_SEEN")
	if name == "" {
		return
	}
	answer, err := http.Get(s.endpoint + "/_snowglobe/journal?limit=100000")
	s.check(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	s.check(err)
	var journal struct {
		Entries []struct{ Service, Operation, Caller, Error string }
	}
	s.check(json.Unmarshal(text, &journal))
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	s.check(err)
	defer file.Close()
	for _, entry := range journal.Entries {
		if entry.Caller == "client" && entry.Error == "" {
			fmt.Fprintln(file, entry.Service, entry.Operation)
		}
	}
}

func (s *Snowglobe) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func program() string {
	if named := os.Getenv("SNOWGLOBE_PROGRAM"); named != "" {
		return named
	}
	return filepath.Join("..", "..", "..", "build", "snowglobe")
}

func freePort(t *testing.T) int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// A result is what a client's call answered.
type result[T any] struct {
	value T
	err   error
}

func call[T any](value T, err error) result[T] {
	return result[T]{value, err}
}

// ok is the value of a call that has to succeed.
func (r result[T]) ok(t *testing.T) T {
	t.Helper()
	if r.err != nil {
		t.Fatal(r.err)
	}
	return r.value
}

// as is the error as the type that a user would look for with errors.As.
func as[E error](t *testing.T, err error) E {
	t.Helper()
	var found E
	if !errors.As(err, &found) {
		t.Fatalf("want %T, got %v", found, err)
	}
	return found
}

func equal[T any](t *testing.T, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %#v, want %#v", got, want)
	}
}
