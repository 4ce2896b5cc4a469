#include "emulator/store/database.h"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <deque>

#include "emulator/store/mapped_log.h"
#include "emulator/store/page_cache.h"

namespace snowglobe {

struct Database::Watches {
  struct Watch {
    std::string table;
    std::uint64_t changes = 0;
  };
  std::deque<Watch> watches;  // a deque: references into it stay good

  static void on_change(void* self, int, const char*, const char* table, sqlite3_int64) {
    for (Watch& watch : static_cast<Watches*>(self)->watches) {
      if (watch.table == table) {
        ++watch.changes;
        return;
      }
    }
  }
};

namespace {

// SQLite counts its memory under a lock of the whole process, for statistics that nobody here
// reads. To be called before a connection is opened; later calls change nothing.
void stop_counting_memory() {
  static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(result);
}

std::string advice(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
      return " (another process is using it)";
    case SQLITE_NOTADB:
      return " (it is no world: name another directory, or move the file away)";
    default:
      return " (is its directory writable for this user?)";
  }
}

}  // namespace

Database::Database(const std::string& path, Durability durability)
    : watches_(std::make_unique<Watches>()) {
  stop_counting_memory();
  use_page_cache();
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const std::string name = path.empty() ? ":memory:" : path;
  if (sqlite3_open_v2(name.c_str(), &connection_, flags, mapped_log_vfs()) != SQLITE_OK) {
    const std::string why = sqlite3_errmsg(connection_) + advice(sqlite3_errcode(connection_));
    sqlite3_close(connection_);
    throw std::runtime_error("cannot open " + name + ": " + why);
  }
  sqlite3_extended_result_codes(connection_, 1);
  sqlite3_update_hook(connection_, &Watches::on_change, watches_.get());
  // A turn changes a few rows in a few pages, and on disk pays for each page whole. In memory it
  // pays for the height of the trees, which have rows of up to a quarter of a page.
  execute(path.empty() ? Sql("PRAGMA page_size = 4096") : Sql("PRAGMA page_size = 2048"));
  if (sqlite3_exec(connection_,
                   "PRAGMA locking_mode = EXCLUSIVE;"
                   "PRAGMA journal_mode = WAL;"
                   "PRAGMA temp_store = MEMORY;"
                   "PRAGMA foreign_keys = OFF;"
                   "PRAGMA wal_autocheckpoint = 8000;"
                   "PRAGMA cache_size = -16000;",
                   nullptr, nullptr, nullptr) != SQLITE_OK) {
    const std::string why = sqlite3_errmsg(connection_) + advice(sqlite3_errcode(connection_));
    sqlite3_close(connection_);
    throw std::runtime_error("cannot use " + name + " as a database: " + why);
  }
  // A world in memory is its own page cache: nothing is to be gained by looking for pages to spill.
  if (path.empty()) execute("PRAGMA cache_spill = OFF; PRAGMA cache_size = -1000000000");
  execute(durability == Durability::kFull ? Sql("PRAGMA synchronous = FULL")
                                          : Sql("PRAGMA synchronous = NORMAL"));
  execute(R"(CREATE TABLE IF NOT EXISTS store_components (
               name TEXT PRIMARY KEY, steps INTEGER NOT NULL))");
}

Database::~Database() {
  sqlite3_finalize(begin_);
  sqlite3_finalize(commit_);
  for (auto& level : savepoints_) {
    for (sqlite3_stmt* statement : level) sqlite3_finalize(statement);
  }
  sqlite3_close_v2(connection_);
}

void Database::fail(const char* sql) const {
  const int code = sqlite3_extended_errcode(connection_);
  if ((code & 0xFF) == SQLITE_FULL || (code & 0xFF) == SQLITE_IOERR) {
    throw StorageFull(sqlite3_errmsg(connection_));
  }
  std::fprintf(stderr, "snowglobe: SQLite error %d: %s\n  in: %s\n", code,
               sqlite3_errmsg(connection_), sql);
  std::abort();
}

void Database::check(int result, const char* sql) const {
  if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW) fail(sql);
}

void Database::execute(Sql sql) {
  check(sqlite3_exec(connection_, sql.text(), nullptr, nullptr, nullptr), sql.text());
}

void Database::migrate(std::string_view component, std::initializer_list<Sql> steps) {
  Statement find(*this, "SELECT steps FROM store_components WHERE name = ?");
  std::size_t done = 0;
  if (auto row = find.query(component); row.next()) done = static_cast<std::size_t>(row.integer(0));
  if (done > steps.size()) {
    throw std::runtime_error("the data directory was written by a newer version (" +
                             std::string(component) + ")");
  }
  if (done == steps.size()) return;
  begin();
  for (auto step = steps.begin() + static_cast<std::ptrdiff_t>(done); step != steps.end(); ++step) {
    execute(*step);
  }
  Statement(*this, "INSERT OR REPLACE INTO store_components (name, steps) VALUES (?, ?)")
      .run(component, steps.size());
  commit();
}

void Database::run_once(sqlite3_stmt*& statement, const char* sql) {
  if (statement == nullptr) {
    check(sqlite3_prepare_v3(connection_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr),
          sql);
  }
  const int result = sqlite3_step(statement);
  sqlite3_reset(statement);
  check(result, sql);
}

void Database::begin() { run_once(begin_, "BEGIN"); }

void Database::commit() { run_once(commit_, "COMMIT"); }

