// What a scripted function does when it is invoked: one outcome of its script. Plain values; no
// clock, no table.
//
//   {"return": {"paid": true, "order": "$event.orderId"}}   a string "$event" or "$event.PATH"
//                                                           stands for that part of the event
//   {"echo": true}                                          returns the event
//   {"throw": {"type": "PaymentDown", "message": "503"}}
//   {"timeout": true}                                       runs until the function's Timeout
// and beside each of them:
//   "delay": "2s"   it takes so long on the world's clock, at most the Timeout
//   "times": 3      it stands for three invocations
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "emulator/base/json.h"
#include "emulator/base/time.h"

namespace snowglobe::lambda {

inline constexpr std::int64_t times_max = 1'000'000'000;
inline constexpr int references_max = 100;  // places in one outcome that stand for event parts
inline constexpr std::size_t result_bytes_max = 6'291'556;

// Throws AwsError (InvalidParameterValueException) that names `place`: "Outcomes.2".
void check_outcome(const Json& outcome, const std::string& place);

// For how many invocations the outcome stands. REQUIRES here and below: checked.
std::int64_t times_of(const Json& outcome);

// How an invocation ends.
struct Result {
  enum class Kind { kReturn, kThrow, kTimeout };
  Kind kind = Kind::kReturn;
  std::string payload;  // JSON: what the function returned, or AWS's description of the error
  Duration duration{0};
};

struct Circumstances {
  std::string_view runtime;  // "python3.12": says what an error looks like
  std::string_view request_id;
  std::int64_t timeout_s = 3;
};

// `event` is `event_text`, parsed.
Result carry_out(const Json& outcome, const Json& event, const std::string& event_text,
                 const Circumstances& circumstances);

std::string_view name_of(Result::Kind kind);  // "return", "throw", "timeout"

}  // namespace snowglobe::lambda
