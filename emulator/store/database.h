// SQLite, wrapped: one Database is one connection to one file (or to memory), used by one thread at
// a time (a world's lock sees to it).
//
// Failure: a full disk (SQLITE_FULL, SQLITE_IOERR) throws StorageFull; whoever opened the
// transaction rolls it back. Every other error of SQLite is a bug in this program: it is printed
// with its SQL and the process aborts, to recover from the file at the next start.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "emulator/base/time.h"

struct sqlite3;
struct sqlite3_stmt;

namespace snowglobe {

struct StorageFull : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The text of a statement. Only a literal can become one, so request data never becomes SQL.
class Sql {
 public:
  consteval Sql(const char* literal) : text_(literal) {}  // NOLINT: implicit on purpose
  constexpr const char* text() const { return text_; }

 private:
  const char* text_;
};

// Bytes to be bound as a BLOB; a std::string_view is bound as TEXT.
struct Bytes {
  std::string_view bytes;
};

enum class Durability {
  kNormal,  // survives kill -9
  kFull,    // survives loss of power
};

class Statement;

class Database {
 public:
  // Opens or creates the file; an empty path means memory.
  Database(const std::string& path, Durability durability);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void execute(Sql sql);  // one or more statements without parameters or rows

  // Brings one component's tables to their newest form: runs the steps this file has not yet seen,
  // in a transaction, and remembers how many it has. A released step is never edited.
  void migrate(std::string_view component, std::initializer_list<Sql> steps);

  // Transactions. A turn is begin ... commit or rollback; savepoints nest inside it (32 deep at
  // most).
  void begin();
  void commit();
  void rollback();  // also good after SQLite has rolled back by itself
  void savepoint();
  void release();
  void rollback_to_savepoint();  // undoes and closes the innermost savepoint

  // A number that grows whenever a row of `table` is written. The reference lives as long as the
  // database. Throws std::logic_error when there is no such table, or it has no rowids: of its
  // changes SQLite tells nobody.
  const std::uint64_t& watch_changes(std::string_view table);

  // Copies the whole database to a file (over what stood there), in one consistent state.
  void backup_to(const std::string& path);

  // How SQLite carries out each statement that was made for this database and whose text has
  // `word` in it: EXPLAIN QUERY PLAN, "SEARCH sqs_queues USING INDEX ...", a line a step. For tests
  // that what runs with every call neither scans nor sorts.
  struct Plan {
    std::string sql, steps;
  };
  std::vector<Plan> plans(std::string_view word);

  std::int64_t last_insert_id() const;
  // Pages in use, in bytes.
  std::int64_t size_bytes();

 private:
  friend class Statement;
  friend class Query;
  struct Watches;

  [[noreturn]] void fail(const char* sql) const;
  void check(int result, const char* sql) const;
  void run_once(sqlite3_stmt*& statement, const char* sql);

  sqlite3* connection_ = nullptr;
  std::set<const char*> statements_;  // their literals
  std::unique_ptr<Watches> watches_;
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
  std::array<std::array<sqlite3_stmt*, 3>, 32> savepoints_{};
  std::size_t depth_ = 0;
};

// The rows of one running statement. It holds the statement until it is destroyed.
class Query {
 public:
  explicit Query(Statement& statement) : statement_(&statement) {}
  Query(Query&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Query& operator=(Query&&) = delete;
  ~Query();

  bool next();  // moves to the next row; false when there is none

  // Columns of the present row, from 0. A NULL reads as 0 or empty.
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;            // TEXT or BLOB
  std::string_view text_view(int column) const;  // good until next() or the end of the query
  Moment moment(int column) const;
  std::optional<std::string> optional_text(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;

 private:
  Statement* statement_;
};

// A prepared statement, usually a member of a service standing beside its SQL:
//   Statement find_{database_, R"(SELECT body FROM sqs_messages WHERE id = ?)"};
//   if (auto row = find_.query(id); row.next()) ...
// It is prepared at its first use, so it may be declared before the tables exist. Parameters are
// bound in order: integers, bool, double, Moment (milliseconds), text, Bytes, std::optional of
// those, nullptr. A statement cannot be started again while a Query of it lives.
class Statement {
 public:
  Statement(Database& database, Sql sql) : database_(database), sql_(sql.text()) {
    database_.statements_.insert(sql_);
  }
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Runs to the end; returns the number of rows inserted, updated or deleted.
  template <class... Values>
  std::int64_t run(const Values&... values) {
    start();
    int index = 0;
    (bind(++index, values, Lifetime::kThisCall), ...);
    return finish();
  }

  template <class... Values>
  [[nodiscard]] Query query(const Values&... values) {
    start();
    int index = 0;
    (bind(++index, values, Lifetime::kCopied), ...);
    return Query(*this);
  }

 private:
  friend class Query;
  enum class Lifetime { kThisCall, kCopied };

  template <class Value>
  void bind(int index, const Value& value, Lifetime lifetime) {
    if constexpr (std::is_same_v<Value, std::nullptr_t> || std::is_same_v<Value, std::nullopt_t>) {
      bind_null(index);
    } else if constexpr (std::is_same_v<Value, Moment>) {
      bind_integer(index, to_millis(value));
    } else if constexpr (std::is_same_v<Value, Bytes>) {
      bind_bytes(index, value.bytes, lifetime);
    } else if constexpr (std::is_floating_point_v<Value>) {
      bind_real(index, value);
    } else if constexpr (std::is_integral_v<Value>) {
      bind_integer(index, static_cast<std::int64_t>(value));
    } else if constexpr (std::is_convertible_v<const Value&, std::string_view>) {
      bind_text(index, value, lifetime);
    } else {
      if (value.has_value()) {
        bind(index, *value, lifetime);
      } else {
        bind_null(index);
      }
    }
  }

  void start();
  std::int64_t finish();
  void bind_null(int index);
  void bind_integer(int index, std::int64_t value);
  void bind_real(int index, double value);
  void bind_text(int index, std::string_view value, Lifetime lifetime);
  void bind_bytes(int index, std::string_view value, Lifetime lifetime);

  Database& database_;
  const char* sql_;
  sqlite3_stmt* statement_ = nullptr;
  bool is_running_ = false;
};

}  // namespace snowglobe
