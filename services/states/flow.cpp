#include "services/states/flow.h"

#include "emulator/base/text.h"

namespace snowglobe::states {
namespace {

const Data& empty_object() {
  static const Data empty = make_data_from_text("{}");
  return empty;
}

// How deep arrays and objects stand inside each other in a JSON text.
int depth_of(const std::string& text) {
  int depth = 0, deepest = 0;
  bool is_inside_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_inside_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        is_inside_string = false;
      }
    } else if (c == '"') {
      is_inside_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

}  // namespace

Data checked(Data data, const State& state) {
  const std::string& text = data->text();
  if (text.size() > payload_bytes_max) {
    throw make_failure(error_name::data_limit_exceeded,
                       "The state/task '" + state.name +
                           "' returned a result with a size exceeding the maximum number of bytes "
                           "service limit.");
  }
  if (depth_of(text) > json_depth_max) {
    throw make_failure(error_name::data_limit_exceeded,
                       "The state/task '" + state.name + "' returned a result with more than " +
                           std::to_string(json_depth_max) + " levels.");
  }
  return data;
}

void Flow::fail(std::string_view error, const std::string& sentence, std::string_view also) const {
  throw make_failure(error,
                     "An error occurred while executing the state '" + state_.name +
                         "' (entered at the event id #" + std::to_string(frame_.entered_event) +
                         "). " + sentence,
                     also);
}

const Json& Flow::context() {
  if (context_) return *context_;
  context_ = Json();
  if (!state_.reads_context) return *context_;
  Json& context = *context_;
  Json& execution = context["Execution"];
  execution["Id"] = facts_.arn;
  if (state_.reads_execution_input) execution["Input"] = facts_.input->value();
  execution["StartTime"] = iso8601_millis(facts_.started);
  execution["Name"] = facts_.name;
  execution["RoleArn"] = facts_.role_arn;
  execution["RedriveCount"] = 0;
  Json& state = context["State"];
  state["Name"] = state_.name;
  state["EnteredTime"] = iso8601_millis(frame_.entered);
  state["RetryCount"] = frame_.retry_count();
  context["StateMachine"] = {{"Id", facts_.machine_arn}, {"Name", facts_.machine_name}};
  if (!frame_.token.empty()) context["Task"] = {{"Token", frame_.token}};
  if (frame_.item_index) {
    Json item = {{"Index", *frame_.item_index}};
    item["Value"] = frame_.item->value();
    context["Map"] = {{"Item", std::move(item)}};
  }
  return context;
}

Json Flow::at(const JsonPath& path, std::string_view field, const Data& input) {
  try {
    return path.evaluate(input->value(), context());
  } catch (const JsonPathNotFound&) {
    fail(error_name::runtime, "The JSONPath '" + path.text() + "' specified for the field '" +
                                  std::string(field) + "' could not be found in the input '" +
                                  input->text() + "'");
  } catch (const BudgetExceeded& error) {
    fail(error_name::runtime, error.what());
  }
}

Data Flow::effective_input() {
  if (state_.input_path.discard) return empty_object();
  if (!state_.input_path.path) return frame_.input;
  return make_data(at(*state_.input_path.path, "InputPath", frame_.input));
}

Json Flow::render(const PayloadTemplate& payload, const Json& input, const Json& context) {
  try {
    return payload.render(input, context, random_);
  } catch (const JsonPathNotFound& error) {
    fail(error_name::runtime, error.what(), error_name::parameter_path_failure);
  } catch (const IntrinsicError& error) {
    fail(error_name::intrinsic_failure, error.what());
  } catch (const BudgetExceeded& error) {
    fail(error_name::runtime, error.what(), error_name::parameter_path_failure);
  }
}

Data Flow::parameters() {
  Data input = effective_input();
  if (!state_.parameters) return input;
  return make_data(render(*state_.parameters, input->value(), context()));
}

Data Flow::output_path(const Data& whole) {
  if (state_.output_path.discard) return empty_object();
  if (!state_.output_path.path) return whole;
  return checked(make_data(at(*state_.output_path.path, "OutputPath", whole)), state_);
}

Data Flow::output_of(const Data& result) {
  Data selected = result;
  if (state_.result_selector)
    selected = make_data(render(*state_.result_selector, result->value(), context()));
  if (state_.result_path.discard) return output_path(frame_.input);
  if (!state_.result_path.path) return output_path(checked(selected, state_));
  return output_path(checked(put(*state_.result_path.path, selected->value()), state_));
}

Data Flow::put(const JsonPath& path, Json value) const {
  const auto refuse = [&] {
    fail(error_name::result_path_match_failure,
         "Unable to apply step \"" + path.text() + "\" to input " + frame_.input->text());
  };
  try {
    return make_data(put_at(path, frame_.input->value(), std::move(value)));
  } catch (const JsonPathNotFound&) {
    refuse();
  } catch (const BudgetExceeded&) {
    refuse();
  }
  return {};
}

Data Flow::caught(const Catcher& catcher, const Failure& failure) {
  if (catcher.result_path.discard) return frame_.input;
  Json output;
  output["Error"] = failure.error;
  output["Cause"] = failure.cause;
  if (!catcher.result_path.path) return make_data(std::move(output));
  return checked(put(*catcher.result_path.path, std::move(output)), state_);
}

Data Flow::item_input(const Map& map, const Data& input, std::int64_t index, const Data& item) {
  if (!map.item_selector) return item;
  return checked(
      make_data(render(*map.item_selector, input->value(), item_context(index, item->value()))),
      state_);
}

const Json& Flow::item_context(std::int64_t index, const Json& item) {
  context();
  if (!state_.reads_context) return *context_;
  Json& place = (*context_)["Map"]["Item"];
  place["Index"] = index;
  place["Value"] = item;
  return *context_;
}

std::optional<std::int64_t> Flow::amount(const Amount& amount, std::string_view field,
                                         std::int64_t min) {
  if (!amount.path) return amount.literal;
  const Json value = at(*amount.path, field, effective_input());
  const bool is_whole = value.is_number_integer() ||
                        (value.is_number_float() && value.get<double>() >= 0 &&
                         value.get<double>() <= static_cast<double>(seconds_max) &&
                         value.get<double>() == static_cast<double>(value.get<std::int64_t>()));
  const bool is_in_range = is_whole && value >= Json(min) && value <= Json(seconds_max);
  if (!is_in_range)
    fail(error_name::runtime, "The " + std::string(field) +
                                  " parameter must be an integer between " + std::to_string(min) +
                                  " and " + std::to_string(seconds_max) + " but was " +
                                  print_json(value));
  return value.get<std::int64_t>();
}

std::string Flow::text(const FailText& text, std::string_view field) {
  if (text.literal) return *text.literal;
  Json value = "";
  if (text.path) value = at(*text.path, field, frame_.input);
  if (text.call) {
    try {
      value = text.call->evaluate(frame_.input->value(), context(), random_);
    } catch (const JsonPathNotFound& error) {
      fail(error_name::runtime, error.what());
    } catch (const BudgetExceeded& error) {
      fail(error_name::runtime, error.what());
    } catch (const IntrinsicError& error) {
      fail(error_name::intrinsic_failure, error.what());
    }
  }
  if (!value.is_string())
    fail(error_name::runtime, "The value of the field '" + std::string(field) +
                                  "' must be a string but was " + print_json(value));
  return value.get<std::string>();
}

bool Flow::matches(const ChoiceRule& rule, const Data& input) {
  try {
    return rule.matches(input->value(), context(), choices_);
  } catch (const JsonPathNotFound& error) {
    fail(error_name::runtime, error.what());
  } catch (const BudgetExceeded& error) {
    fail(error_name::runtime, error.what());
  }
}

}  // namespace snowglobe::states
