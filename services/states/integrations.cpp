#include "services/states/integrations.h"

#include <array>

#include "emulator/base/text.h"

namespace snowglobe::states {
namespace {

// A service as Step Functions knows it, and as this program does.
struct Target {
  std::string_view in_arn;        // "aws-sdk:sqs"
  std::string_view service;       // "sqs"
  std::string_view error_prefix;  // "SQS": of the errors that a state can catch
  std::string_view sdk_name;      // in the cause of an error
};

constexpr std::array<Target, 13> targets = {{
    {"dynamodb", "dynamodb", "DynamoDB", "AmazonDynamoDBv2"},
    {"sqs", "sqs", "SQS", "AmazonSQS"},
    {"events", "events", "EventBridge", "AmazonEventBridge"},
    {"lambda", "lambda", "Lambda", "AWSLambda"},
    {"states", "states", "StepFunctions", "AWSStepFunctions"},
    {"aws-sdk:dynamodb", "dynamodb", "DynamoDb", "DynamoDb"},
    {"aws-sdk:sqs", "sqs", "Sqs", "Sqs"},
    {"aws-sdk:eventbridge", "events", "EventBridge", "EventBridge"},
    {"aws-sdk:lambda", "lambda", "Lambda", "Lambda"},
    {"aws-sdk:sfn", "states", "Sfn", "Sfn"},
    {"aws-sdk:sts", "sts", "Sts", "Sts"},
    {"aws-sdk:iam", "iam", "Iam", "Iam"},
    {"aws-sdk:pipes", "pipes", "Pipes", "Pipes"},
}};

const Target* target_of(const Resource& resource) {
  for (const Target& target : targets)
    if (target.in_arn == resource.service) return &target;
  return nullptr;
}

bool is_sdk(const Resource& resource) { return resource.service.starts_with("aws-sdk:"); }

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Step Functions' own API begins its members with a small letter, its integrations with a capital.
Json with_first_letters(const Json& value, char (*change)(char)) {
  if (value.is_array()) {
    Json list = Json::array();
    for (const Json& element : value) list.push_back(with_first_letters(element, change));
    return list;
  }
  if (!value.is_object()) return value;
  Json object = Json::object();
  for (const auto& member : value.items()) {
    std::string name = member.key();
    if (!name.empty()) name[0] = change(name[0]);
    object[name] = with_first_letters(member.value(), change);
  }
  return object;
}

void make_text(Json& object, const char* name) {
  const auto member = object.find(name);
  if (member != object.end() && !member->is_string()) *member = print_json(*member);
}

void prepare_events(Json& input, const Facts& facts) {
  const auto entries = input.find("Entries");
  if (entries == input.end() || !entries->is_array()) return;
  for (Json& entry : *entries) {
    if (!entry.is_object()) continue;
    make_text(entry, "Detail");
    const auto time = entry.find("Time");
    if (time != entry.end() && time->is_string()) {
      if (const auto moment = parse_iso8601(time->get_ref<const std::string&>()))
        *time = to_epoch_seconds(*moment);
    }
    Json& resources = entry["Resources"];
    if (!resources.is_array()) resources = Json::array();
    resources.push_back(facts.arn);
    resources.push_back(facts.machine_arn);
  }
}

// Brings the parameters into the form that the service's API has.
void prepare(const Resource& resource, const Facts& facts, Call& call) {
  if (call.service == "lambda" && call.operation == "Invoke") {
    const auto payload = call.input.find("Payload");
    if (payload != call.input.end()) *payload = json_bytes(print_json(*payload));
  } else if (call.service == "sqs" && call.operation == "SendMessage") {
    make_text(call.input, "MessageBody");
  } else if (call.service == "events" && call.operation == "PutEvents" && !is_sdk(resource)) {
    prepare_events(call.input, facts);
  } else if (call.service == "states") {
    make_text(call.input, "Input");
    call.input = with_first_letters(call.input, lower);
  }
}

void add_metadata(Json& result, Random& random) {
  result["SdkHttpMetadata"] = {{"HttpStatusCode", 200}};
  result["SdkResponseMetadata"] = {{"RequestId", random.uuid()}};
}

Failure read_error(const Target& target, const AwsError& error, const Resource& resource,
                   Random& random) {
  if (error.code == "NotImplemented") return make_failure(error_name::runtime, error.message);
  std::string name = error.code;
  if (!name.ends_with("Exception")) name += "Exception";
  const std::string status = std::to_string(error.http_status), id = random.uuid();
  const std::string service(target.sdk_name);
  const std::string origin =
      is_sdk(resource)
          ? " (Service: " + service + ", Status Code: " + status + ", Request ID: " + id + ")"
          : " (Service: " + service + "; Status Code: " + status + "; Error Code: " + error.code +
                "; Request ID: " + id + "; Proxy: null)";
  return make_failure(std::string(target.error_prefix) + "." + name, error.message + origin);
}

std::string payload_of(const Json& output) {
  const Json* payload = find_member(output, "Payload");
  return payload == nullptr ? std::string() : std::string(bytes_of(*payload));
}

Json json_or_text(const std::string& text) {
  if (text.empty()) return "";
  try {
    return parse_json(text);
  } catch (const JsonError&) {
    return text;
  }
}

Failure read_function_error(const std::string& payload) {
  const Json value = json_or_text(payload);
  const Json* type = find_member(value, "errorType");
  if (type != nullptr && type->is_string())
    return make_failure(type->get_ref<const std::string&>(), payload);
  return make_failure("Lambda.Unknown",
                      "The cause could not be determined because Lambda did not return an error "
                      "type. Returned payload: " +
                          payload);
}

TaskEnd read_invocation(const Resource& resource, const Json& output, Random& random) {
  std::string payload = payload_of(output);
  if (find_member(output, "FunctionError") != nullptr) return read_function_error(payload);
  if (resource.kind == Resource::Kind::kFunction) {
    if (payload.empty()) payload = "null";
    return TaskSucceeded{make_data(json_or_text(payload))};
  }
  Json result = Json::object();
  if (const Json* version = find_member(output, "ExecutedVersion"))
    result["ExecutedVersion"] = *version;
  if (const Json* log = find_member(output, "LogResult")) result["LogResult"] = *log;
  result["Payload"] = is_sdk(resource) ? Json(payload) : json_or_text(payload);
  add_metadata(result, random);
  if (const Json* status = find_member(output, "StatusCode")) result["StatusCode"] = *status;
  return TaskSucceeded{make_data(std::move(result))};
}

void to_millis_number(Json& object, const char* name) {
  const auto member = object.find(name);
  if (member != object.end() && member->is_number())
    *member = to_millis(from_epoch_seconds(member->get<double>()));
}

TaskEnd read_success(const Resource& resource, const Target& target, const Json& output,
                     Random& random) {
  if (target.service == "lambda" &&
      (resource.kind == Resource::Kind::kFunction || resource.action == "invoke"))
    return read_invocation(resource, output, random);
  Json result = output;
  if (target.service == "states") {
    result = with_first_letters(output, upper);
    to_millis_number(result, "StartDate");
    to_millis_number(result, "StopDate");
  }
  if (result.is_object() && !is_sdk(resource)) add_metadata(result, random);
  if (target.service == "events" && resource.action == "putEvents" && !is_sdk(resource)) {
    const Json* failed = find_member(output, "FailedEntryCount");
    if (failed != nullptr && failed->is_number() && failed->get<double>() > 0)
      return make_failure("EventBridge.FailedEntry", print_json(result));
  }
  bytes_to_text(result);
  return TaskSucceeded{make_data(std::move(result))};
}

}  // namespace

Call make_call(const Resource& resource, const Data& parameters, const Facts& facts) {
  Call call;
  const Json& input = parameters->value();
  if (resource.kind == Resource::Kind::kFunction) {
    call.service = "lambda";
    call.operation = "Invoke";
    call.input["FunctionName"] = resource.text;
    call.input["Payload"] = json_bytes(parameters->text());
    return call;
  }
  const Target* target = target_of(resource);
  if (target == nullptr || resource.kind == Resource::Kind::kActivity)
    throw make_failure(error_name::runtime, "The service integration " + resource.text +
                                                " is not supported by Snowglobe (see "
                                                "docs/services/states.md)");
  if (!input.is_object())
    throw make_failure(error_name::runtime,
                       "The Parameters of a service integration must be an object");
  call.service = std::string(target->service);
  call.operation = resource.action;
  call.operation[0] = upper(call.operation[0]);
  call.input = input;
  call.has_text_blobs = true;
  prepare(resource, facts, call);
  return call;
}

TaskEnd read_outcome(const Resource& resource, const Outcome& outcome, Random& random) {
  static constexpr Target function{"", "lambda", "Lambda", "AWSLambda"};
  const Target* found = target_of(resource);
  const Target& target = found != nullptr ? *found : function;
  if (outcome.error) return read_error(target, *outcome.error, resource, random);
  TaskEnd end = read_success(resource, target, outcome.output, random);
  const TaskSucceeded* succeeded = std::get_if<TaskSucceeded>(&end);
  if (resource.pattern == TaskPattern::kRequestResponse || succeeded == nullptr) return end;
  return TaskSubmitted{succeeded->result};
}

TaskEnd read_ended_execution(const Resource& resource, Json described) {
  Json result = with_first_letters(described, upper);
  to_millis_number(result, "StartDate");
  to_millis_number(result, "StopDate");
  if (described["status"] != "SUCCEEDED")
    return make_failure(error_name::task_failed, print_json(result));
  if (resource.pattern == TaskPattern::kSync2) {
    for (const char* name : {"Input", "Output"}) {
      const auto member = result.find(name);
      if (member != result.end() && member->is_string())
        *member = json_or_text(member->get<std::string>());
    }
  }
  return TaskSucceeded{make_data(std::move(result))};
}

}  // namespace snowglobe::states
