#include "tests/bench/recorder.h"

#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <map>

#include "emulator/engine/clock.h"

namespace snowglobe::bench {
namespace {

sqlite3* last_opened = nullptr;

int on_open(sqlite3* connection, const char**, const void*) {
  last_opened = connection;
  return SQLITE_OK;
}

void require(int result, sqlite3* connection) {
  if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW) return;
  std::fprintf(stderr, "bench: %s\n", sqlite3_errmsg(connection));
  std::exit(1);
}

Value value_of(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return static_cast<long long>(sqlite3_value_int64(value));
    case SQLITE_FLOAT:
      return sqlite3_value_double(value);
    case SQLITE_NULL:
      return nullptr;
    default: {
      const void* bytes = sqlite3_value_blob(value);
      const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
      return std::string(static_cast<const char*>(bytes), size);
    }
  }
}

// The prepared statements of one table.
struct Writer {
  sqlite3_stmt* insert = nullptr;
  sqlite3_stmt* update = nullptr;
  sqlite3_stmt* remove = nullptr;
};

Writer prepare(sqlite3* connection, const std::string& table) {
  std::string columns, marks, sets;
  sqlite3_stmt* info = nullptr;
  const std::string pragma = "SELECT name FROM pragma_table_info('" + table + "')";
  require(sqlite3_prepare_v2(connection, pragma.c_str(), -1, &info, nullptr), connection);
  while (sqlite3_step(info) == SQLITE_ROW) {
    const std::string name =
        "\"" + std::string(reinterpret_cast<const char*>(sqlite3_column_text(info, 0))) + "\"";
    columns += (columns.empty() ? "" : ", ") + name;
    marks += marks.empty() ? "?" : ", ?";
    sets += (sets.empty() ? "" : ", ") + name + " = ?";
  }
  sqlite3_finalize(info);
  Writer writer;
  const std::string insert =
      "INSERT OR REPLACE INTO " + table + " (" + columns + ") VALUES (" + marks + ")";
  const std::string update = "UPDATE " + table + " SET " + sets + " WHERE rowid = ?";
  const std::string remove = "DELETE FROM " + table + " WHERE rowid = ?";
  require(sqlite3_prepare_v2(connection, insert.c_str(), -1, &writer.insert, nullptr), connection);
  // A table without rowids is keyed by what a row says itself: writing it again replaces it.
  if (sqlite3_prepare_v2(connection, update.c_str(), -1, &writer.update, nullptr) != SQLITE_OK) {
    return writer;
  }
  require(sqlite3_prepare_v2(connection, remove.c_str(), -1, &writer.remove, nullptr), connection);
  return writer;
}

void bind(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* integer = std::get_if<long long>(&value)) {
    sqlite3_bind_int64(statement, index, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    sqlite3_bind_double(statement, index, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else {
    sqlite3_bind_null(statement, index);
  }
}

void write(sqlite3* connection, const Writer& writer, const RowChange& change) {
  const bool has_rowids = writer.update != nullptr;
  if (!has_rowids && change.kind == RowChange::Kind::kDelete) return;  // its replacement follows
  const bool is_insert = change.kind == RowChange::Kind::kInsert || !has_rowids;
  sqlite3_stmt* statement = is_insert                                 ? writer.insert
                            : change.kind == RowChange::Kind::kUpdate ? writer.update
                                                                      : writer.remove;
  int index = 0;
  for (const Value& value : change.values) bind(statement, ++index, value);
  if (!is_insert) sqlite3_bind_int64(statement, ++index, change.rowid);
  require(sqlite3_step(statement), connection);
  sqlite3_reset(statement);
}

}  // namespace

struct Hooks {
  static void on_change(void* self, sqlite3* connection, int operation, const char*,
                        const char* table, sqlite3_int64 old_rowid, sqlite3_int64) {
    auto& recorder = *static_cast<Recorder*>(self);
    RowChange change{RowChange::Kind::kInsert, table, old_rowid, {}};
    if (operation == SQLITE_UPDATE) change.kind = RowChange::Kind::kUpdate;
    if (operation == SQLITE_DELETE) change.kind = RowChange::Kind::kDelete;
    if (operation != SQLITE_DELETE) {
      for (int column = 0; column < sqlite3_preupdate_count(connection); ++column) {
        sqlite3_value* value = nullptr;
        sqlite3_preupdate_new(connection, column, &value);
        change.values.push_back(value_of(value));
      }
    }
    recorder.open_.push_back(std::move(change));
  }
  static int on_commit(void* self) {
    auto& recorder = *static_cast<Recorder*>(self);
    recorder.transactions_.push_back(std::move(recorder.open_));
    recorder.open_.clear();
    return 0;
  }
};

void watch_connections() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&on_open)); }

sqlite3* last_connection() { return last_opened; }

Recorder::Recorder(sqlite3* connection) : connection_(connection) {
  sqlite3_preupdate_hook(connection, &Hooks::on_change, this);
  sqlite3_commit_hook(connection, &Hooks::on_commit, this);
}

Recorder::~Recorder() {
  sqlite3_preupdate_hook(connection_, nullptr, nullptr);
  sqlite3_commit_hook(connection_, nullptr, nullptr);
}

void copy_database(sqlite3* connection, const std::string& path) {
  std::remove(path.c_str());
  sqlite3* target = nullptr;
  require(sqlite3_open(path.c_str(), &target), target);
  sqlite3_backup* backup = sqlite3_backup_init(target, "main", connection, "main");
  sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  sqlite3_close(target);
}

double replay(const std::string& copy_path, bool is_in_memory,
              const std::vector<Transaction>& transactions) {
  sqlite3* connection = nullptr;
  require(sqlite3_open(is_in_memory ? ":memory:" : copy_path.c_str(), &connection), connection);
  if (is_in_memory) {
    sqlite3* source = nullptr;
    require(sqlite3_open(copy_path.c_str(), &source), source);
    sqlite3_backup* backup = sqlite3_backup_init(connection, "main", source, "main");
    sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    sqlite3_close(source);
  }
  require(sqlite3_exec(connection,
                       "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
                       "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000",
                       nullptr, nullptr, nullptr),
          connection);
  std::map<std::string, Writer> writers;
  for (const Transaction& transaction : transactions) {
    for (const RowChange& change : transaction) {
      if (!writers.contains(change.table)) {
        writers[change.table] = prepare(connection, change.table);
      }
    }
  }
  const MachineInstant start = machine_instant();
  for (const Transaction& transaction : transactions) {
    require(sqlite3_exec(connection, "BEGIN", nullptr, nullptr, nullptr), connection);
    for (const RowChange& change : transaction) {
      write(connection, writers[change.table], change);
    }
    require(sqlite3_exec(connection, "COMMIT", nullptr, nullptr, nullptr), connection);
  }
  const std::chrono::duration<double> took = machine_instant() - start;
  for (auto& [table, writer] : writers) {
    sqlite3_finalize(writer.insert);
    sqlite3_finalize(writer.update);
    sqlite3_finalize(writer.remove);
  }
  sqlite3_close(connection);
  return took.count();
}

}  // namespace snowglobe::bench
