// Bare SQLite: what the same rows in the same transactions cost when nothing but storage is left.
//
// It writes the rows that a call wrote (the journal's too) with prepared statements: each by its
// rowid or its primary key, once however often the call wrote it, only the columns that changed,
// with triggers off. It reads the rows that a call answered with by the call's own SELECT, copying
// every value out. It looks nothing else up, parses nothing, checks nothing. Its settings are those
// of a world's database; its file access is SQLite's own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/bench/recorder.h"

namespace snowglobe::bench {

class Bare {
 public:
  // Begins as a copy of `original`, in memory or, with a path, in a new file there.
  Bare(sqlite3* original, const std::string& path);
  ~Bare();
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  // Does them again; returns the seconds that took, without the preparing of statements.
  double replay(const std::vector<Transaction>& transactions);

  std::size_t rows_written() const { return rows_written_; }
  std::size_t rows_read() const { return rows_read_; }

 private:
  struct Table {
    std::vector<std::string> columns;
    std::vector<std::size_t> key;  // of a table without rowids: its primary key's columns
    bool has_rowids = true;
  };
  struct Step {
    sqlite3_stmt* statement;
    const std::vector<Value>* values;
    std::vector<Value> key = {};  // bound after the values
    int rows = 0;                 // to be read
  };

  sqlite3_stmt* statement(const std::string& sql);
  const Table& table(const std::string& name);
  Step step_of(const Write& write);
  std::vector<Step> steps_of(const Transaction& transaction);
  void run(const Step& step);

  sqlite3* connection_ = nullptr;
  std::map<std::string, sqlite3_stmt*> statements_;
  std::map<std::string, Table> tables_;
  const std::vector<Value> no_values_;
  std::vector<Value> copied_;  // the row that was read last
  std::size_t rows_written_ = 0, rows_read_ = 0;
};

}  // namespace snowglobe::bench
