#include "services/lambda/script.h"

#include <algorithm>
#include <array>

#include "emulator/lang/input_transform/input_transform.h"
#include "services/lambda/errors.h"

namespace snowglobe::lambda {
namespace {

constexpr std::array<std::string_view, 4> kinds = {"return", "echo", "throw", "timeout"};
constexpr std::string_view event_name = "$event";
constexpr Duration delay_max = std::chrono::minutes(15);

bool is_reference(const Json& value) {
  if (!value.is_string()) return false;
  const std::string_view text = value.get_ref<const std::string&>();
  if (!text.starts_with(event_name)) return false;
  return text.size() == event_name.size() || text[event_name.size()] == '.' ||
         text[event_name.size()] == '[';
}

// "$event.a.b" is the path $.a.b into the event.
std::optional<EventPath> path_of(const Json& reference) {
  return EventPath::parse("$" + reference.get_ref<const std::string&>().substr(event_name.size()));
}

int count_references(const Json& value, const std::string& place) {
  if (value.is_structured()) {
    int count = 0;
    for (const Json& element : value) count += count_references(element, place);
    return count;
  }
  if (!is_reference(value)) return 0;
  if (!path_of(value)) {
    throw invalid_parameter(place + ": '" + value.get<std::string>() +
                            "' is no path into the event; write one like \"$event.order.id\".");
  }
  return 1;
}

bool has_references(const Json& value) {
  return value.is_structured() ? std::any_of(value.begin(), value.end(), &has_references)
                               : is_reference(value);
}

// Prints the value with the event's parts in it. Stops somewhere behind `result_bytes_max`.
void print_filled(const Json& value, const Json& event, std::string& out) {
  if (out.size() > result_bytes_max) return;
  const char* separator = "";
  if (value.is_object()) {
    out += '{';
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      out += separator + print_json(name) + ":";
      print_filled(member, event, out);
      separator = ",";
    }
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    for (const Json& element : value) {
      out += separator;
      print_filled(element, event, out);
      separator = ",";
    }
    out += ']';
  } else if (is_reference(value)) {
    out += print_json(path_of(value)->find(event).value_or(nullptr));
  } else {
    out += print_json(value);
  }
}

// A bare number is seconds.
std::optional<Duration> read_delay(const Json& value) {
  if (value.is_string()) return parse_duration(value.get_ref<const std::string&>());
  if (!value.is_number() || value < 0 || value > 900) return std::nullopt;
  return Duration(static_cast<std::int64_t>(value.get<double>() * 1000));
}

void check_number(const Json& outcome, const char* name, std::int64_t min, std::int64_t max,
                  const std::string& place) {
  const Json* value = find_member(outcome, name);
  if (value == nullptr) return;
  if (!value->is_number_integer() || *value < min || *value > max) {
    throw invalid_parameter(place + ": '" + name + "' must be a whole number from " +
                            std::to_string(min) + " to " + std::to_string(max) + ".");
  }
}

void check_true(const Json& outcome, const char* name, const std::string& place) {
  const Json* value = find_member(outcome, name);
  if (value != nullptr && *value != true) {
    throw invalid_parameter(place + ": '" + name + "' can only be true.");
  }
}

void check_throw(const Json& error, const std::string& place) {
  const auto is_text = [&](const char* name) {
    const Json* member = find_member(error, name);
    return member == nullptr || member->is_string();
  };
  if (!error.is_object() || !is_text("type") || !is_text("message")) {
    throw invalid_parameter(place + ": 'throw' must be {\"type\": \"...\", \"message\": \"...\"}.");
  }
}

// Each runtime describes an error in its own way.
std::string print_error(const Json& error, const Circumstances& circumstances) {
  Json json = {{"errorMessage", error.value("message", "")},
               {"errorType", error.value("type", "Error")}};
  if (circumstances.runtime.starts_with("python")) {
    json["requestId"] = circumstances.request_id;
    json["stackTrace"] = Json::array();
  } else if (circumstances.runtime.starts_with("java")) {
    json["stackTrace"] = Json::array();
  } else {
    json["trace"] = Json::array();
  }
  return print_json(json);
}

Result time_out(const Circumstances& circumstances) {
  const std::string message = "RequestId: " + std::string(circumstances.request_id) +
                              " Error: Task timed out after " +
                              std::to_string(circumstances.timeout_s) + ".00 seconds";
  return {Result::Kind::kTimeout,
          print_json({{"errorType", "Sandbox.Timedout"}, {"errorMessage", message}}),
          std::chrono::seconds(circumstances.timeout_s)};
}

std::string print_result(const Json& outcome, const Json& event, const std::string& event_text) {
  const Json* value = find_member(outcome, "return");
  if (value == nullptr) return event_text;
  if (!has_references(*value)) return print_json(*value);
  std::string out;
  print_filled(*value, event, out);
  return out;
}

}  // namespace

