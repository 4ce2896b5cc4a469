// Roles and policies, as rows. IAM is global: an account's are the same in every region.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/time.h"
#include "emulator/store/database.h"
#include "services/iam/shapes.h"

namespace snowglobe::iam {

struct StoredRole {
  std::int64_t row = 0;
  std::string name, path, id, arn;
  std::string trust, description, boundary_arn;
  int session_max_s = 3600;
  Moment created_at;
  Tags tags;
};

class Roles {
 public:
  explicit Roles(Database& database);

  std::optional<StoredRole> find(const std::string& account, const std::string& name);
  void add(const std::string& account, const StoredRole& role);
  void update(const StoredRole& role);  // trust, description, session_max_s and tags
  void remove(const StoredRole& role);
  // In the order of their names, behind `after`.
  std::vector<StoredRole> list(const std::string& account, std::string_view after,
                               std::string_view path_prefix, int count_max);

  // Policies inside a role.
  void put_policy(const StoredRole& role, const std::string& name, const std::string& document);
  std::optional<std::string> policy(const StoredRole& role, const std::string& name);
  bool remove_policy(const StoredRole& role, const std::string& name);
  std::vector<std::string> policy_names(const StoredRole& role, std::string_view after,
                                        int count_max);

  // ARNs of policies attached to it, in order.
  void attach(const StoredRole& role, const std::string& arn);
  bool detach(const StoredRole& role, const std::string& arn);
  std::vector<std::string> attached(const StoredRole& role, std::string_view after, int count_max);
  int attachment_count(const std::string& arn);

 private:
  static StoredRole read(const Query& row);

  Statement find_;
  Statement add_;
  Statement update_;
  Statement remove_;
  Statement list_;
  Statement put_policy_;
  Statement policy_;
  Statement remove_policy_;
  Statement policy_names_;
  Statement attach_;
  Statement detach_;
  Statement attached_;
  Statement attachment_count_;
};

struct StoredPolicy {
  std::string name, path, id, arn, description, document;
  Moment created_at;
  Tags tags;
};

class Policies {
 public:
  explicit Policies(Database& database);

  std::optional<StoredPolicy> find(const std::string& arn);
  bool has_name(const std::string& account, const std::string& name);
  void add(const std::string& account, const StoredPolicy& policy);
  void remove(const StoredPolicy& policy);
  std::vector<StoredPolicy> list(const std::string& account, std::string_view after,
                                 std::string_view path_prefix, int count_max);

 private:
  static StoredPolicy read(const Query& row);

  Statement find_;
  Statement has_name_;
  Statement add_;
  Statement remove_;
  Statement list_;
};

}  // namespace snowglobe::iam
