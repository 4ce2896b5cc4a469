#include "services/states/asl_states.h"

#include <array>

#include "emulator/base/text.h"

namespace snowglobe::states {
namespace {

constexpr std::array<std::string_view, 8> type_names = {"Pass",    "Task", "Choice",   "Wait",
                                                        "Succeed", "Fail", "Parallel", "Map"};

// The number of the state that `field` names; 0, and a note, when there is none.
int target(const Fields& fields, std::string_view field, const Surroundings& around) {
  const std::optional<std::string> name = fields.text(field);
  if (!name) return 0;
  const auto found = around.names.find(*name);
  if (found != around.names.end()) return found->second;
  fields.problems().add("MISSING_TRANSITION_TARGET", "Missing 'Next' target: " + *name,
                        fields.at(field).text());
  return 0;
}

void read_next(const Fields& fields, const Surroundings& around, State& state) {
  fields.at_most_one_of({"Next", "End"});
  if (fields.has("Next")) {
    state.next = target(fields, "Next", around);
  } else if (!fields.boolean("End").value_or(false)) {
    fields.problems().schema("These fields are required: [Next or End]", fields.place());
  }
}

std::vector<std::string> read_errors(const Fields& fields, const Json& rules, std::size_t index) {
  std::vector<std::string> errors;
  fields.require({"ErrorEquals"});
  const Json* list = fields.array("ErrorEquals");
  if (list == nullptr) return errors;
  const Place place = fields.at("ErrorEquals");
  if (list->empty()) fields.problems().schema("Value must not be empty", place);
  for (const Json& error : *list) {
    if (error.is_string()) {
      errors.push_back(error.get<std::string>());
    } else {
      fields.problems().schema("Expected value of type String", place);
    }
  }
  for (const std::string& error : errors) {
    if (error == "States.ALL" && (errors.size() > 1 || index + 1 != rules.size()))
      fields.problems().schema(
          "States.ALL must appear alone, and only in the last element of the list", place);
  }
  return errors;
}

void read_retriers(const Fields& fields, State& state) {
  const Json* list = fields.array("Retry");
  if (list == nullptr) return;
  const Place place = fields.at("Retry");
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Place here = place.at(i);
    if (!(*list)[i].is_object()) {
      fields.problems().schema("Expected value of type Object", here);
      continue;
    }
    const Fields rule((*list)[i], here, fields.problems());
    rule.only({"ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds",
               "JitterStrategy", "Comment"});
    Retrier retrier;
    retrier.errors = read_errors(rule, *list, i);
    retrier.interval_s = rule.integer("IntervalSeconds", 1, seconds_max).value_or(1);
    retrier.max_attempts = rule.integer("MaxAttempts", 0, seconds_max).value_or(3);
    retrier.backoff_rate = rule.number("BackoffRate", 1.0).value_or(2.0);
    retrier.max_delay_s = rule.integer("MaxDelaySeconds", 1, max_delay_seconds_max - 1);
    if (retrier.max_delay_s && *retrier.max_delay_s <= retrier.interval_s)
      fields.problems().schema("MaxDelaySeconds must be greater than IntervalSeconds",
                               rule.at("MaxDelaySeconds"));
    const std::string jitter = rule.text("JitterStrategy").value_or("NONE");
    if (jitter != "FULL" && jitter != "NONE")
      fields.problems().schema("Value must be one of [FULL, NONE]", rule.at("JitterStrategy"));
    retrier.full_jitter = jitter == "FULL";
    state.retriers.push_back(std::move(retrier));
  }
}

void read_catchers(const Fields& fields, const Surroundings& around, State& state) {
  const Json* list = fields.array("Catch");
  if (list == nullptr) return;
  const Place place = fields.at("Catch");
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Place here = place.at(i);
    if (!(*list)[i].is_object()) {
      fields.problems().schema("Expected value of type Object", here);
      continue;
    }
    const Fields rule((*list)[i], here, fields.problems());
    rule.only({"ErrorEquals", "Next", "ResultPath", "Comment", "Assign"});
    rule.not_supported("Assign", "Assign");
    rule.require({"Next"});
    Catcher catcher;
    catcher.errors = read_errors(rule, *list, i);
    catcher.next = target(rule, "Next", around);
    catcher.result_path = rule.result_path("ResultPath");
    state.catchers.push_back(std::move(catcher));
  }
}

Pass read_pass(const Fields& fields, const Surroundings& around, State& state) {
  fields.only({"Type", "Comment", "QueryLanguage", "Assign", "InputPath", "OutputPath",
               "ResultPath", "Parameters", "Result", "Next", "End"});
  read_next(fields, around, state);
  Pass pass;
  if (const Json* result = fields.get("Result")) pass.result = *result;
  return pass;
}

