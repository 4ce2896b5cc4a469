// The state machines of a world, in tables: what they are, their tags, and the texts of all
// definitions that a machine or an execution has (kept once each, by their SHA-256).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "emulator/store/database.h"
#include "services/states/asl.h"

namespace snowglobe::states {

struct MachineRow {
  std::int64_t id = 0;
  std::string arn, name;
  MachineType type = MachineType::kStandard;
  std::string definition_hash, role_arn;
  Moment created{}, updated{};
  std::string revision_id;                   // empty: never updated
  std::string logging, tracing, encryption;  // JSON as the API has it; empty: none given
};

class Machines {
 public:
  explicit Machines(Database& database) : database_(database) {}
  static void migrate(Database& database);

  std::optional<MachineRow> find(const std::string& arn);
  std::optional<MachineRow> find(std::int64_t id);
  bool exists(std::int64_t id);
  void insert(const MachineRow& row, std::string_view home);
  void update(const MachineRow& row);
  void erase(const std::string& arn);
  // In the order of creation. `home` is "region:account".
  std::vector<MachineRow> list(std::string_view home, std::int64_t after_id, std::int64_t limit);

  std::string keep_definition(std::string_view text);  // gives its hash
  std::string definition_text(const std::string& hash);
  // nullptr when this version of the program takes the text for no definition any more.
  std::shared_ptr<const Definition> definition(const std::string& hash, MachineType type);

  // Tags, in the order they were first put.
  std::vector<std::pair<std::string, std::string>> tags(const std::string& arn);
  std::int64_t count_tags(const std::string& arn);
  void put_tag(const std::string& arn, std::string_view key, std::string_view value);
  void remove_tag(const std::string& arn, std::string_view key);

 private:
  static MachineRow read(const Query& row);

  Database& database_;
  // Parsed definitions by hash and type: immutable, so they cannot disagree with a rollback.
  std::unordered_map<std::string, std::shared_ptr<const Definition>> parsed_;
  std::size_t parsed_bytes_ = 0;  // of their texts

  Statement find_{database_, R"(
      SELECT id, arn, name, type, definition, role_arn, created, updated, revision_id, logging,
             tracing, encryption FROM states_machines WHERE arn = ?)"};
  Statement find_id_{database_, R"(
      SELECT id, arn, name, type, definition, role_arn, created, updated, revision_id, logging,
             tracing, encryption FROM states_machines WHERE id = ?)"};
  Statement exists_{database_, R"(SELECT 1 FROM states_machines WHERE id = ?)"};
  Statement insert_{database_, R"(
      INSERT INTO states_machines (arn, home, name, type, definition, role_arn, created, updated,
                                   revision_id, logging, tracing, encryption)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"};
  Statement update_{database_, R"(
      UPDATE states_machines SET definition = ?2, role_arn = ?3, updated = ?4, revision_id = ?5,
                                 logging = ?6, tracing = ?7, encryption = ?8 WHERE id = ?1)"};
  Statement erase_{database_, R"(DELETE FROM states_machines WHERE arn = ?)"};
  Statement erase_tags_{database_, R"(DELETE FROM states_tags WHERE arn = ?)"};
  Statement list_{database_, R"(
      SELECT id, arn, name, type, definition, role_arn, created, updated, revision_id, logging,
             tracing, encryption FROM states_machines
      WHERE home = ? AND id > ? ORDER BY id LIMIT ?)"};
  Statement keep_definition_{database_, R"(
      INSERT OR IGNORE INTO states_definitions (hash, text) VALUES (?, ?))"};
  Statement definition_text_{database_, R"(SELECT text FROM states_definitions WHERE hash = ?)"};
  Statement tags_{database_, R"(
      SELECT key, value FROM states_tags WHERE arn = ? ORDER BY id)"};
  Statement count_tags_{database_, R"(SELECT count(*) FROM states_tags WHERE arn = ?)"};
  Statement put_tag_{database_, R"(
      INSERT INTO states_tags (arn, key, value) VALUES (?, ?, ?)
      ON CONFLICT (arn, key) DO UPDATE SET value = excluded.value)"};
  Statement remove_tag_{database_, R"(DELETE FROM states_tags WHERE arn = ? AND key = ?)"};
};

}  // namespace snowglobe::states
