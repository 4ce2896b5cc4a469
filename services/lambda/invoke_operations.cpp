#include <algorithm>

#include "emulator/base/text.h"
#include "services/lambda/errors.h"
#include "services/lambda/service.h"

namespace snowglobe::lambda {
namespace {

constexpr std::size_t payload_bytes_max = 6'291'456;
constexpr std::size_t event_bytes_max = 1'048'576;
constexpr std::size_t script_bytes_max = 1'048'576;
// AWS tries an event three times, one minute and two minutes apart.
constexpr int attempts_max = 3;
// An event that Lambda could not even begin with is tried again after 1 s, 2 s, ... 5 min, until it
// is 6 hours old.
constexpr Duration system_retry_max = std::chrono::minutes(5);
constexpr Duration event_age_max = std::chrono::hours(6);
constexpr std::string_view own_principal = "lambda.amazonaws.com";

std::string payload_of(const InvokeInput& input) {
  std::string payload = input.payload ? input.payload->bytes.text() : std::string();
  if (input.type == "Event" && payload.size() > event_bytes_max) {
    throw event_too_large(payload.size(), event_bytes_max);
  }
  if (payload.size() > payload_bytes_max) throw request_too_large(payload_bytes_max);
  return payload.empty() ? "{}" : payload;
}

Json parse_event(const std::string& payload) {
  try {
    return parse_json(payload);
  } catch (const JsonError& error) {
    throw invalid_json(error.what());
  }
}

// What CloudWatch Logs would have of the invocation.
std::string log_of(const Function& function, std::string_view request_id, const Result& result) {
  const std::string id(request_id);
  const std::string duration = std::to_string(result.duration.count());
  std::string log = "START RequestId: " + id + " Version: $LATEST\n";
  if (result.kind == Result::Kind::kTimeout) {
    log += "RequestId: " + id + " Error: Task timed out after " +
           std::to_string(function.timeout_s) + ".00 seconds\n";
  }
  return log + "END RequestId: " + id + "\nREPORT RequestId: " + id + "\tDuration: " + duration +
         ".00 ms\tBilled Duration: " + duration +
         " ms\tMemory Size: " + std::to_string(function.memory_mb) +
         " MB\tMax Memory Used: " + std::to_string(function.memory_mb) + " MB\t\n";
}

InvokeOutput output_of(std::string payload, Result::Kind kind, std::string log) {
  InvokeOutput output;
  output.executed_version = "$LATEST";
  if (kind != Result::Kind::kReturn) output.function_error = "Unhandled";
  if (!log.empty()) output.log_result = std::move(log);
  output.payload = Blob{SharedBytes(std::move(payload))};
  return output;
}

}  // namespace

Answer<InvokeOutput> Lambda::invoke(const InvokeInput& input, const Request& request) {
  if (!request.memo.is_null()) {  // it has begun, and its time is over now
    const Json& memo = request.memo;
    return output_of(memo.at("payload").get<std::string>(),
                     static_cast<Result::Kind>(memo.at("kind").get<int>()),
                     memo.at("log").get<std::string>());
  }
  if (input.durable_name) throw not_supported("durable executions");
  if (input.tenant) throw not_supported("TenantId");
  const Function function = function_of(input.name, input.qualifier, request);
  std::string payload = payload_of(input);
  if (input.type == "DryRun") {
    InvokeOutput output;
    output.status = 204;
    return output;
  }
  if (input.type == "Event") return accept(function, std::move(payload), request);
  return begin(function, payload, input.log_type == "Tail" ? Log::kTail : Log::kNone, request);
}

InvokeOutput Lambda::accept(const Function& function, std::string payload, const Request& request) {
  static_cast<void>(parse_event(payload));
  Event event;
  event.accepted = host_.now();
  event.cause = request.id;
  event.request_id = host_.random().uuid();
  event.payload = std::move(payload);
  events_.add(function.id, event);
  InvokeOutput output;
  output.status = 202;
  return output;
}

Answer<InvokeOutput> Lambda::begin(const Function& function, const std::string& payload, Log log,
                                   const Request& request) {
  static const Json echo = {{"echo", true}};
  const Json event = parse_event(payload);
  const std::optional<Json> outcome = functions_.next_outcome(function);
  const Caller& caller = request.call.caller;
  const bool is_event = caller.principal == own_principal;
  const std::string request_id = is_event ? caller.detail : host_.random().uuid();
  Result result = carry_out(outcome ? *outcome : echo, event, payload,
                            {function.runtime, request_id, function.timeout_s});
  Began began;
  began.request_id = request_id;
  began.event = payload;
  began.kind = result.kind;
  began.duration = result.duration;
  began.attempt = is_event ? request.call.attempt : 0;
  began.cause = request.id;
  functions_.add_invocation(function, began, host_.now());

  std::string tail;
  if (log == Log::kTail) tail = base64_encode(log_of(function, request_id, result));
  if (result.duration == Duration{0} || request.is_last_run) {
    return output_of(std::move(result.payload), result.kind, std::move(tail));
  }
  const Moment end = host_.now() + result.duration;
  return Park{"",
              end,
              end,
              {{"payload", std::move(result.payload)},
               {"kind", static_cast<int>(result.kind)},
               {"log", std::move(tail)}}};
}

// The attempt is a call like any other, so that faults and journal see it.
void Lambda::run(const DueRow& row, Moment) {
  const Event event = events_.take(row.id);
  Call call;
  call.service = "lambda";
  call.operation = "Invoke";
  call.input = {{"FunctionName", event.function.arn()}, {"Payload", json_bytes(event.payload)}};
  call.account = event.function.account;
  call.region = event.function.region;
  call.caller = {std::string(own_principal), event.function.arn(), event.request_id};
  call.cause = event.cause;
  call.attempt = event.attempts + event.system_errors + 1;
  if (const auto outcome = host_.call(*this, std::move(call), event.id)) {
    on_reply(event.id, *outcome);
  }
}

void Lambda::on_reply(const Json& tag, const Outcome& outcome) {
  const auto id = tag.get<std::int64_t>();
  auto event = events_.find(id);
  if (!event) return;  // its function was deleted
  const bool is_system_error =
      outcome.error && (outcome.error->http_status >= 500 || outcome.error->http_status == 429);
  if (is_system_error) {
    const Duration wait = std::min<Duration>(
        std::chrono::seconds(1 << std::min(event->system_errors, 9)), system_retry_max);
    if (host_.now() + wait - event->accepted > event_age_max) return events_.remove(id);
    ++event->system_errors;
    return events_.retry(*event, host_.now() + wait);
  }
  const bool has_failed = outcome.error || outcome.output.contains("FunctionError");
  if (!has_failed || ++event->attempts >= attempts_max) return events_.remove(id);
  events_.retry(*event, host_.now() + std::chrono::minutes(event->attempts));
}

void Lambda::set_function_script(const SetFunctionScriptInput& input, const Request& request) {
  const Function function = function_of(input.name, {}, request);
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < input.outcomes.size(); ++i) {
    check_outcome(input.outcomes[i], "Outcomes." + std::to_string(i + 1));
    bytes += print_json(input.outcomes[i]).size();
  }
  if (bytes > script_bytes_max) {
    throw invalid_parameter("A script has " + std::to_string(script_bytes_max) +
                            " bytes at most; this one has " + std::to_string(bytes) + ".");
  }
  functions_.set_script(function, input.outcomes, input.cycles.value_or(false));
}

FunctionScript Lambda::get_function_script(const ScriptedFunctionInput& input,
                                           const Request& request) {
  const Function function = function_of(input.name, {}, request);
  return {function.name.name,  functions_.script(function), function.script_cycles,
          function.position(), function.invocations,        function.failures};
}

void Lambda::reset_function_script(const ScriptedFunctionInput& input, const Request& request) {
  functions_.forget_invocations(function_of(input.name, {}, request));
}

ListInvocationsOutput Lambda::list_invocations(const ListInvocationsInput& input,
                                               const Request& request) {
  constexpr int usual = 100;
  return {functions_.invocations(function_of(input.name, {}, request),
                                 input.count_max.value_or(usual))};
}

}  // namespace snowglobe::lambda
