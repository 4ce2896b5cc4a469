#include "services/dynamodb/policy_store.h"

#include <algorithm>

#include "emulator/base/json.h"
#include "emulator/base/text.h"
#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

constexpr Sql step_1 = R"(
  CREATE TABLE dynamodb_policies (
    resource_arn TEXT PRIMARY KEY,
    policy TEXT NOT NULL,
    revision INTEGER NOT NULL
  ) WITHOUT ROWID;
)";

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

void check_statement(const Json& statement) {
  for (const char* member : {"Effect", "Principal", "Action", "Resource"}) {
    const std::string inverse = std::string("Not") + member;
    if (statement.is_object() && (statement.contains(member) || statement.contains(inverse))) {
      continue;
    }
    throw bad_policy("Missing required field " + std::string(member));
  }
}

}  // namespace

PolicyStore::PolicyStore(Database& database) : database_(database) {
  database.migrate("dynamodb.policies", {step_1});
}

void PolicyStore::check(const std::string& policy) {
  if (policy.size() > policy_bytes_max) {
    throw invalid_parameter("Maximum policy size of " + std::to_string(policy_bytes_max) +
                            " bytes exceeded");
  }
  const auto document = parse_policy(policy);
  if (document && document->is_null()) throw bad_policy("This text appears not to be a policy");
  if (!document || !document->is_object()) throw bad_policy("This policy contains invalid Json");
  const Json* statements = find_member(*document, "Statement");
  if (statements == nullptr) {
    throw bad_policy("Syntax error at position (1," + std::to_string(policy.size() + 1) + ")");
  }
  if (!statements->is_array()) return check_statement(*statements);
  if (statements->empty()) throw bad_policy("Could not parse the policy: Statement is empty!");
  for (const Json& statement : *statements) check_statement(statement);
}

std::optional<ResourcePolicy> PolicyStore::find(const std::string& resource_arn) {
  auto row = find_.query(resource_arn);
  if (!row.next()) return std::nullopt;
  return ResourcePolicy{row.text(0), std::to_string(row.integer(1))};
}

std::string PolicyStore::put(const std::string& resource_arn, const std::string& policy,
                             Moment now) {
  const auto present = find(resource_arn);
  if (present && present->policy == policy) return present->revision_id;
  // AWS's ids are moments too; two policies of one moment still differ.
  std::int64_t revision = to_millis(now);
  if (present) revision = std::max(revision, parse_int(present->revision_id).value() + 1);
  put_.run(resource_arn, policy, revision);
  return std::to_string(revision);
}

void PolicyStore::remove(const std::string& resource_arn) { remove_.run(resource_arn); }

void PolicyStore::remove_table(const std::string& table_arn) { remove_table_.run(table_arn); }

}  // namespace snowglobe::dynamodb
