#include "tests/bench/subject.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "services/catalog.h"
#include "tests/bench/recorder.h"

namespace snowglobe::bench {
namespace {

double seconds_since(MachineInstant start) {
  return std::chrono::duration<double>(machine_instant() - start).count();
}

Call call_of(const char* service, const char* operation, Json input) {
  Call call;
  call.service = service;
  call.operation = operation;
  call.input = std::move(input);
  return call;
}

Json output_of(const char* service, const char* operation, Outcome outcome) {
  if (outcome.error) {
    std::fprintf(stderr, "bench: %s.%s: %s: %s\n", service, operation, outcome.error->code.c_str(),
                 outcome.error->message.c_str());
    std::exit(1);
  }
  return std::move(outcome.output);
}

// Named on callgrind's command line: --toggle-collect='*profiled_call*'.
[[gnu::noinline]] Outcome profiled_call(World& world, Call call) {
  Outcome outcome = world.call(std::move(call));
  return outcome;
}

}  // namespace

double seconds_of(const std::function<void()>& work) {
  const MachineInstant start = machine_instant();
  work();
  return seconds_since(start);
}

double median(std::vector<double> rounds) {
  const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
  std::nth_element(rounds.begin(), middle, rounds.end());
  return *middle;
}

void print(std::string_view part, const Json& values) {
  Json line = {{"part", part}};
  line.update(values);
  std::puts(print_json(line).c_str());
  std::fflush(stdout);
}

Progress::Progress(std::string what, int total)
    : what_(std::move(what)), total_(total), start_(machine_instant()), last_(start_) {}

void Progress::at(int done) {
  if (seconds_since(last_) < 2) return;
  last_ = machine_instant();
  std::fprintf(stderr, "  %s: %d of %d (%.0f s)\n", what_.c_str(), done, total_,
               seconds_since(start_));
}

Subject::Subject(const std::string& directory) {
  WorldOptions options;
  options.directory = directory;
  options.threads = Threads::kNone;
  options.clock = ClockMode::kManual;
  options.clock_start = parse_iso8601("2026-01-01T00:00:00Z");
  world_ = std::make_unique<World>(options, service_catalog());
  connection_ = last_connection();
}

Json Subject::call(const char* service, const char* operation, Json input) {
  return output_of(service, operation, world_->call(call_of(service, operation, std::move(input))));
}

Json Subject::timed(const std::string& label, const char* service, const char* operation,
                    Json input) {
  Call call = call_of(service, operation, std::move(input));
  const bool is_profiled = label == profiled_;
  const MachineInstant start = machine_instant();
  Outcome outcome =
      is_profiled ? profiled_call(*world_, std::move(call)) : world_->call(std::move(call));
  const double seconds = seconds_since(start);
  Json output = output_of(service, operation, std::move(outcome));
  Sum& sum = sums_[label];
  sum.seconds += seconds;
  ++sum.calls;
  if (observer_) observer_(label, seconds, output);
  return output;
}

std::map<std::string, double> Subject::take_means() {
  std::map<std::string, double> means;
  for (const auto& [label, sum] : sums_) means[label] = sum.seconds / sum.calls;
  sums_.clear();
  return means;
}

}  // namespace snowglobe::bench
