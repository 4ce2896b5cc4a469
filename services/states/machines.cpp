#include "services/states/machines.h"

#include "emulator/base/hash.h"

namespace snowglobe::states {
namespace {

// A parsed definition takes some ten times its text.
constexpr std::size_t parsed_bytes_max = 4 * definition_bytes_max;

}  // namespace

void Machines::migrate(Database& database) {
  database.migrate("states.machines", {
                                          R"(
      CREATE TABLE states_machines (
        id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, home TEXT NOT NULL,
        name TEXT NOT NULL, type INTEGER NOT NULL, definition BLOB NOT NULL,
        role_arn TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
        revision_id TEXT NOT NULL, logging TEXT NOT NULL, tracing TEXT NOT NULL,
        encryption TEXT NOT NULL);
      CREATE INDEX states_machines_home ON states_machines (home, id);
      CREATE TABLE states_definitions (hash BLOB PRIMARY KEY, text TEXT NOT NULL);
      CREATE TABLE states_tags (
        id INTEGER PRIMARY KEY, arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
        UNIQUE (arn, key)))",
                                      });
}

MachineRow Machines::read(const Query& row) {
  MachineRow machine;
  machine.id = row.integer(0);
  machine.arn = row.text(1);
  machine.name = row.text(2);
  machine.type = static_cast<MachineType>(row.integer(3));
  machine.definition_hash = row.text(4);
  machine.role_arn = row.text(5);
  machine.created = row.moment(6);
  machine.updated = row.moment(7);
  machine.revision_id = row.text(8);
  machine.logging = row.text(9);
  machine.tracing = row.text(10);
  machine.encryption = row.text(11);
  return machine;
}

std::optional<MachineRow> Machines::find(const std::string& arn) {
  auto row = find_.query(arn);
  if (!row.next()) return std::nullopt;
  return read(row);
}

std::optional<MachineRow> Machines::find(std::int64_t id) {
  auto row = find_id_.query(id);
  if (!row.next()) return std::nullopt;
  return read(row);
}

bool Machines::exists(std::int64_t id) { return exists_.query(id).next(); }

void Machines::insert(const MachineRow& row, std::string_view home) {
  insert_.run(row.arn, home, row.name, static_cast<int>(row.type), Bytes{row.definition_hash},
              row.role_arn, row.created, row.updated, row.revision_id, row.logging, row.tracing,
              row.encryption);
}

void Machines::update(const MachineRow& row) {
  update_.run(row.id, Bytes{row.definition_hash}, row.role_arn, row.updated, row.revision_id,
              row.logging, row.tracing, row.encryption);
}

void Machines::erase(const std::string& arn) {
  erase_.run(arn);
  erase_tags_.run(arn);
}

std::vector<MachineRow> Machines::list(std::string_view home, std::int64_t after_id,
                                       std::int64_t limit) {
  std::vector<MachineRow> machines;
  for (auto row = list_.query(home, after_id, limit); row.next();) machines.push_back(read(row));
  return machines;
}

std::string Machines::keep_definition(std::string_view text) {
  const std::string hash = sha256(text);
  keep_definition_.run(Bytes{hash}, text);
  return hash;
}

std::string Machines::definition_text(const std::string& hash) {
  auto row = definition_text_.query(Bytes{hash});
  return row.next() ? row.text(0) : std::string();
}

std::shared_ptr<const Definition> Machines::definition(const std::string& hash, MachineType type) {
  const std::string key = hash + (type == MachineType::kStandard ? 'S' : 'E');
  const auto found = parsed_.find(key);
  if (found != parsed_.end()) return found->second;
  const std::string text = definition_text(hash);
  if (parsed_bytes_ + text.size() > parsed_bytes_max) {
    parsed_.clear();
    parsed_bytes_ = 0;
  }
  parsed_bytes_ += text.size();
  auto definition = parse_definition(text, type).definition;
  parsed_.emplace(key, definition);
  return definition;
}

std::vector<std::pair<std::string, std::string>> Machines::tags(const std::string& arn) {
  std::vector<std::pair<std::string, std::string>> tags;
  for (auto row = tags_.query(arn); row.next();) tags.emplace_back(row.text(0), row.text(1));
  return tags;
}

std::int64_t Machines::count_tags(const std::string& arn) {
  auto row = count_tags_.query(arn);
  return row.next() ? row.integer(0) : 0;
}

void Machines::put_tag(const std::string& arn, std::string_view key, std::string_view value) {
  put_tag_.run(arn, key, value);
}

void Machines::remove_tag(const std::string& arn, std::string_view key) {
  remove_tag_.run(arn, key);
}

}  // namespace snowglobe::states
