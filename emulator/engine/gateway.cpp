#include "emulator/engine/gateway.h"

#include <stdexcept>
#include <utility>

#include "emulator/api/blob_text.h"

namespace snowglobe {
namespace {

// Calls nest when a handler calls another service, which calls another: deeper is a circle.
constexpr int depth_max = 16;

std::string resource_of(const ServiceInfo& info, const Json& input) {
  for (const std::string_view name : info.resource_members) {
    const Json* member = find_member(input, name);
    if (member != nullptr && member->is_string()) return member->get_ref<const std::string&>();
  }
  return {};
}

// What an AWS SDK inside a service reports when no reply came.
AwsError no_reply(std::int64_t rule) {
  return AwsError(
      "SdkClientException",
      "Unable to execute HTTP request: no reply (fault rule " + std::to_string(rule) + ")", 500);
}

Outcome failed(AwsError error) { return Outcome{nullptr, std::move(error), false}; }

// Which call's handler runs, and how deep; as before when it ends, by whatever way.
class Entered {
 public:
  Entered(int& depth, std::int64_t& present_call, std::int64_t call)
      : depth_(depth), present_call_(present_call), outer_call_(std::exchange(present_call, call)) {
    ++depth_;
  }
  ~Entered() {
    --depth_;
    present_call_ = outer_call_;
  }
  Entered(const Entered&) = delete;
  Entered& operator=(const Entered&) = delete;

