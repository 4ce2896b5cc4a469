#include "tests/bench/bare.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "emulator/engine/clock.h"

namespace snowglobe::bench {
namespace {

void require(int result, sqlite3* connection) {
  if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW) return;
  std::fprintf(stderr, "bench: bare SQLite: %s\n", sqlite3_errmsg(connection));
  std::exit(1);
}

void bind(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* integer = std::get_if<long long>(&value)) {
    sqlite3_bind_int64(statement, index, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    sqlite3_bind_double(statement, index, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<Blob>(&value)) {
    sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(), SQLITE_STATIC);
  } else {
    sqlite3_bind_null(statement, index);
  }
}

Value column_of(sqlite3_stmt* statement, int column) {
  const int type = sqlite3_column_type(statement, column);
  if (type == SQLITE_NULL) return nullptr;
  if (type == SQLITE_INTEGER) {
    return static_cast<long long>(sqlite3_column_int64(statement, column));
  }
  if (type == SQLITE_FLOAT) return sqlite3_column_double(statement, column);
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  std::string copy(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
  if (type == SQLITE_BLOB) return Blob{std::move(copy)};
  return copy;
}

// Changes `values` of the row that `write` made or changed to what `later` wrote over them.
void write_over(Write& write, const Write& later) {
  for (std::size_t i = 0; i < later.columns.size(); ++i) {
    const auto found = std::find(write.columns.begin(), write.columns.end(), later.columns[i]);
    if (found != write.columns.end()) {
      write.values[static_cast<std::size_t>(found - write.columns.begin())] = later.values[i];
    } else {
      write.columns.push_back(later.columns[i]);
      write.values.push_back(later.values[i]);
    }
  }
}

// The same with each row of a table with rowids written once.
Transaction merged(const Transaction& transaction) {
  Transaction result;
  std::map<std::pair<std::string, long long>, std::size_t> rows;
  for (const auto& step : transaction) {
    const auto* write = std::get_if<Write>(&step);
    if (write == nullptr || write->rowid == 0) {
      result.push_back(step);
      continue;
    }
    const std::pair row(write->table, write->rowid);
    const auto found = rows.find(row);
    if (write->kind == Write::Kind::kUpdate && found != rows.end()) {
      write_over(std::get<Write>(result[found->second]), *write);
      continue;
    }
    if (write->kind == Write::Kind::kDelete) {
      rows.erase(row);
    } else {
      rows[row] = result.size();
    }
    result.push_back(step);
  }
  return result;
}

}  // namespace

Bare::Bare(sqlite3* original, const std::string& path) {
  std::remove(path.c_str());
  const char* name = path.empty() ? ":memory:" : path.c_str();
  require(sqlite3_open(name, &connection_), connection_);
  require(sqlite3_exec(connection_, "PRAGMA page_size = 2048", nullptr, nullptr, nullptr),
          connection_);
  sqlite3_backup* backup = sqlite3_backup_init(connection_, "main", original, "main");
  require(sqlite3_backup_step(backup, -1), connection_);
  sqlite3_backup_finish(backup);
  require(sqlite3_exec(connection_,
                       "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
                       "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
                       "PRAGMA foreign_keys = OFF; PRAGMA wal_autocheckpoint = 8000;"
                       "PRAGMA cache_size = -16000",
                       nullptr, nullptr, nullptr),
          connection_);
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  if (path.empty()) {
    sqlite3_exec(connection_, "PRAGMA cache_spill = OFF; PRAGMA cache_size = -1000000000", nullptr,
                 nullptr, nullptr);
  }
}

Bare::~Bare() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(connection_);
}

sqlite3_stmt* Bare::statement(const std::string& sql) {
  sqlite3_stmt*& statement = statements_[sql];
  if (statement == nullptr) {
    require(sqlite3_prepare_v3(connection_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement,
                               nullptr),
            connection_);
  }
  return statement;
}