void check_parameters(const Fields& fields, const Resource& resource) {
  if (resource.kind != Resource::Kind::kIntegration) return;
  const Json* parameters = fields.get("Parameters");
  const Json none = Json::object();
  if (parameters == nullptr) parameters = &none;
  if (!parameters->is_object()) return;
  for (const std::string& name : required_parameters(resource)) {
    if (find_member(*parameters, name) == nullptr &&
        find_member(*parameters, name + ".$") == nullptr)
      fields.problems().schema("The field \"" + name + "\" is required but was missing",
                               fields.at("Parameters"));
  }
}

Task read_task(const Fields& fields, const Surroundings& around, State& state) {
  fields.only({"Type", "Comment", "QueryLanguage", "Assign", "InputPath", "OutputPath",
               "ResultPath", "Parameters", "ResultSelector", "Resource", "Credentials",
               "TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath",
               "Retry", "Catch", "Next", "End"});
  fields.require({"Resource"});
  read_next(fields, around, state);
  Task task;
  fields.payload("Credentials");  // checked; nobody's role is assumed here
  task.timeout_s = fields.amount("TimeoutSeconds", "TimeoutSecondsPath", 1, seconds_max);
  task.heartbeat_s = fields.amount("HeartbeatSeconds", "HeartbeatSecondsPath", 1, seconds_max);
  if (task.heartbeat_s.literal &&
      *task.heartbeat_s.literal >= task.timeout_s.literal.value_or(seconds_max + 1))
    fields.problems().schema("HeartbeatSeconds must be smaller than TimeoutSeconds",
                             fields.at("HeartbeatSeconds"));
  const std::optional<std::string> text = fields.text("Resource");
  if (!text) return task;
  const std::optional<Resource> resource = Resource::parse(*text);
  if (!resource) {
    fields.problems().schema("Value is not a valid resource ARN", fields.at("Resource"));
    return task;
  }
  task.resource = *resource;
  if (!is_known(*resource)) {
    fields.problems().schema("The resource provided " + *text +
                                 " is not recognized. The value is not a valid resource ARN, or "
                                 "the resource is not available in this region.",
                             fields.at("Resource"));
  } else if (resource->kind == Resource::Kind::kActivity) {
    fields.problems().schema("An activity is not supported by Snowglobe yet",
                             fields.at("Resource"));
  } else if (around.type == MachineType::kExpress &&
             resource->pattern != TaskPattern::kRequestResponse) {
    const std::string pattern =
        resource->pattern == TaskPattern::kWaitForTaskToken ? "waitForTaskToken" : "sync";
    fields.problems().schema(
        "Express state machine does not support '." + pattern + "' service integration",
        fields.at("Resource"));
  } else {
    check_parameters(fields, *resource);
  }
  return task;
}

Choice read_choice(const Fields& fields, const Surroundings& around) {
  fields.only({"Type", "Comment", "QueryLanguage", "Assign", "InputPath", "OutputPath", "Choices",
               "Default"});
  fields.require({"Choices"});
  Choice choice;
  if (fields.has("Default")) choice.otherwise = target(fields, "Default", around);
  const Json* rules = fields.array("Choices");
  if (rules == nullptr) return choice;
  const Place place = fields.at("Choices");
  if (rules->empty()) fields.problems().schema("Value must not be empty", place);
  for (std::size_t i = 0; i < rules->size(); ++i) {
    const Place here = place.at(i);
    if (!(*rules)[i].is_object()) {
      fields.problems().schema("Expected value of type Object", here);
      continue;
    }
    const Fields rule((*rules)[i], here, fields.problems());
    rule.require({"Next"});
    rule.not_supported("Assign", "Assign");
    const int next = target(rule, "Next", around);
    try {
      choice.rules.push_back({ChoiceRule::parse((*rules)[i]), next});
    } catch (const ChoiceError& error) {
      fields.problems().add("SCHEMA_VALIDATION_FAILED", error.what(), here.text() + error.pointer);
    }
  }
  return choice;
}

