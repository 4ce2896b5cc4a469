#include "services/pipes/plan.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "services/pipes/errors.h"
#include "services/pipes/record.h"

namespace snowglobe::pipes {
namespace {

using Ids = std::unordered_set<std::string>;

constexpr int receive_max = 10;       // messages a ReceiveMessage gives
constexpr int target_batch_max = 10;  // entries of SendMessageBatch and PutEvents

const std::string& text_of(const Json& record, const char* name) {
  return record.at(name).get_ref<const std::string&>();
}

Ids ids_of(const std::vector<Json>& records) {
  Ids ids;
  for (const Json& record : records) ids.insert(text_of(record, "messageId"));
  return ids;
}

// A parameter may be a path into the record; anything else stands for itself.
std::string resolve(const std::string& parameter, const Json& record) {
  if (!parameter.starts_with("$")) return parameter;
  const auto path = EventPath::parse(parameter);
  const auto found = path ? path->find(record) : std::nullopt;
  if (!found) return "";
  return found->is_string() ? found->get<std::string>() : print_json(*found);
}

// {"batchItemFailures": [{"itemIdentifier": "..."}]} names the records that failed; an identifier
// that is of no record fails all of them.
Ids reported_failures(const Json& answer, const Ids& ids) {
  const Json* failures = find_member(answer, "batchItemFailures");
  if (failures == nullptr || !failures->is_array()) return {};
  Ids failed;
  for (const Json& failure : *failures) {
    const Json* id = find_member(failure, "itemIdentifier");
    if (id == nullptr || !id->is_string() || !ids.contains(id->get<std::string>())) return ids;
    failed.insert(id->get<std::string>());
  }
  return failed;
}

Json parse_or_null(const std::string& text) {
  try {
    return parse_json(text);
  } catch (const JsonError&) {
    return nullptr;
  }
}

std::string text_or_empty(const Json& value, const char* name) {
  const Json* member = find_member(value, name);
  return member != nullptr && member->is_string() ? member->get<std::string>() : "";
}

}  // namespace

PipePlan PipePlan::make(const PipeConfig& config) {
  PipePlan plan;
  plan.check_source(config);
  if (config.enrichment && !config.enrichment->empty()) throw not_supported("enrichments");
  plan.check_target(config);
  return plan;
}

void PipePlan::check_source(const PipeConfig& config) {
  const auto arn = Arn::parse(config.source.value_or(""));
  if (!arn || arn->service != "sqs" || arn->resource.empty()) {
    throw not_supported("the pipe source " + config.source.value_or("") +
                        "; the sources it knows are SQS queues");
  }
  source_ = *arn;
  const SourceParameters parameters = config.source_parameters.value_or(SourceParameters{});
  const SqsSourceParameters sqs = parameters.sqs.value_or(SqsSourceParameters{});
  batch_size_ = sqs.batch_size.value_or(receive_max);
  window_ = std::chrono::seconds(sqs.batching_window_s.value_or(0));
  if (source_.resource.ends_with(".fifo")) {
    if (batch_size_ > receive_max) {
      throw validation("BatchSize must be between 1 and 10 for a FIFO queue.");
    }
    if (window_.count() > 0) {
      throw validation("MaximumBatchingWindowInSeconds is not supported for a FIFO queue.");
    }
  } else if (batch_size_ > receive_max && window_.count() < 1) {
    throw validation(
        "MaximumBatchingWindowInSeconds must be greater than 0 if BatchSize is greater than 10.");
  }
  if (!parameters.filter_criteria || !parameters.filter_criteria->filters) return;
  for (const Filter& filter : *parameters.filter_criteria->filters) {
    try {
      filters_.push_back(EventPattern::parse(filter.pattern.value_or("")));
    } catch (const EventPatternError& error) {
      throw validation("Event pattern is not valid. Reason: " + std::string(error.what()));
    }
  }
}

void PipePlan::check_target(const PipeConfig& config) {
  const auto arn = Arn::parse(config.target.value_or(""));
  if (!arn) throw validation("Target is not a valid ARN.");
  target_ = *arn;
  const TargetParameters parameters = config.target_parameters.value_or(TargetParameters{});
  std::optional<InvocationParameters> invocation;
  if (arn->service == "states" && arn->resource.starts_with("stateMachine:")) {
    kind_ = Kind::kStateMachine;
    invocation = parameters.state_machine;
  } else if (arn->service == "lambda" && arn->resource.starts_with("function:")) {
    kind_ = Kind::kFunction;
    invocation = parameters.function;
  } else if (arn->service == "sqs") {
    kind_ = Kind::kQueue;
    sqs_ = parameters.sqs.value_or(SqsTargetParameters{});
    if (arn->resource.ends_with(".fifo") && !sqs_.message_group_id) {
      throw validation("MessageGroupId must be given for a FIFO queue.");
    }
  } else if (arn->service == "events" && arn->resource.starts_with("event-bus/")) {
    kind_ = Kind::kEventBus;
    event_bus_ = parameters.event_bus.value_or(EventBusTargetParameters{});
    if (event_bus_.endpoint_id || event_bus_.time) {
      throw not_supported("EndpointId and Time of an event bus as a pipe's target");
    }
  } else {
    throw not_supported("the pipe target " + *config.target +
                        "; the targets it knows are Step Functions state machines, Lambda "
                        "functions, SQS queues and event buses");
  }
  waits_for_answer_ = !invocation || invocation->invocation_type.value_or("") != "FIRE_AND_FORGET";
  const bool takes_entries = kind_ == Kind::kQueue || kind_ == Kind::kEventBus;
  if (takes_entries && batch_size_ > target_batch_max) {
    throw validation("BatchSize must not be greater than 10, the most that the target takes.");
  }
  if (!parameters.input_template || parameters.input_template->empty()) return;
  template_ = InputTemplate::parse(*parameters.input_template, [](std::string_view name) {
    return name.starts_with("aws.pipes.") || EventPath::parse(name).has_value();
  });
}

bool PipePlan::takes(const Json& record) const {
  if (filters_.empty()) return true;
  const Json parsed = with_parsed_body(record);
  return std::any_of(filters_.begin(), filters_.end(),
                     [&](const EventPattern& filter) { return filter.matches(parsed); });
}

// What the target is given for one record.
std::string PipePlan::input(const Json& record, const PipeNames& pipe, Moment now,
                            Budget& budget) const {
  if (!template_) return print_json(record);
  const Json parsed = with_parsed_body(record);
  const auto value = [&](std::string_view name, Budget& budget) -> std::optional<Json> {
    if (name.starts_with('$')) return EventPath::parse(name)->find(parsed, budget);
    name.remove_prefix(std::string_view("aws.pipes.").size());
    if (name == "pipe-arn") return pipe.arn;
    if (name == "pipe-name") return pipe.name;
    if (name == "source-arn") return source_.text();
    if (name == "target-arn") return target_.text();
    if (name == "event.ingestion-time") return iso8601_millis(now);
    if (name == "event") return record;
    if (name == "event.json" && parsed.at("body").is_structured()) return parsed;
    return std::nullopt;
  };
  return template_->render(value, budget);
}

Call PipePlan::call(const std::vector<Json>& records, const PipeNames& pipe, Moment now) const {
  Call call;
  call.service = target_.service;
  call.account = target_.account;
  call.region = target_.region;
  switch (kind_) {
    case Kind::kQueue:
      call.operation = "SendMessageBatch";
      call.input = {{"QueueUrl", "/" + target_.account + "/" + target_.resource},
                    {"Entries", queue_entries(records, pipe, now)}};
      return call;
    case Kind::kEventBus:
      call.operation = "PutEvents";
      call.input = {{"Entries", event_entries(records, pipe, now)}};
      return call;
    default:
      break;
  }
  Budget budget = InputTemplate::budget();
  std::string batch = "[";
  for (const Json& record : records) {
    if (batch.size() > 1) batch += ',';
    batch += input(record, pipe, now, budget);
  }
  batch += ']';
  if (kind_ == Kind::kStateMachine) {
    call.operation = waits_for_answer_ ? "StartSyncExecution" : "StartExecution";
    call.input = {{"stateMachineArn", target_.text()}, {"input", std::move(batch)}};
  } else {
    call.operation = "Invoke";
    call.input = {{"FunctionName", target_.text()},
                  {"InvocationType", waits_for_answer_ ? "RequestResponse" : "Event"},
                  {"Payload", json_bytes(std::move(batch))}};
  }
  return call;
}

Json PipePlan::queue_entries(const std::vector<Json>& records, const PipeNames& pipe,
                             Moment now) const {
  Budget budget = InputTemplate::budget();
  Json entries = Json::array();
  for (const Json& record : records) {
    Json entry{{"Id", std::to_string(entries.size())},
               {"MessageBody", input(record, pipe, now, budget)}};
    const Json parsed = with_parsed_body(record);
    if (sqs_.message_group_id) entry["MessageGroupId"] = resolve(*sqs_.message_group_id, parsed);
    if (sqs_.message_deduplication_id) {
      entry["MessageDeduplicationId"] = resolve(*sqs_.message_deduplication_id, parsed);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

Json PipePlan::event_entries(const std::vector<Json>& records, const PipeNames& pipe,
                             Moment now) const {
  Budget budget = InputTemplate::budget();
  Json entries = Json::array();
  for (const Json& record : records) {
    const Json parsed = with_parsed_body(record);
    Json entry{
        {"Source", resolve(event_bus_.source.value_or("Pipe " + pipe.name), parsed)},
        {"DetailType", resolve(event_bus_.detail_type.value_or("Event from aws:sqs"), parsed)},
        {"Detail", input(record, pipe, now, budget)},
        {"EventBusName", target_.text()}};
    if (event_bus_.resources) {
      Json resources = Json::array();
      for (const auto& resource : *event_bus_.resources) {
        resources.push_back(resolve(resource, parsed));
      }
      entry["Resources"] = std::move(resources);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

Ids PipePlan::failed(const std::vector<Json>& records, const Outcome& outcome) const {
  const Ids ids = ids_of(records);
  if (outcome.error) return ids;
  const Json& output = outcome.output;
  Ids failed;
  switch (kind_) {
    case Kind::kStateMachine:
      if (!waits_for_answer_) return {};
      if (text_or_empty(output, "status") != "SUCCEEDED") return ids;
      return reported_failures(parse_or_null(text_or_empty(output, "output")), ids);
    case Kind::kFunction: {
      if (!waits_for_answer_) return {};
      if (find_member(output, "FunctionError") != nullptr) return ids;
      const Json* payload = find_member(output, "Payload");
      const std::string_view text = payload == nullptr ? std::string_view() : bytes_of(*payload);
      return reported_failures(parse_or_null(std::string(text)), ids);
    }
    case Kind::kQueue:
      if (const Json* entries = find_member(output, "Failed")) {
        for (const Json& entry : *entries) {
          const auto index = parse_int(text_or_empty(entry, "Id")).value_or(-1);
          if (index < 0 || index >= static_cast<std::int64_t>(records.size())) return ids;
          failed.insert(text_of(records[static_cast<std::size_t>(index)], "messageId"));
        }
      }
      return failed;
    case Kind::kEventBus:
      if (const Json* entries = find_member(output, "Entries")) {
        for (std::size_t i = 0; i < entries->size() && i < records.size(); ++i) {
          if (find_member((*entries)[i], "ErrorCode") != nullptr) {
            failed.insert(text_of(records[i], "messageId"));
          }
        }
      }
      return failed;
  }
  return failed;
}

}  // namespace snowglobe::pipes
