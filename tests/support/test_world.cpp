#include "tests/support/test_world.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>

#include "services/catalog.h"

namespace snowglobe {
namespace {

std::filesystem::path fresh_directory() {
  static std::atomic<int> made = 0;
  return std::filesystem::temp_directory_path() /
         ("snowglobe-test-" + std::to_string(getpid()) + "-" + std::to_string(++made));
}

}  // namespace

TestWorld::TestWorld() { open(); }

TestWorld::~TestWorld() {
  world_.reset();
  if (!directory_.empty()) std::filesystem::remove_all(directory_);
}

void TestWorld::open() {
  WorldOptions options;
  options.directory = directory_.string();
  options.threads = Threads::kNone;
  options.clock = ClockMode::kManual;
  options.clock_start = parse_iso8601("2026-01-01T00:00:00Z");
  options.log = [](std::string_view line) { ADD_FAILURE() << "the world logged: " << line; };
  world_ = std::make_unique<World>(options, service_catalog());
}

std::shared_ptr<Ticket> TestWorld::submit(std::string_view service, std::string_view operation,
                                          const Json& input) {
  Call call;
  call.service = service;
  call.operation = operation;
  call.input = input;
  call.has_text_blobs = true;
  call.endpoint = "http://localhost:4566";
  return world_->submit(std::move(call));
}

Json TestWorld::ok(std::string_view service, std::string_view operation, const Json& input) {
  const auto ticket = submit(service, operation, input);
  if (!ticket->is_done()) {
    ADD_FAILURE() << service << "." << operation << " is parked";
    return nullptr;
  }
  if (const auto& error = ticket->outcome().error) {
    ADD_FAILURE() << service << "." << operation << " answered " << error->code << ": "
                  << error->message;
    return nullptr;
  }
  Json output = ticket->outcome().output;
  bytes_to_text(output);
  return output;
}

AwsError TestWorld::error(std::string_view service, std::string_view operation, const Json& input) {
  const auto ticket = submit(service, operation, input);
  if (!ticket->is_done() || !ticket->outcome().error) {
    ADD_FAILURE() << service << "." << operation << " answered no error: "
                  << (ticket->is_done() ? print_json(ticket->outcome().output) : "parked");
    return AwsError("none", "none");
  }
  return *ticket->outcome().error;
}

Json TestWorld::ok(std::string_view service, std::string_view operation, const char* json_text) {
  return ok(service, operation, parse_json(json_text));
}

AwsError TestWorld::error(std::string_view service, std::string_view operation,
                          const char* json_text) {
  return error(service, operation, parse_json(json_text));
}

void TestWorld::advance(std::string_view duration) { world_->advance(*parse_duration(duration)); }

void TestWorld::settle() { world_->settle(); }

Moment TestWorld::now() { return *parse_iso8601(world_->clock()["now"].get<std::string>()); }

void TestWorld::restart() {
  if (directory_.empty()) {
    directory_ = fresh_directory();
    std::filesystem::create_directories(directory_);
    world_->snapshot((directory_ / "world.db").string());
  }
  world_.reset();
  open();
}

}  // namespace snowglobe
