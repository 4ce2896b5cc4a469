#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t parsed_max = 1000;

}  // namespace

TableStore::TableStore(Database& database) : database_(database) {}

std::shared_ptr<const Table> TableStore::find(const TableName& name) {
  auto row = find_.query(name.account, name.region, name.name);
  if (!row.next()) return nullptr;
  std::string text(row.text_view(0));
  if (const auto known = parsed_.find(text); known != parsed_.end()) return known->second;
  auto table = std::make_shared<const Table>(read_schema(text));
  if (parsed_.size() >= parsed_max) parsed_.clear();
  parsed_.emplace(std::move(text), table);
  return table;
}

std::int64_t TableStore::next_id() {
  take_id_.run();
  return database_.last_insert_id();
}

void TableStore::insert(const TableName& name, const Table& table, const Json& description) {
  insert_.run(name.account, name.region, name.name, table.id, write_schema(table),
              print_json(description));
}

void TableStore::update(const TableName& name, const Table& table, const Json& description) {
  update_.run(name.account, name.region, name.name, write_schema(table), print_json(description));
}

void TableStore::remove(const TableName& name) {
  remove_.run(name.account, name.region, name.name);
}

Json TableStore::description(const TableName& name) {
  auto row = description_.query(name.account, name.region, name.name);
  return row.next() ? parse_json(row.text_view(0)) : Json::object();
}

std::int64_t TableStore::count(const TableName& name) {
  auto row = count_.query(name.account, name.region);
  row.next();
  return row.integer(0);
}

Units TableStore::units_of_others(const TableName& name) {
  auto row = units_.query(name.account, name.region, name.name);
  row.next();
  return {row.integer(0), row.integer(1)};
}

std::vector<std::string> TableStore::list(const TableName& start, int limit) {
  std::vector<std::string> names;
  auto rows = list_.query(start.account, start.region, start.name, limit);
  while (rows.next()) names.push_back(rows.text(0));
  return names;
}

Json TableStore::tags(const TableName& name) {
  auto row = tags_.query(name.account, name.region, name.name);
  return row.next() ? parse_json(row.text_view(0)) : Json::object();
}

void TableStore::set_tags(const TableName& name, const Json& tags) {
  set_tags_.run(name.account, name.region, name.name, print_json(tags));
}

}  // namespace snowglobe::dynamodb