void check_outcome(const Json& outcome, const std::string& place) {
  if (!outcome.is_object()) throw invalid_parameter(place + " must be an object.");
  int kind_count = 0;
  for (const auto& [name, value] : outcome.get_ref<const Json::object_t&>()) {
    const bool is_kind = std::find(kinds.begin(), kinds.end(), name) != kinds.end();
    if (!is_kind && name != "delay" && name != "times") {
      throw invalid_parameter(place + " has an unknown member '" + name +
                              "'; it may have return, echo, throw, timeout, delay, times.");
    }
    kind_count += is_kind ? 1 : 0;
  }
  if (kind_count != 1) {
    throw invalid_parameter(place + " must have one of return, echo, throw and timeout.");
  }
  check_number(outcome, "times", 1, times_max, place);
  check_true(outcome, "echo", place);
  check_true(outcome, "timeout", place);
  if (const Json* delay = find_member(outcome, "delay")) {
    const auto duration = read_delay(*delay);
    if (!duration || *duration > delay_max) {
      throw invalid_parameter(place +
                              ": 'delay' must be a duration like \"5s\" or \"250ms\", at most 15 "
                              "minutes.");
    }
  }
  if (const Json* error = find_member(outcome, "throw")) check_throw(*error, place);
  if (const Json* value = find_member(outcome, "return")) {
    if (count_references(*value, place) > references_max) {
      throw invalid_parameter(place + ": 'return' may refer to the event in " +
                              std::to_string(references_max) + " places at most.");
    }
  }
}

std::int64_t times_of(const Json& outcome) {
  const Json* times = find_member(outcome, "times");
  return times == nullptr ? 1 : times->get<std::int64_t>();
}

Result carry_out(const Json& outcome, const Json& event, const std::string& event_text,
                 const Circumstances& circumstances) {
  Result result;
  if (const Json* delay = find_member(outcome, "delay")) result.duration = *read_delay(*delay);
  if (outcome.contains("timeout") ||
      result.duration >= std::chrono::seconds(circumstances.timeout_s)) {
    return time_out(circumstances);
  }
  if (const Json* error = find_member(outcome, "throw")) {
    result.kind = Result::Kind::kThrow;
    result.payload = print_error(*error, circumstances);
    return result;
  }
  result.payload = print_result(outcome, event, event_text);
  if (result.payload.size() > result_bytes_max) {
    result.kind = Result::Kind::kThrow;
    result.payload = print_json(
        {{"errorType", "Function.ResponseSizeTooLarge"},
         {"errorMessage", "Response payload size exceeded maximum allowed payload size (" +
                              std::to_string(result_bytes_max) + " bytes)."}});
  }
  return result;
}

std::string_view name_of(Result::Kind kind) {
  switch (kind) {
    case Result::Kind::kReturn:
      return "return";
    case Result::Kind::kThrow:
      return "throw";
    case Result::Kind::kTimeout:
      return "timeout";
  }
  return "";
}

}  // namespace snowglobe::lambda