Wait read_wait(const Fields& fields, const Surroundings& around, State& state) {
  fields.only({"Type", "Comment", "QueryLanguage", "Assign", "InputPath", "OutputPath", "Seconds",
               "SecondsPath", "Timestamp", "TimestampPath", "Next", "End"});
  read_next(fields, around, state);
  fields.at_most_one_of({"Seconds", "SecondsPath", "Timestamp", "TimestampPath"});
  Wait wait;
  wait.seconds = {fields.integer("Seconds", 0, seconds_max), fields.reference_path("SecondsPath")};
  if (const std::optional<std::string> text = fields.text("Timestamp")) {
    wait.timestamp = parse_iso8601(*text);
    if (!wait.timestamp)
      fields.problems().schema("Value must be a valid RFC3339 timestamp", fields.at("Timestamp"));
  }
  wait.timestamp_path = fields.reference_path("TimestampPath");
  if (!fields.has("Seconds") && !fields.has("SecondsPath") && !fields.has("Timestamp") &&
      !fields.has("TimestampPath"))
    fields.problems().schema(
        "These fields are required: [Seconds or SecondsPath or Timestamp or TimestampPath]",
        fields.place());
  return wait;
}

FailText read_fail_text(const Fields& fields, std::string_view name, std::string_view path_name) {
  fields.at_most_one_of({name, path_name});
  FailText text;
  text.literal = fields.text(name);
  const std::optional<std::string> path = fields.text(path_name);
  if (!path) return text;
  try {
    if (Intrinsic::is_call(*path)) {
      text.call = Intrinsic::parse(*path);
    } else {
      text.path = JsonPath::parse_reference(*path);
    }
  } catch (const JsonPathError& error) {
    fields.problems().schema(error.what(), fields.at(path_name));
  }
  return text;
}

Fail read_fail(const Fields& fields) {
  fields.only({"Type", "Comment", "QueryLanguage", "Error", "ErrorPath", "Cause", "CausePath"});
  return {read_fail_text(fields, "Error", "ErrorPath"),
          read_fail_text(fields, "Cause", "CausePath")};
}

Parallel read_parallel(const Fields& fields, const Surroundings& around, State& state) {
  fields.only({"Type", "Comment", "QueryLanguage", "Assign", "InputPath", "OutputPath",
               "ResultPath", "Parameters", "ResultSelector", "Branches", "Retry", "Catch", "Next",
               "End"});
  fields.require({"Branches"});
  read_next(fields, around, state);
  Parallel parallel;
  const Json* branches = fields.array("Branches");
  if (branches == nullptr) return parallel;
  const Place place = fields.at("Branches");
  if (branches->empty()) fields.problems().schema("Value must not be empty", place);
  for (std::size_t i = 0; i < branches->size(); ++i)
    parallel.branches.push_back(
        around.read_machine((*branches)[i], place.at(i), Machine::Role::kBranch, state.name));
  return parallel;
}

void check_map_mode(const Fields& fields) {
  for (const std::string_view name :
       {"ItemReader", "ItemBatcher", "ResultWriter", "Label", "ToleratedFailureCount",
        "ToleratedFailureCountPath", "ToleratedFailurePercentage",
        "ToleratedFailurePercentagePath"})
    fields.not_supported(name, "A DISTRIBUTED Map");
  const Json* processor = fields.object("ItemProcessor");
  const Json* config = processor ? find_member(*processor, "ProcessorConfig") : nullptr;
  const Json* mode = config ? find_member(*config, "Mode") : nullptr;
  if (mode == nullptr || *mode == "INLINE") return;
  const Place place = fields.at("ItemProcessor"), inner = place.at("ProcessorConfig");
  fields.problems().schema(*mode == "DISTRIBUTED"
                               ? "A DISTRIBUTED Map is not supported by Snowglobe yet"
                               : "Value must be one of [INLINE, DISTRIBUTED]",
                           inner.at("Mode"));
}

Map read_map(const Fields& fields, const Surroundings& around, State& state) {
  fields.only({"Type",
               "Comment",
               "QueryLanguage",
               "Assign",
               "InputPath",
               "OutputPath",
               "ResultPath",
               "ResultSelector",
               "Parameters",
               "ItemSelector",
               "ItemsPath",
               "ItemProcessor",
               "Iterator",
               "MaxConcurrency",
               "MaxConcurrencyPath",
               "ItemReader",
               "ItemBatcher",
               "ResultWriter",
               "Label",
               "ToleratedFailureCount",
               "ToleratedFailureCountPath",
               "ToleratedFailurePercentage",
               "ToleratedFailurePercentagePath",
               "Retry",
               "Catch",
               "Next",
               "End"});
  read_next(fields, around, state);
  check_map_mode(fields);
  fields.at_most_one_of({"ItemSelector", "Parameters"});
  fields.at_most_one_of({"ItemProcessor", "Iterator"});
  Map map;
  map.items_path = fields.reference_path("ItemsPath");
  map.legacy_parameters = fields.has("Parameters");
  map.item_selector = fields.payload(map.legacy_parameters ? "Parameters" : "ItemSelector");
  map.max_concurrency = fields.amount("MaxConcurrency", "MaxConcurrencyPath", 0, seconds_max);
  const std::string_view name = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
  if (const Json* processor = fields.get(name)) {
    map.processor =
        around.read_machine(*processor, fields.at(name), Machine::Role::kProcessor, state.name);
  } else {
    fields.problems().schema("These fields are required: [ItemProcessor]", fields.place());
  }
  return map;
}

