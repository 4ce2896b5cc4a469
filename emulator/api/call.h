// What a call is, what it comes to, and what a handler knows of it.
//
// Plain values. A handler runs inside a turn of a world (emulator/api/service.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "emulator/base/arn.h"
#include "emulator/base/error.h"
#include "emulator/base/json.h"
#include "emulator/base/time.h"

namespace snowglobe {

// Who calls: a client over HTTP (principal empty), or a service on behalf of a resource.
struct Caller {
  std::string principal;  // "events.amazonaws.com"
  std::string arn;        // the rule, execution or pipe
  std::string detail;     // what of it, for the journal: "state Work"
};

// One call of one operation, whoever makes it.
struct Call {
  std::string service;    // as in the tables: "sqs"
  std::string operation;  // "SendMessage"
  Json input = Json::object();
  // The input was read from JSON text, so that its blobs are still base64: the gateway, which knows
  // the operation, makes bytes of them.
  bool has_text_blobs = false;
  std::string account = "000000000000";
  std::string region = "us-east-1";
  Caller caller = {};
  std::int64_t cause = 0;     // the journal id of what caused it; 0: nothing did
  int attempt = 1;            // 1 for a first try; fault rules can match it
  std::string endpoint = {};  // "http://localhost:4566", as the client wrote it; may be empty
  // Whether nobody waits for the answer any more; any thread may ask until the call is answered.
  // Empty when nobody can know.
  std::function<bool()> is_abandoned = {};
};

// What a call came to: an output, or an error.
struct Outcome {
  Json output = Json::object();
  std::optional<AwsError> error;
  // A fault took the reply away: an HTTP client's connection is cut instead of being answered.
  bool is_lost = false;
};

// A handler's other answer: not now. Run me again when `topic` is woken, and at `until`, the
// earliest moment at which looking again could help. What was written stays written; `memo` is
// handed to the next run. After `deadline` (world's clock; on a manual clock the same real time)
// the handler is run a last time with Request::is_last_run, and must answer then. When many calls
// wait for one topic they are run again in the order they came, until one of them parks again: so
// whatever one could not use, the others could not either.
struct Park {
  std::string topic;
  Moment until = never;
  Moment deadline = never;
  Json memo = nullptr;
};

// The return type of a handler that may park.
template <class Output>
using Answer = std::variant<Output, Park>;

// What a handler can know about its call beside the input.
struct Request {
  const Call& call;
  std::int64_t id = 0;  // of this call in the journal: the `cause` of all that follows from it
  Json memo = nullptr;  // what the last run parked with; null in the first run
  bool is_last_run = false;
  // A fault rule "partial": the chance, 0 to 1, that each entry of a batch fails (or is left
  // unprocessed). Batch operations draw it from Host::random.
  double partial_failure_chance = 0;

  // A handler that parked asks before it hands out what can be had only once.
  bool is_abandoned() const { return call.is_abandoned && call.is_abandoned(); }
  const std::string& account() const { return call.account; }
  const std::string& region() const { return call.region; }
  std::string arn(std::string_view service, std::string_view resource) const {
    return Arn{std::string(service), call.region, call.account, std::string(resource)}.text();
  }
};

}  // namespace snowglobe
