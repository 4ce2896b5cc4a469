#include "services/iam/tables.h"

#include "emulator/base/json.h"

namespace snowglobe::iam {
namespace {

struct StoredTags {
  Tags tags;
  void describe(auto& field) { field("tags", tags); }
};

std::string print_tags(const Tags& tags) { return print_json(write_shape(StoredTags{tags})); }

Tags parse_tags(std::string_view text) {
  StoredTags stored;
  static_cast<void>(read_shape(parse_json(text), stored));
  return std::move(stored.tags);
}

Database& with_tables(Database& database) {
  database.migrate("iam", {R"(
      CREATE TABLE iam_roles (
        id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, name TEXT NOT NULL,
        path TEXT NOT NULL, role_id TEXT NOT NULL, arn TEXT NOT NULL, created_at INTEGER NOT NULL,
        trust TEXT NOT NULL, description TEXT NOT NULL, boundary_arn TEXT NOT NULL,
        session_max_s INTEGER NOT NULL, tags TEXT NOT NULL, UNIQUE (account, name));
      CREATE TABLE iam_role_policies (
        role INTEGER NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL,
        PRIMARY KEY (role, name)) WITHOUT ROWID;
      CREATE TABLE iam_attachments (
        role INTEGER NOT NULL, arn TEXT NOT NULL, PRIMARY KEY (role, arn)) WITHOUT ROWID;
      CREATE INDEX iam_attachments_arn ON iam_attachments (arn);
      CREATE TABLE iam_policies (
        arn TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
        policy_id TEXT NOT NULL, created_at INTEGER NOT NULL, description TEXT NOT NULL,
        document TEXT NOT NULL, tags TEXT NOT NULL, UNIQUE (account, name)))"});
  return database;
}

}  // namespace

Roles::Roles(Database& database)
    : find_(with_tables(database), R"(
          SELECT id, name, path, role_id, arn, created_at, trust, description, boundary_arn,
                 session_max_s, tags
            FROM iam_roles WHERE account = ? AND name = ?)"),
      add_(database, R"(
          INSERT INTO iam_roles (account, name, path, role_id, arn, created_at, trust, description,
                                 boundary_arn, session_max_s, tags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"),
      update_(database, R"(
          UPDATE iam_roles SET trust = ?, description = ?, session_max_s = ?, tags = ?
            WHERE id = ?)"),
      remove_(database, "DELETE FROM iam_roles WHERE id = ?"),
      list_(database, R"(
          SELECT id, name, path, role_id, arn, created_at, trust, description, boundary_arn,
                 session_max_s, tags
            FROM iam_roles
            WHERE account = ? AND name > ? AND substr(path, 1, length(?3)) = ?3
            ORDER BY name LIMIT ?)"),
      put_policy_(database, R"(
          INSERT OR REPLACE INTO iam_role_policies (role, name, document) VALUES (?, ?, ?))"),
      policy_(database, "SELECT document FROM iam_role_policies WHERE role = ? AND name = ?"),
      remove_policy_(database, "DELETE FROM iam_role_policies WHERE role = ? AND name = ?"),
      policy_names_(database, R"(
          SELECT name FROM iam_role_policies WHERE role = ? AND name > ? ORDER BY name LIMIT ?)"),
      attach_(database, "INSERT OR IGNORE INTO iam_attachments (role, arn) VALUES (?, ?)"),
      detach_(database, "DELETE FROM iam_attachments WHERE role = ? AND arn = ?"),
      attached_(database, R"(
          SELECT arn FROM iam_attachments WHERE role = ? AND arn > ? ORDER BY arn LIMIT ?)"),
      attachment_count_(database, "SELECT count(*) FROM iam_attachments WHERE arn = ?") {}

StoredRole Roles::read(const Query& row) {
  StoredRole role;
  role.row = row.integer(0);
  role.name = row.text(1);
  role.path = row.text(2);
  role.id = row.text(3);
  role.arn = row.text(4);
  role.created_at = row.moment(5);
  role.trust = row.text(6);
  role.description = row.text(7);
  role.boundary_arn = row.text(8);
  role.session_max_s = static_cast<int>(row.integer(9));
  role.tags = parse_tags(row.text_view(10));
  return role;
}

std::optional<StoredRole> Roles::find(const std::string& account, const std::string& name) {
  auto row = find_.query(account, name);
  if (!row.next()) return std::nullopt;
  return read(row);
}

void Roles::add(const std::string& account, const StoredRole& role) {
  add_.run(account, role.name, role.path, role.id, role.arn, role.created_at, role.trust,
           role.description, role.boundary_arn, role.session_max_s, print_tags(role.tags));
}

void Roles::update(const StoredRole& role) {
  update_.run(role.trust, role.description, role.session_max_s, print_tags(role.tags), role.row);
}

void Roles::remove(const StoredRole& role) { remove_.run(role.row); }

std::vector<StoredRole> Roles::list(const std::string& account, std::string_view after,
                                    std::string_view path_prefix, int count_max) {
  std::vector<StoredRole> found;
  auto row = list_.query(account, after, path_prefix, count_max);
  while (row.next()) found.push_back(read(row));
  return found;
}

void Roles::put_policy(const StoredRole& role, const std::string& name,
                       const std::string& document) {
  put_policy_.run(role.row, name, document);
}

std::optional<std::string> Roles::policy(const StoredRole& role, const std::string& name) {
  auto row = policy_.query(role.row, name);
  if (!row.next()) return std::nullopt;
  return row.text(0);
}

bool Roles::remove_policy(const StoredRole& role, const std::string& name) {
  return remove_policy_.run(role.row, name) > 0;
}

std::vector<std::string> Roles::policy_names(const StoredRole& role, std::string_view after,
                                             int count_max) {
  std::vector<std::string> names;
  auto row = policy_names_.query(role.row, after, count_max);
  while (row.next()) names.push_back(row.text(0));
  return names;
}

void Roles::attach(const StoredRole& role, const std::string& arn) { attach_.run(role.row, arn); }

bool Roles::detach(const StoredRole& role, const std::string& arn) {
  return detach_.run(role.row, arn) > 0;
}

std::vector<std::string> Roles::attached(const StoredRole& role, std::string_view after,
                                         int count_max) {
  std::vector<std::string> arns;
  auto row = attached_.query(role.row, after, count_max);
  while (row.next()) arns.push_back(row.text(0));
  return arns;
}

int Roles::attachment_count(const std::string& arn) {
  auto row = attachment_count_.query(arn);
  row.next();
  return static_cast<int>(row.integer(0));
}

Policies::Policies(Database& database)
    : find_(with_tables(database), R"(
          SELECT name, path, policy_id, arn, created_at, description, document, tags
            FROM iam_policies WHERE arn = ?)"),
      has_name_(database, "SELECT 1 FROM iam_policies WHERE account = ? AND name = ?"),
      add_(database, R"(
          INSERT INTO iam_policies (account, name, path, policy_id, arn, created_at, description,
                                    document, tags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?))"),
      remove_(database, "DELETE FROM iam_policies WHERE arn = ?"),
      list_(database, R"(
          SELECT name, path, policy_id, arn, created_at, description, document, tags
            FROM iam_policies
            WHERE account = ? AND name > ? AND substr(path, 1, length(?3)) = ?3
            ORDER BY name LIMIT ?)") {}

StoredPolicy Policies::read(const Query& row) {
  StoredPolicy policy;
  policy.name = row.text(0);
  policy.path = row.text(1);
  policy.id = row.text(2);
  policy.arn = row.text(3);
  policy.created_at = row.moment(4);
  policy.description = row.text(5);
  policy.document = row.text(6);
  policy.tags = parse_tags(row.text_view(7));
  return policy;
}

std::optional<StoredPolicy> Policies::find(const std::string& arn) {
  auto row = find_.query(arn);
  if (!row.next()) return std::nullopt;
  return read(row);
}

bool Policies::has_name(const std::string& account, const std::string& name) {
  return has_name_.query(account, name).next();
}

void Policies::add(const std::string& account, const StoredPolicy& policy) {
  add_.run(account, policy.name, policy.path, policy.id, policy.arn, policy.created_at,
           policy.description, policy.document, print_tags(policy.tags));
}

void Policies::remove(const StoredPolicy& policy) { remove_.run(policy.arn); }

std::vector<StoredPolicy> Policies::list(const std::string& account, std::string_view after,
                                         std::string_view path_prefix, int count_max) {
  std::vector<StoredPolicy> found;
  auto row = list_.query(account, after, path_prefix, count_max);
  while (row.next()) found.push_back(read(row));
  return found;
}

}  // namespace snowglobe::iam