 private:
  int& depth_;
  std::int64_t& present_call_;
  const std::int64_t outer_call_;
};

AwsError not_implemented(const Call& call) {
  return AwsError("NotImplemented",
                  "The operation " + call.operation + " of the service " + call.service +
                      " is not implemented by Snowglobe (see docs/coverage.md)",
                  501);
}

}  // namespace

Json attempt_to_json(const Attempt& attempt) {
  const Call& call = attempt.call;
  return {{"service", call.service},
          {"operation", call.operation},
          {"input", call.input},
          {"account", call.account},
          {"region", call.region},
          {"principal", call.caller.principal},
          {"arn", call.caller.arn},
          {"detail", call.caller.detail},
          {"cause", call.cause},
          {"attempt", call.attempt},
          {"endpoint", call.endpoint},
          {"id", attempt.id},
          {"memo", attempt.memo},
          {"fault", attempt.fault},
          {"losesReply", attempt.loses_reply},
          {"isTwice", attempt.is_twice},
          {"partialChance", attempt.partial_chance},
          {"isPastFaults", attempt.is_past_faults},
          {"hasRun", attempt.has_run}};
}

Attempt attempt_from_json(const Json& json) {
  Attempt attempt;
  Call& call = attempt.call;
  call.service = json.at("service").get<std::string>();
  call.operation = json.at("operation").get<std::string>();
  call.input = json.at("input");
  call.has_text_blobs = true;
  call.account = json.at("account").get<std::string>();
  call.region = json.at("region").get<std::string>();
  call.caller.principal = json.at("principal").get<std::string>();
  call.caller.arn = json.at("arn").get<std::string>();
  call.caller.detail = json.at("detail").get<std::string>();
  call.cause = json.at("cause").get<std::int64_t>();
  call.attempt = json.at("attempt").get<int>();
  call.endpoint = json.at("endpoint").get<std::string>();
  attempt.id = json.at("id").get<std::int64_t>();
  attempt.memo = json.at("memo");
  attempt.fault = json.at("fault").get<std::int64_t>();
  // Not in rows that 0.1.0 wrote.
  attempt.loses_reply = json.value("losesReply", false);
  attempt.is_twice = json.value("isTwice", false);
  attempt.partial_chance = json.value("partialChance", 0.0);
  attempt.is_past_faults = json.at("isPastFaults").get<bool>();
  attempt.has_run = json.at("hasRun").get<bool>();
  return attempt;
}

Gateway::Gateway(Database& database, const Services& services, Faults& faults, Journal& journal,
                 Random& random, Log log)
    : database_(database),
      services_(services),
      faults_(faults),
      journal_(journal),
      random_(random),
      log_(std::move(log)) {}

AttemptResult Gateway::run(Attempt& attempt, Moment now) {
  Call& call = attempt.call;
  const ServiceTable::Entry* entry = services_.table().find(call.service);
  const Operation* operation = entry == nullptr ? nullptr : entry->find(call.operation);
  if (operation == nullptr) return failed(not_implemented(call));
  if (std::exchange(call.has_text_blobs, false)) text_to_blobs(call.input, operation->input());
  if (attempt.id == 0) attempt.id = journal_.next_id();
  const ServiceInfo& info = entry->info();
  const std::string resource = resource_of(info, call.input);

  std::optional<AttemptResult> instead = strike(attempt, info, resource, now);
  AttemptResult result = instead ? std::move(*instead) : run_handler(attempt, *entry, *operation);
  if (Park* park = std::get_if<Park>(&result)) {
    if (!attempt.is_past_faults) write_journal(attempt, resource, result, now);
    if (!instead) {
      attempt.memo = park->memo;
      attempt.has_run = true;
    }
    attempt.is_past_faults = true;
    return result;
  }
  // A duplicate is a second delivery of the same request; the client hears the first answer.
  if (attempt.is_twice) static_cast<void>(run_handler(attempt, *entry, *operation));
  auto& outcome = std::get<Outcome>(result);
  if (attempt.loses_reply) {
    outcome = failed(no_reply(attempt.fault));
    outcome.is_lost = true;
  }
  write_journal(attempt, resource, result, now);
  return result;
}

std::optional<AttemptResult> Gateway::strike(Attempt& attempt, const ServiceInfo& info,
                                             const std::string& resource, Moment now) {
  if (attempt.is_past_faults || faults_.is_empty()) return std::nullopt;
  const FaultRule* rule = faults_.strike(attempt.call, resource, now, random_);
  if (rule == nullptr) return std::nullopt;
  attempt.fault = rule->id;
  switch (rule->effect) {
    case FaultEffect::kError:
      return failed(AwsError(rule->code, rule->message, rule->status));
    case FaultEffect::kThrottle:
      return failed(info.throttled(attempt.call));
    case FaultEffect::kDelay:
      return Park{"", now + rule->delay, now + rule->delay, nullptr};
    case FaultEffect::kDrop: {
      Outcome outcome = failed(no_reply(rule->id));
      outcome.is_lost = true;
      return outcome;
    }
    case FaultEffect::kLoseReply:
      attempt.loses_reply = true;
      break;
    case FaultEffect::kDuplicate:
      attempt.is_twice = true;
      break;
    case FaultEffect::kPartial:
      attempt.partial_chance = rule->chance;
      break;
  }
  return std::nullopt;
}

AttemptResult Gateway::run_handler(Attempt& attempt, const ServiceTable::Entry& service,
                                   const Operation& operation) {
  if (depth_ >= depth_max) {
    return failed(AwsError("InternalFailure", "Calls between services form a circle.", 500));
  }
  const Entered entered(depth_, present_call_, attempt.id);
  database_.savepoint();
  const auto undone = [&](AwsError error) {
    database_.rollback_to_savepoint();
    return failed(std::move(error));
  };
  try {
    const Request request{attempt.call, attempt.id, attempt.memo, attempt.is_last_run,
                          attempt.partial_chance};
    auto answer = operation.run(services_.of(service), service.info(), attempt.call.input, request);
    Park* park = std::get_if<Park>(&answer);
    // Nobody would run it again, and whoever waits for it would do so for ever.
    if (park != nullptr && attempt.is_last_run) throw std::logic_error("it parked in its last run");
    database_.release();
    if (park != nullptr) return std::move(*park);
    return Outcome{std::get<Json>(std::move(answer)), std::nullopt, false};
  } catch (AwsError& error) {
    return undone(std::move(error));
  } catch (const StorageFull&) {
    throw;
  } catch (const std::exception& bug) {
    const std::string text = "The handler of " + attempt.call.service + "." +
                             attempt.call.operation + " failed: " + bug.what();
    log_(text);
    return undone(AwsError("InternalFailure", text, 500));
  }
}

void Gateway::write_journal(const Attempt& attempt, const std::string& resource,
                            const AttemptResult& result, Moment now) {
  const Call& call = attempt.call;
  JournalEntry entry;
  entry.id = attempt.id;
  entry.parent = call.cause;
  entry.at = now;
  entry.service = call.service;
  entry.operation = call.operation;
  entry.resource = resource.substr(0, 512);
  entry.caller = call.caller.principal;
  entry.caller_arn = call.caller.arn;
  entry.detail = call.caller.detail;
  entry.attempt = call.attempt;
  entry.fault = attempt.fault;
  const Outcome* outcome = std::get_if<Outcome>(&result);
  entry.is_waiting = outcome == nullptr;
  if (outcome != nullptr && outcome->error) {
    entry.error = outcome->error->code;
    entry.message = outcome->error->message.substr(0, 512);
  }
  journal_.add(std::move(entry));
}

}  // namespace snowglobe
