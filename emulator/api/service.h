// What a call, an operation, a job and a service are. The engine runs them; a service implements
// them.
//
// Everything here happens inside a turn of a world: one thread at a time, in one transaction, with
// one present moment. A handler therefore needs no lock, and what it wrote is undone when it
// throws.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/api/job.h"
#include "emulator/api/shape.h"
#include "emulator/base/arn.h"
#include "emulator/base/error.h"
#include "emulator/base/json.h"
#include "emulator/base/random.h"
#include "emulator/base/time.h"

namespace snowglobe {

class Database;

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

class Service;

struct Operation {
  std::string_view name;
  std::string_view http;  // "POST /2015-03-31/functions/{FunctionName}/invocations" for REST
  std::variant<Json, Park> (*run)(Service&, const Json& input, const Request&);
  const Shape& (*input)();
  const Shape& (*output)();
};

enum class Protocol { kJson10, kJson11, kQuery, kRestJson, kRestXml };

struct ServiceInfo {
  std::string_view name;           // "sqs"; also the prefix of its tables
  std::string_view signing_name;   // in the credential scope: "sqs", "states", "events"
  std::string_view target_prefix;  // of X-Amz-Target: "AmazonSQS", "DynamoDB_20120810"
  Protocol protocol;               // what today's SDKs speak
  bool also_speaks_query = false;  // and what Debian's 2022 clients speak to SQS
  std::string_view api_version;    // "2012-11-05": in the XML namespace
  std::string_view
      error_namespace;  // of "__type" before the '#': "com.amazonaws.sqs"; may be empty
  // The input members that name the resource a call is about, the first present one wins: for fault
  // rules and the journal.
  std::vector<std::string_view> resource_members;
  // Where the model gives an operation no output its reply has no body; else it is an empty object.
  bool has_empty_replies = false;
  AwsError (*invalid_input)(const std::vector<Violation>&) = &validation_error;
  // What a fault rule of the effect "throttle" answers.
  AwsError (*throttled)(const Call&) = +[](const Call&) {
    return AwsError("ThrottlingException", "Rate exceeded");
  };
};

// One AWS service of a world: its operations, its background work, and what it does with answers
// that come late. A world makes it once, through a ServiceFactory, and it lives as long as the
// world; all that matters it keeps in tables that have its name as their prefix. Everything is
// called in a turn.
class Service {
 public:
  virtual ~Service() = default;
  virtual const ServiceInfo& info() const = 0;
  virtual std::span<const Operation> operations() const = 0;
  // The service owns them. Asked once, when the world begins.
  virtual std::vector<Job*> jobs() { return {}; }
  // The outcome of an earlier Host::call that was not answered at once. It must leave the service
  // in a good state whatever the outcome. It must not throw: the call would be undone, and carried
  // out again later.
  virtual void on_reply(const Json& tag, const Outcome& outcome) {
    static_cast<void>(tag);
    static_cast<void>(outcome);
  }
};

// What the engine is to a service. It outlives the service.
class Host {
 public:
  virtual ~Host() = default;
  virtual Database& database() = 0;
  virtual Moment now() const = 0;  // the same throughout a turn
  virtual Random& random() = 0;
  // The journal id of the call that is being carried out, the innermost one; 0 outside of calls.
  virtual std::int64_t present_call() const = 0;
  // Runs the calls parked on `topic` again, at the end of this turn's work.
  virtual void wake(std::string_view topic) = 0;
  // Calls another service: the same faults, checks, savepoint and journal as over HTTP. Answers the
  // outcome when there is one in this turn. Otherwise (it parked, or a fault delays it) nothing
  // now, and later on_reply(tag, outcome) of `self`, also after a restart: the call then is a row
  // and is tried again, so it may be carried out twice when a crash falls between its effect and
  // its reply.
  virtual std::optional<Outcome> call(Service& self, Call call, Json tag) = 0;
  // Forgets a call that `self` made with this tag and that still waits: it is not carried out any
  // more, and never answered. Does nothing when there is none.
  virtual void cancel(Service& self, const Json& tag) = 0;
  // A line in the journal that is no call: "entered state Work". Returns its id.
  virtual std::int64_t note(std::int64_t cause, std::string_view service, std::string_view what,
                            std::string_view resource) = 0;
  // "http://localhost:4566": where clients reach this world when a call does not say.
  virtual const std::string& endpoint() const = 0;
};

namespace service_detail {

template <class Handler>
struct HandlerTypes;
template <class S, class Output, class Input>
struct HandlerTypes<Output (S::*)(const Input&)> {
  using ServiceType = S;
  using InputType = Input;
  using ResultType = Output;
  static constexpr bool takes_request = false;
};
template <class S, class Output, class Input>
struct HandlerTypes<Output (S::*)(const Input&, const Request&)> {
  using ServiceType = S;
  using InputType = Input;
  using ResultType = Output;
  static constexpr bool takes_request = true;
};

template <class Result>
struct AnswerOf {
  using Output = Result;
  static constexpr bool may_park = false;
};
template <class Result>
struct AnswerOf<Answer<Result>> {
  using Output = Result;
  static constexpr bool may_park = true;
};
template <>
struct AnswerOf<void> {
  using Output = Empty;
  static constexpr bool may_park = false;
};

template <auto handler>
std::variant<Json, Park> run(Service& service, const Json& json, const Request& request) {
  using Types = HandlerTypes<decltype(handler)>;
  typename Types::InputType input{};
  if (const auto violations = read_shape(json, input); !violations.empty()) {
    throw service.info().invalid_input(violations);
  }
  auto& self = static_cast<typename Types::ServiceType&>(service);
  const auto invoke = [&]() -> typename Types::ResultType {
    if constexpr (Types::takes_request) {
      return (self.*handler)(input, request);
    } else {
      return (self.*handler)(input);
    }
  };
  if constexpr (std::is_void_v<typename Types::ResultType>) {
    invoke();
    return Json::object();
  } else if constexpr (AnswerOf<typename Types::ResultType>::may_park) {
    auto answer = invoke();
    if (auto* park = std::get_if<Park>(&answer)) return std::move(*park);
    return write_shape(std::get<0>(answer));
  } else {
    return write_shape(invoke());
  }
}

}  // namespace service_detail

// A line of a service's table. The handler's signature gives the shapes:
//   Output f(const Input&)    Output f(const Input&, const Request&)
// where Output is a described struct, void, or Answer<struct>.
template <auto handler>
constexpr Operation op(std::string_view name, std::string_view http = {}) {
  using Types = service_detail::HandlerTypes<decltype(handler)>;
  using Output = typename service_detail::AnswerOf<typename Types::ResultType>::Output;
  return {name, http, &service_detail::run<handler>, &shape_of<typename Types::InputType>,
          &shape_of<Output>};
}

// How a world makes its services: services/catalog.cpp lists one for each.
using ServiceFactory = std::unique_ptr<Service> (*)(Host&);

}  // namespace snowglobe
