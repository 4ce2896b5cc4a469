// The wire as a whole: a request of any protocol to a Call, and its Outcome to a reply in the same
// protocol. No state but a counter; any thread may use it.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "emulator/wire/identify.h"

namespace snowglobe::wire {

// A request that was read. The operation is to be called, unless there is a refusal.
struct Exchange {
  Identified what;
  Call call;
  std::string request_id;
  std::optional<AwsError> refusal;
};

// The Nth request's id.
std::string request_id(RequestIdForm form, std::uint64_t seed, std::uint64_t number);

class Wire {
 public:
  // The table outlives it.
  Wire(const ServiceTable& services, Defaults defaults, std::uint64_t seed)
      : services_(services), defaults_(std::move(defaults)), seed_(seed) {}

  Exchange read(const HttpRequest& request);
  static HttpReply write(const Exchange& exchange, const Outcome& outcome);
  static HttpReply write_error(const Exchange& exchange, const AwsError& error);

  const Defaults& defaults() const { return defaults_; }

 private:
  const ServiceTable& services_;
  const Defaults defaults_;
  const std::uint64_t seed_;
  std::atomic<std::uint64_t> requests_ = 0;
};

}  // namespace snowglobe::wire
