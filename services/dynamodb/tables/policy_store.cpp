#include "services/dynamodb/tables/policy_store.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace snowglobe::dynamodb {
namespace {

constexpr Sql step_1 = R"(
  CREATE TABLE dynamodb_policies (
    resource_arn TEXT PRIMARY KEY,
    policy TEXT NOT NULL,
    revision INTEGER NOT NULL
  ) WITHOUT ROWID;
)";

}  // namespace

PolicyStore::PolicyStore(Database& database) : database_(database) {
  database.migrate("dynamodb.policies", {step_1});
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
