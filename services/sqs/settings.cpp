#include "services/sqs/settings.h"

#include <algorithm>
#include <array>

#include "emulator/base/arn.h"
#include "emulator/base/text.h"
#include "services/sqs/errors.h"
#include "services/sqs/policy.h"
#include "services/sqs/queue_name.h"

namespace snowglobe::sqs {
namespace {

struct NumberAttribute {
  std::string_view name;
  std::int64_t min, max;
  const char* usual;
};
constexpr std::array<NumberAttribute, 6> number_attributes = {{
    {"DelaySeconds", 0, 900, "0"},
    {"MaximumMessageSize", 1024, 1'048'576, "1048576"},
    {"MessageRetentionPeriod", 60, 1'209'600, "345600"},
    {"ReceiveMessageWaitTimeSeconds", 0, 20, "0"},
    {"VisibilityTimeout", 0, 43'200, "30"},
    {"KmsDataKeyReusePeriodSeconds", 60, 86'400, "300"},
}};

struct ChoiceAttribute {
  std::string_view name;
  std::array<std::string_view, 2> values;
  bool is_for_fifo;
};
constexpr std::array<ChoiceAttribute, 5> choice_attributes = {{
    {"FifoQueue", {"true", "false"}, true},
    {"ContentBasedDeduplication", {"true", "false"}, true},
    {"DeduplicationScope", {"messageGroup", "queue"}, true},
    {"FifoThroughputLimit", {"perQueue", "perMessageGroupId"}, true},
    {"SqsManagedSseEnabled", {"true", "false"}, false},
}};

constexpr std::array<std::string_view, 4> text_attributes = {
    "Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"};

constexpr std::array<std::string_view, 6> computed_attributes = {
    "QueueArn",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed"};

template <class Table>
auto find_named(const Table& table, std::string_view name) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

Json parse_map(const std::string& text, std::string_view attribute) {
  const auto wrong = [&] {
    return invalid_parameter(
        attribute, text,
        (attribute == "RedrivePolicy" ? "Redrive policy" : "RedriveAllowPolicy") +
            std::string(" is not a valid JSON map."));
  };
  try {
    Json json = parse_json(text);
    if (!json.is_object()) throw wrong();
    return json;
  } catch (const JsonError&) {
    throw wrong();
  }
}

// AWS takes the count as a number and as text, and shows a number.
std::optional<std::int64_t> integer_of(const Json* json) {
  if (json == nullptr) return std::nullopt;
  if (json->is_number_integer()) return json->get<std::int64_t>();
  if (json->is_string()) return parse_int(json->get_ref<const std::string&>());
  return std::nullopt;
}

void check_redrive_policy(const std::string& text) {
  const auto wrong = [&](const std::string& reason) {
    return invalid_parameter("RedrivePolicy", text, reason);
  };
  const Json policy = parse_map(text, "RedrivePolicy");
  for (const auto& [name, value] : policy.items()) {
    if (name != "deadLetterTargetArn" && name != "maxReceiveCount") {
      throw wrong("Unknown parameter name: " + name + ".");
    }
  }
  const Json* target = find_member(policy, "deadLetterTargetArn");
  const Json* count = find_member(policy, "maxReceiveCount");
  if (target == nullptr) {
    throw wrong("Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
  }
  if (count == nullptr) {
    throw wrong("Redrive policy does not contain mandatory attribute: maxReceiveCount.");
  }
  const auto number = integer_of(count);
  if (!number || *number < 1 || *number > 1000) {
    throw wrong("Invalid value for maxReceiveCount: " + print_json(*count) +
                ", valid values are from 1 to 1000 both inclusive.");
  }
  const auto arn = target->is_string() ? Arn::parse(target->get<std::string>()) : std::nullopt;
  if (!arn || arn->service != "sqs") {
    throw wrong("Invalid value for deadLetterTargetArn.");
  }
}

// REQUIRES: checked.
std::string plain_redrive_policy(const std::string& text) {
  const Json policy = parse_json(text);
  return print_json({{"deadLetterTargetArn", policy.at("deadLetterTargetArn")},
                     {"maxReceiveCount", *integer_of(find_member(policy, "maxReceiveCount"))}});
}

void check_redrive_allow_policy(const std::string& text) {
  const auto wrong = [&](const std::string& reason) {
    return invalid_parameter("RedriveAllowPolicy", text, reason);
  };
  const Json policy = parse_map(text, "RedriveAllowPolicy");
  const Json* permission = find_member(policy, "redrivePermission");
  if (permission == nullptr) {
    throw wrong("RedriveAllowPolicy does not contain mandatory attribute: redrivePermission.");
  }
  if (*permission != "allowAll" && *permission != "denyAll" && *permission != "byQueue") {
    throw wrong(
        "Invalid value for redrivePermission, valid values are allowAll, denyAll and "
        "byQueue.");
  }
  const Json* sources = find_member(policy, "sourceQueueArns");
  const bool has_sources = sources != nullptr && sources->is_array() && !sources->empty();
  if ((*permission == "byQueue") != has_sources || (has_sources && sources->size() > 10)) {
    throw wrong(
        "sourceQueueArns holds 1 to 10 ARNs when redrivePermission is byQueue, and is not "
        "there otherwise.");
  }
  if (!has_sources) return;
  for (const Json& source : *sources) {
    const auto arn = source.is_string() ? Arn::parse(source.get<std::string>()) : std::nullopt;
    if (!arn || arn->service != "sqs") throw wrong("Invalid value for sourceQueueArns.");
  }
}

void check_one(const std::string& name, std::string& value, bool is_fifo) {
  if (const auto* number = find_named(number_attributes, name)) {
    const auto parsed = parse_int(value);
    if (!parsed || *parsed < number->min || *parsed > number->max) {
      throw invalid_attribute_value(name);
    }
    value = std::to_string(*parsed);
    return;
  }
  if (const auto* choice = find_named(choice_attributes, name)) {
    if (choice->is_for_fifo && !is_fifo) throw unknown_attribute(name);
    if (std::find(choice->values.begin(), choice->values.end(), value) == choice->values.end()) {
      throw invalid_attribute_value(name);
    }
    return;
  }
  if (std::find(text_attributes.begin(), text_attributes.end(), name) == text_attributes.end()) {
    throw unknown_attribute(name);
  }
  if (value.empty()) return;  // takes it away
  if (name == "RedrivePolicy") check_redrive_policy(value);
  if (name == "RedriveAllowPolicy") check_redrive_allow_policy(value);
  if (name == "Policy") check_policy(value);
}

std::int64_t number_of(const StringMap& attributes, const char* name, std::int64_t usual) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? usual : parse_int(found->second).value_or(usual);
}

bool is_value(const StringMap& attributes, const char* name, std::string_view value) {
  const auto found = attributes.find(name);
  return found != attributes.end() && found->second == value;
}

}  // namespace

bool allows_redrive_from(const StringMap& attributes, std::string_view source_arn) {
  const auto found = attributes.find("RedriveAllowPolicy");
  if (found == attributes.end()) return true;
  const Json policy = parse_json(found->second);
  const Json* permission = find_member(policy, "redrivePermission");
  if (permission == nullptr || *permission == "allowAll") return true;
  const Json* sources = find_member(policy, "sourceQueueArns");
  if (*permission == "denyAll" || sources == nullptr) return false;
  return std::any_of(sources->begin(), sources->end(),
                     [&](const Json& arn) { return arn == source_arn; });
}

void check_settings(StringMap& attributes, std::string_view queue_name, Occasion occasion) {
  const bool is_fifo = is_fifo_name(queue_name);
  if (occasion == Occasion::kSet && attributes.contains("FifoQueue") &&
      (attributes["FifoQueue"] == "true") != is_fifo) {
    throw is_fifo ? invalid_attribute_value("FifoQueue") : unknown_attribute("FifoQueue");
  }
  for (auto& [name, value] : attributes) check_one(name, value, is_fifo);
}

void check_combinations(const StringMap& attributes) {
  if (is_value(attributes, "FifoThroughputLimit", "perMessageGroupId") &&
      !is_value(attributes, "DeduplicationScope", "messageGroup")) {
    throw invalid_parameter(
        "The perMessageGroupId value is allowed only when the value for DeduplicationScope is "
        "messageGroup");
  }
  const auto key = attributes.find("KmsMasterKeyId");
  if (key != attributes.end() && !key->second.empty() &&
      is_value(attributes, "SqsManagedSseEnabled", "true")) {
    throw AwsError("InvalidAttributeName",
                   "You can use one type of server-side encryption (SSE) at one time. You can "
                   "either enable KMS SSE or SQS SSE.");
  }
}

Settings settings_of(const StringMap& attributes) {
  Settings settings;
  settings.is_fifo = is_value(attributes, "FifoQueue", "true");
  settings.visibility_timeout_s =
      static_cast<int>(number_of(attributes, "VisibilityTimeout", settings.visibility_timeout_s));
  settings.delay_s = static_cast<int>(number_of(attributes, "DelaySeconds", settings.delay_s));
  settings.retention_s =
      static_cast<int>(number_of(attributes, "MessageRetentionPeriod", settings.retention_s));
  settings.wait_s =
      static_cast<int>(number_of(attributes, "ReceiveMessageWaitTimeSeconds", settings.wait_s));
  settings.message_bytes_max =
      number_of(attributes, "MaximumMessageSize", settings.message_bytes_max);
  settings.dedups_by_content = is_value(attributes, "ContentBasedDeduplication", "true");
  settings.dedups_per_group = is_value(attributes, "DeduplicationScope", "messageGroup");
  if (const auto redrive = attributes.find("RedrivePolicy"); redrive != attributes.end()) {
    const Json policy = parse_json(redrive->second);
    settings.dead_letter_arn = policy.at("deadLetterTargetArn").get<std::string>();
    settings.receive_count_max =
        static_cast<int>(integer_of(find_member(policy, "maxReceiveCount")).value_or(0));
  }
  return settings;
}

StringMap with_defaults(const StringMap& attributes) {
  StringMap all = attributes;
  if (const auto redrive = all.find("RedrivePolicy"); redrive != all.end()) {
    redrive->second = plain_redrive_policy(redrive->second);
  }
  for (const auto& number : number_attributes) {
    if (number.name == "KmsDataKeyReusePeriodSeconds" && !attributes.contains("KmsMasterKeyId")) {
      continue;
    }
    all.emplace(number.name, number.usual);
  }
  all.emplace("SqsManagedSseEnabled", attributes.contains("KmsMasterKeyId") ? "false" : "true");
  if (is_value(attributes, "FifoQueue", "true")) {
    all.emplace("ContentBasedDeduplication", "false");
    all.emplace("DeduplicationScope", "queue");
    all.emplace("FifoThroughputLimit", "perQueue");
  }
  return all;
}

bool is_same_value(std::string_view name, const std::string& a, const std::string& b) {
  if (a == b) return true;
  if (!name.ends_with("Policy") || a.empty() || b.empty()) return false;
  if (name == "RedrivePolicy") return plain_redrive_policy(a) == plain_redrive_policy(b);
  return json_equal(parse_json(a), parse_json(b));
}

bool is_queue_attribute(std::string_view name) {
  const auto has = [&](const auto& table) {
    return std::find(table.begin(), table.end(), name) != table.end();
  };
  return name == "All" || find_named(number_attributes, name) != nullptr ||
         find_named(choice_attributes, name) != nullptr || has(text_attributes) ||
         has(computed_attributes);
}

}  // namespace snowglobe::sqs
