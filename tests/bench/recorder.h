// Records the rows that a world writes, and those that it reads to answer, so that bare SQLite
// (bare.h) can do the same again.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace snowglobe::bench {

struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};
using Value = std::variant<std::nullptr_t, long long, double, std::string, Blob>;

// One row, written.
struct Write {
  enum class Kind { kInsert, kUpdate, kDelete } kind = Kind::kInsert;
  std::string table;
  long long rowid = 0;               // 0 in a table without rowids
  std::vector<std::size_t> columns;  // that `values` are of
  std::vector<Value> values;         // insert: all; update: those that changed; delete: none
  std::vector<Value> old_values;     // of an updated or deleted row: all
};

// One SELECT with its parameters, and how many of its rows were wanted.
struct Read {
  std::string sql;
  std::vector<Value> parameters;
  int rows = 0;
};

// What one transaction read and wrote, in order.
using Transaction = std::vector<std::variant<Write, Read>>;

// The connection that was opened last in this process. REQUIRES: watch_connections was called
// first.
void watch_connections();
sqlite3* last_connection();

class Recorder {
 public:
  // Records until it is destroyed: all writes, and each SELECT whose text contains one of `reads`.
  explicit Recorder(sqlite3* connection, std::vector<std::string> reads = {});
  ~Recorder();
  // What was committed since the last time.
  std::vector<Transaction> take();

 private:
  friend struct Hooks;
  sqlite3* connection_;
  std::vector<std::string> reads_;
  std::vector<Transaction> transactions_;
  Transaction open_;
  std::map<sqlite3_stmt*, std::size_t> running_;  // where in open_ a SELECT's Read is
};

}  // namespace snowglobe::bench