const Bare::Table& Bare::table(const std::string& name) {
  Table& table = tables_[name];
  if (!table.columns.empty()) return table;
  sqlite3_stmt* info = statement("SELECT name, pk FROM pragma_table_info(?)");
  const Value bound(name);  // for as long as it runs
  bind(info, 1, bound);
  while (sqlite3_step(info) == SQLITE_ROW) {
    if (sqlite3_column_int(info, 1) != 0) table.key.push_back(table.columns.size());
    table.columns.push_back(std::get<std::string>(column_of(info, 0)));
  }
  sqlite3_reset(info);
  sqlite3_stmt* rowid = nullptr;
  const std::string probe = "SELECT rowid FROM " + name;
  table.has_rowids = sqlite3_prepare_v2(connection_, probe.c_str(), -1, &rowid, nullptr) == 0;
  sqlite3_finalize(rowid);
  return table;
}

Bare::Step Bare::step_of(const Write& write) {
  const Table& of = table(write.table);
  const auto list = [&](const std::vector<std::size_t>& columns, const char* between,
                        const char* after) {
    std::string text;
    for (const std::size_t column : columns) {
      text += (text.empty() ? "" : between) + ("\"" + of.columns[column] + "\"") + after;
    }
    return text;
  };
  if (write.kind == Write::Kind::kInsert) {
    std::string marks;
    for (std::size_t i = 0; i < write.values.size(); ++i) marks += i == 0 ? "?" : ", ?";
    return {statement("INSERT OR REPLACE INTO " + write.table + " (" +
                      list(write.columns, ", ", "") + ") VALUES (" + marks + ")"),
            &write.values};
  }
  std::vector<Value> key = {write.rowid};
  std::string where = " WHERE rowid = ?";
  if (!of.has_rowids) {
    key.clear();
    for (const std::size_t column : of.key) key.push_back(write.old_values[column]);
    where = " WHERE " + list(of.key, " AND ", " = ?");
  }
  const std::string change =
      write.kind == Write::Kind::kDelete
          ? "DELETE FROM " + write.table
          : "UPDATE " + write.table + " SET " + list(write.columns, ", ", " = ?");
  return {statement(change + where), &write.values, std::move(key)};
}

std::vector<Bare::Step> Bare::steps_of(const Transaction& transaction) {
  std::vector<Step> steps;
  for (const auto& step : transaction) {
    if (const auto* read = std::get_if<Read>(&step)) {
      steps.push_back({statement(read->sql), &read->parameters, {}, read->rows});
      continue;
    }
    const auto& write = std::get<Write>(step);
    const bool changes_nothing = write.kind == Write::Kind::kUpdate && write.columns.empty();
    if (!changes_nothing) steps.push_back(step_of(write));
    ++rows_written_;
  }
  return steps;
}

void Bare::run(const Step& step) {
  int index = 0;
  for (const Value& value : *step.values) bind(step.statement, ++index, value);
  for (const Value& value : step.key) bind(step.statement, ++index, value);
  int result = sqlite3_step(step.statement);
  for (int row = 0; row < step.rows && result == SQLITE_ROW; ++row) {
    copied_.clear();
    for (int i = 0; i < sqlite3_column_count(step.statement); ++i) {
      copied_.push_back(column_of(step.statement, i));
    }
    ++rows_read_;
    if (row + 1 < step.rows) result = sqlite3_step(step.statement);
  }
  require(result, connection_);
  sqlite3_reset(step.statement);
}

double Bare::replay(const std::vector<Transaction>& transactions) {
  std::vector<Transaction> each_row_once;
  for (const Transaction& transaction : transactions) each_row_once.push_back(merged(transaction));
  std::vector<std::vector<Step>> all;
  for (const Transaction& transaction : each_row_once) all.push_back(steps_of(transaction));
  const Step begin{statement("BEGIN"), &no_values_};
  const Step commit{statement("COMMIT"), &no_values_};
  const MachineInstant start = machine_instant();
  for (const std::vector<Step>& steps : all) {
    run(begin);
    for (const Step& step : steps) run(step);
    run(commit);
  }
  return std::chrono::duration<double>(machine_instant() - start).count();
}

}  // namespace snowglobe::bench
