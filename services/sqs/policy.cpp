#include "services/sqs/policy.h"

#include "emulator/base/json.h"
#include "services/sqs/errors.h"

namespace snowglobe::sqs {
namespace {

constexpr std::size_t bytes_max = 8192;
constexpr std::size_t statements_max = 20;
constexpr std::size_t principals_max = 50;
constexpr std::size_t conditions_max = 10;
constexpr std::size_t actions_max = 7;  // of one statement

bool has(const Json& json, const char* name) { return find_member(json, name) != nullptr; }

bool is_version(const Json* version) {
  return version == nullptr || *version == "2008-10-17" || *version == "2012-10-17";
}

// Every statement of a policy for a resource says whether, who and what.
bool is_statement(const Json& json) {
  if (!json.is_object()) return false;
  const Json* effect = find_member(json, "Effect");
  return effect != nullptr && (*effect == "Allow" || *effect == "Deny") &&
         (has(json, "Principal") || has(json, "NotPrincipal")) &&
         (has(json, "Action") || has(json, "NotAction"));
}

// One value stands alone, several are a list; principals and conditions have these by type.
std::size_t count(const Json* json) {
  if (json == nullptr) return 0;
  if (json->is_array()) return json->size();
  if (!json->is_object()) return 1;
  std::size_t found = 0;
  for (const auto& [type, values] : json->items()) found += count(&values);
  return found;
}

// Each key that an operator compares is a condition, whatever the number of its values.
std::size_t count_conditions(const Json* json) {
  if (json == nullptr || !json->is_object()) return 0;
  std::size_t found = 0;
  for (const auto& [name, keys] : json->items()) found += keys.size();
  return found;
}

}  // namespace

void check_policy(const std::string& text) {
  if (text.size() > bytes_max) throw over_limit("Submitted policy is over max allowed size.");
  const AwsError wrong = invalid_attribute_value("Policy");
  Json policy;
  try {
    policy = parse_json(text);
  } catch (const JsonError&) {
    throw wrong;
  }
  if (!policy.is_object() || !is_version(find_member(policy, "Version"))) throw wrong;
  const Json* found = find_member(policy, "Statement");
  if (found == nullptr) throw wrong;
  const Json statements = found->is_array() ? *found : Json::array({*found});
  if (statements.empty()) throw wrong;
  if (statements.size() > statements_max) {
    throw policy_too_large(statements.size(), "statements", statements_max);
  }
  std::size_t principals = 0, conditions = 0;
  for (const Json& statement : statements) {
    if (!is_statement(statement)) throw wrong;
    const std::size_t actions = count(find_member(statement, "Action"));
    if (actions > actions_max) throw statement_too_large(actions, actions_max);
    principals += count(find_member(statement, "Principal"));
    conditions += count_conditions(find_member(statement, "Condition"));
  }
  if (principals > principals_max) {
    throw policy_too_large(principals, "principals", principals_max);
  }
  if (conditions > conditions_max) {
    throw policy_too_large(conditions, "conditions", conditions_max);
  }
}

}  // namespace snowglobe::sqs