// Marks what the paths of a state read of the context object. A path that may reach the execution's
// input is any that is not known to lead elsewhere.
void scan_context_use(const Json& value, State& state) {
  if (value.is_string()) {
    const std::string& text = value.get_ref<const std::string&>();
    for (std::size_t at = text.find("$$"); at != std::string::npos; at = text.find("$$", at + 2)) {
      state.reads_context = true;
      const std::string_view rest = std::string_view(text).substr(at + 2);
      bool is_elsewhere = false;
      for (const std::string_view known :
           {".Execution.Id", ".Execution.Name", ".Execution.StartTime", ".Execution.RoleArn",
            ".Execution.RedriveCount", ".State.", ".StateMachine.", ".Task.", ".Map."})
        is_elsewhere = is_elsewhere || rest.starts_with(known);
      if (!is_elsewhere) state.reads_execution_input = true;
    }
  } else if (value.is_structured()) {
    for (const auto& member : value.items()) scan_context_use(member.value(), state);
  }
}

void scan_state(const Json& object, State& state) {
  for (const auto& member : object.items()) {
    const std::string& key = member.key();
    if (key != "Branches" && key != "ItemProcessor" && key != "Iterator" && key != "Result")
      scan_context_use(member.value(), state);
  }
}

void read_detail(const Fields& fields, const Surroundings& around, State& state) {
  switch (state.type) {
    case StateType::kPass:
      state.detail = read_pass(fields, around, state);
      break;
    case StateType::kTask:
      state.detail = read_task(fields, around, state);
      break;
    case StateType::kChoice:
      state.detail = read_choice(fields, around);
      break;
    case StateType::kWait:
      state.detail = read_wait(fields, around, state);
      break;
    case StateType::kSucceed:
      fields.only({"Type", "Comment", "QueryLanguage", "InputPath", "OutputPath"});
      state.detail = Succeed{};
      break;
    case StateType::kFail:
      state.detail = read_fail(fields);
      break;
    case StateType::kParallel:
      state.detail = read_parallel(fields, around, state);
      break;
    case StateType::kMap:
      state.detail = read_map(fields, around, state);
      break;
  }
}

}  // namespace

std::string_view name_of(StateType type) { return type_names[static_cast<std::size_t>(type)]; }

State read_state(std::string_view name, const Json& value, const Place& place,
                 const Surroundings& around, Problems& problems) {
  State state;
  state.name = std::string(name);
  if (!value.is_object()) {
    problems.schema("Expected value of type Object", place);
    return state;
  }
  if (name.empty() || utf8_length(name) > state_name_length_max)
    problems.add("INVALID_STATE_NAME", "State name must be between 1 and 80 characters long",
                 place.text());
  const Fields fields(value, place, problems);
  fields.require({"Type"});
  const std::optional<std::string> type = fields.text("Type");
  if (!type) return state;
  const auto found = std::find(type_names.begin(), type_names.end(), *type);
  if (found == type_names.end()) {
    problems.schema("Value must be one of [Choice, Fail, Map, Parallel, Pass, Succeed, Task, Wait]",
                    fields.at("Type"));
    return state;
  }
  state.type = static_cast<StateType>(found - type_names.begin());
  const std::string language = fields.text("QueryLanguage").value_or("JSONPath");
  if (language == "JSONata") {
    fields.not_supported("QueryLanguage", "QueryLanguage JSONata");
    return state;
  }
  if (language != "JSONPath")
    problems.schema("Value must be one of [JSONPath, JSONata]", fields.at("QueryLanguage"));
  fields.not_supported("Assign", "Assign");
  state.input_path = fields.selection("InputPath");
  state.output_path = fields.selection("OutputPath");
  state.result_path = fields.result_path("ResultPath");
  if (state.type != StateType::kMap) state.parameters = fields.payload("Parameters");
  state.result_selector = fields.payload("ResultSelector");
  read_retriers(fields, state);
  read_catchers(fields, around, state);
  read_detail(fields, around, state);
  scan_state(value, state);
  return state;
}

}  // namespace snowglobe::states
