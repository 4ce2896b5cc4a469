#include "services/dynamodb/tables/policy_document.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "emulator/base/arn.h"
#include "emulator/base/json.h"
#include "emulator/base/text.h"
#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

// Source: "Resource-based policy considerations": with its white space.
constexpr std::size_t policy_bytes_max = 20 * 1024;

AwsError bad_policy(const std::string& why) {
  return invalid_parameter("Invalid policy document: " + why);
}

// Nothing for a text that is no JSON.
std::optional<Json> parse_policy(const std::string& text) {
  try {
    return parse_json(text);
  } catch (const JsonError&) {
    return std::nullopt;
  }
}

// The members of these names first.
Json in_order(const Json& object, std::initializer_list<const char*> names) {
  Json ordered = Json::object();
  for (const char* name : names) {
    if (const Json* member = find_member(object, name)) ordered[name] = *member;
  }
  for (const auto& [name, member] : object.items()) {
    if (!ordered.contains(name)) ordered[name] = member;
  }
  return ordered;
}

void shorten_list(Json& value) {
  if (value.is_array() && value.size() == 1) value = Json(value[0]);
}

bool is_account(const Json& value) {
  if (!value.is_string()) return false;
  const std::string text = value.get<std::string>();
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The accounts and roles of a Principal, each once.
void name_principals(Json& principals) {
  Json list = principals.is_array() ? principals : Json::array({principals});
  Json named = Json::array();
  for (const Json& principal : list) {
    const Json full = is_account(principal)
                          ? Json(Arn{"iam", "", principal.get<std::string>(), "root"}.text())
                          : principal;
    if (std::find(named.begin(), named.end(), full) == named.end()) named.push_back(full);
  }
  shorten_list(named);
  principals = std::move(named);
}

Json canonical_statement(const Json& statement) {
  for (const char* member : {"Effect", "Principal", "Action", "Resource"}) {
    if (find_member(statement, member) || find_member(statement, "Not" + std::string(member))) {
      continue;
    }
    throw bad_policy("Missing required field " + std::string(member));
  }
  Json ordered =
      in_order(statement, {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"});
  for (auto& [name, member] : ordered.get_ref<Json::object_t&>()) {
    if (name == "Action" || name == "Resource") shorten_list(member);
    if (name == "Effect" && member.is_string()) {
      const std::string effect = to_lower(member.get<std::string>());
      if (effect == "allow") member = "Allow";
      if (effect == "deny") member = "Deny";
    }
    if (name != "Principal" || !member.is_object()) continue;
    if (member.contains("AWS")) name_principals(member["AWS"]);
  }
  return ordered;
}

}  // namespace

std::string canonical_policy(const std::string& text) {
  if (text.size() > policy_bytes_max) {
    throw invalid_parameter("Maximum policy size of " + std::to_string(policy_bytes_max) +
                            " bytes exceeded");
  }
  auto document = parse_policy(text);
  if (document && document->is_null()) throw bad_policy("This text appears not to be a policy");
  if (!document || !document->is_object()) throw bad_policy("This policy contains invalid Json");
  const Json* found = find_member(*document, "Statement");
  if (found == nullptr) {
    throw bad_policy("Syntax error at position (1," + std::to_string(text.size() + 1) + ")");
  }
  const Json statements = found->is_array() ? *found : Json::array({*found});
  if (statements.empty()) throw bad_policy("Could not parse the policy: Statement is empty!");
  Json canonical = Json::array();
  for (const Json& statement : statements) canonical.push_back(canonical_statement(statement));
  if (!document->contains("Version")) (*document)["Version"] = "2008-10-17";
  (*document)["Statement"] = std::move(canonical);
  return print_json(in_order(*document, {"Version", "Id", "Statement"}));
}

}  // namespace snowglobe::dynamodb