void Database::rollback() {
  depth_ = 0;
  if (sqlite3_get_autocommit(connection_) == 0) {
    sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

namespace {
// Savepoints may share one name: SQLite always means the innermost.
constexpr std::array<const char*, 3> savepoint_sql = {"SAVEPOINT s", "RELEASE s", "ROLLBACK TO s"};
}  // namespace

void Database::savepoint() {
  if (depth_ >= savepoints_.size()) throw std::logic_error("savepoints nested too deep");
  run_once(savepoints_[depth_][0], savepoint_sql[0]);
  ++depth_;
}

void Database::release() {
  --depth_;
  run_once(savepoints_[depth_][1], savepoint_sql[1]);
}

void Database::rollback_to_savepoint() {
  if (depth_ == 0) return;  // the whole transaction is gone already
  run_once(savepoints_[depth_ - 1][2], savepoint_sql[2]);
  release();
}

const std::uint64_t& Database::watch_changes(std::string_view table) {
  for (const auto& watch : watches_->watches) {
    if (watch.table == table) return watch.changes;
  }
  const std::string name(table);
  if (sqlite3_table_column_metadata(connection_, nullptr, name.c_str(), "_rowid_", nullptr, nullptr,
                                    nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::logic_error("the table " + name +
                           " cannot be watched: it is not there, or was made WITHOUT ROWID");
  }
  return watches_->watches.emplace_back(Watches::Watch{name}).changes;
}

void Database::backup_to(const std::string& path) {
  sqlite3* target = nullptr;
  const auto close = [&] { sqlite3_close(target); };
  if (sqlite3_open(path.c_str(), &target) != SQLITE_OK) {
    const std::string why = sqlite3_errmsg(target);
    close();
    throw std::runtime_error("cannot write " + path + ": " + why);
  }
  sqlite3_backup* backup = sqlite3_backup_init(target, "main", connection_, "main");
  const int result = backup != nullptr ? sqlite3_backup_step(backup, -1) : SQLITE_ERROR;
  if (backup != nullptr) sqlite3_backup_finish(backup);
  const std::string why = sqlite3_errmsg(target);
  close();
  if (result != SQLITE_DONE) throw std::runtime_error("cannot write " + path + ": " + why);
}

std::vector<Database::Plan> Database::plans(std::string_view word) {
  std::vector<Plan> plans;
  for (const char* sql : statements_) {
    if (std::string_view(sql).find(word) == std::string_view::npos) continue;
    Plan& plan = plans.emplace_back(Plan{sql, {}});
    sqlite3_stmt* statement = nullptr;
    const std::string explain = "EXPLAIN QUERY PLAN " + plan.sql;
    check(sqlite3_prepare_v2(connection_, explain.c_str(), -1, &statement, nullptr), sql);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      plan.steps += reinterpret_cast<const char*>(sqlite3_column_text(statement, 3));
      plan.steps += '\n';
    }
    sqlite3_finalize(statement);
  }
  return plans;
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(connection_); }

std::int64_t Database::size_bytes() {
  Statement size(*this, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
  auto row = size.query();
  row.next();
  return row.integer(0);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::start() {
  if (statement_ == nullptr) {
    database_.check(sqlite3_prepare_v3(database_.connection_, sql_, -1, SQLITE_PREPARE_PERSISTENT,
                                       &statement_, nullptr),
                    sql_);
  }
  if (is_running_) {
    std::fprintf(stderr, "snowglobe: a statement was started while it ran: %s\n", sql_);
    std::abort();
  }
  is_running_ = true;
}

std::int64_t Statement::finish() {
  int result = SQLITE_ROW;
  while (result == SQLITE_ROW) result = sqlite3_step(statement_);
  sqlite3_reset(statement_);
  is_running_ = false;
  database_.check(result, sql_);
  return sqlite3_changes64(database_.connection_);
}

void Statement::bind_null(int index) { sqlite3_bind_null(statement_, index); }

void Statement::bind_integer(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_, index, value);
}

void Statement::bind_real(int index, double value) {
  sqlite3_bind_double(statement_, index, value);
}

// An empty view may hold a null pointer, which SQLite would take for NULL.
void Statement::bind_text(int index, std::string_view value, Lifetime lifetime) {
  sqlite3_bind_text64(statement_, index, value.data() != nullptr ? value.data() : "", value.size(),
                      lifetime == Lifetime::kThisCall ? SQLITE_STATIC : SQLITE_TRANSIENT,
                      SQLITE_UTF8);
}

void Statement::bind_bytes(int index, std::string_view value, Lifetime lifetime) {
  sqlite3_bind_blob64(statement_, index, value.data() != nullptr ? value.data() : "", value.size(),
                      lifetime == Lifetime::kThisCall ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_->statement_);
  statement_->is_running_ = false;
}

bool Query::next() {
  const int result = sqlite3_step(statement_->statement_);
  if (result == SQLITE_ROW) return true;
  statement_->database_.check(result, statement_->sql_);
  return false;
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_->statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_->statement_, column);
}

double Query::real(int column) const {
  return sqlite3_column_double(statement_->statement_, column);
}

std::string_view Query::text_view(int column) const {
  const void* bytes = sqlite3_column_blob(statement_->statement_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_->statement_, column));
  return bytes == nullptr ? std::string_view{}
                          : std::string_view(static_cast<const char*>(bytes), size);
}

std::string Query::text(int column) const { return std::string(text_view(column)); }

Moment Query::moment(int column) const { return from_millis(integer(column)); }

std::optional<std::string> Query::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<std::int64_t> Query::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

}  // namespace snowglobe
