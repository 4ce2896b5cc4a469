// Resource-based policies of tables and streams: kept and told, never applied.
#pragma once

#include <optional>
#include <string>

#include "emulator/base/time.h"
#include "emulator/store/database.h"

namespace snowglobe::dynamodb {

struct ResourcePolicy {
  std::string policy, revision_id;
};

class PolicyStore {
 public:
  explicit PolicyStore(Database& database);

  std::optional<ResourcePolicy> find(const std::string& resource_arn);
  // Returns the revision id: a new one unless the policy is the one that is there.
  std::string put(const std::string& resource_arn, const std::string& policy, Moment now);
  void remove(const std::string& resource_arn);
  // Of a table and of its streams.
  void remove_table(const std::string& table_arn);

 private:
  Database& database_;
  Statement find_{database_, R"(
    SELECT policy, revision FROM dynamodb_policies WHERE resource_arn = ?)"};
  Statement put_{database_, R"(
    INSERT OR REPLACE INTO dynamodb_policies (resource_arn, policy, revision)
    VALUES (?, ?, ?))"};
  Statement remove_{database_, R"(DELETE FROM dynamodb_policies WHERE resource_arn = ?)"};
  Statement remove_table_{database_, R"(
    DELETE FROM dynamodb_policies
    WHERE resource_arn = ?1 OR (resource_arn > ?1 || '/' AND resource_arn < ?1 || '0'))"};
};

}  // namespace snowglobe::dynamodb
