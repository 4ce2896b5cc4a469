// Records the rows that a world writes, and writes the same rows again with bare SQLite: what the
// same work costs when nothing but the storage is left of it.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

struct sqlite3;

namespace snowglobe::bench {

using Value = std::variant<std::nullptr_t, long long, double, std::string>;

struct RowChange {
  enum class Kind { kInsert, kUpdate, kDelete } kind;
  std::string table;
  long long rowid;
  std::vector<Value> values;  // of all columns, as they are afterwards; none for a delete
};

// The changes of one transaction, in order.
using Transaction = std::vector<RowChange>;

// The connection that was opened last in this process. REQUIRES: watch_connections was called
// first.
void watch_connections();
sqlite3* last_connection();

class Recorder {
 public:
  explicit Recorder(sqlite3* connection);  // records until it is destroyed
  ~Recorder();
  const std::vector<Transaction>& transactions() const { return transactions_; }

 private:
  friend struct Hooks;
  sqlite3* connection_;
  std::vector<Transaction> transactions_;
  Transaction open_;
};

// Writes the transactions to a copy of `original` made before they were recorded; returns the
// seconds that the writing took.
double replay(const std::string& copy_path, bool is_in_memory,
              const std::vector<Transaction>& transactions);

// Copies the database to a file.
void copy_database(sqlite3* connection, const std::string& path);

}  // namespace snowglobe::bench
