// Pipes and their workers: what is in the tables, and every query on them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/api/job.h"
#include "emulator/base/json.h"
#include "emulator/base/time.h"
#include "emulator/store/database.h"

namespace snowglobe::pipes {

struct PipeRow {
  std::int64_t id = 0;
  std::string account, region, name;
  std::string config;   // PipeConfig as JSON
  std::string desired;  // RUNNING, STOPPED or DELETED
  std::string state;    // as AWS names them: CREATING, RUNNING, STOPPING, ...
  std::string state_reason;
  Moment created{}, modified{};

  std::string arn() const { return "arn:aws:pipes:" + region + ":" + account + ":pipe/" + name; }
};

// One batch on its way, from the queue to the target. As many rows of a pipe as it works on at a
// time.
struct Worker {
  enum class Phase { kPoll, kInvoke, kDelete };

  std::int64_t id = 0;
  std::int64_t pipe = 0;
  Phase phase = Phase::kPoll;
  // The messages that it holds, each as {"record": {...}, "cause": the journal id of its sending}.
  Json batch = Json::array();
  Moment window_end{};           // when a batch that is not full is sent all the same
  Json handles = Json::array();  // receipt handles of what is still to be deleted
  int failures = 0;              // in a row
  std::int64_t call = 0;         // the number of its latest call: an older one's answer is stale
};

class Pipes {
 public:
  explicit Pipes(Database& database);

  std::optional<PipeRow> find(std::string_view account, std::string_view region,
                              std::string_view name);
  std::optional<PipeRow> find(std::int64_t id);
  void insert(const PipeRow& pipe, Moment due);
  void update(const PipeRow& pipe, std::optional<Moment> due);
  void remove(std::int64_t id);
  std::vector<PipeRow> list(std::string_view account, std::string_view region,
                            std::string_view prefix, std::string_view after, int limit);
  DueRow first_due(const PutOffRows& put_off) { return put_off.first_of(due_.query()); }
  void set_due(std::int64_t id, std::optional<Moment> due);

  void put_tag(std::string_view arn, std::string_view key, std::string_view value);
  void remove_tag(std::string_view arn, std::string_view key);
  void remove_tags(std::string_view arn);
  std::vector<std::pair<std::string, std::string>> tags(std::string_view arn);

 private:
  static PipeRow read(const Query& row);

  Database& database_;
  Statement find_{database_, R"(
    SELECT id, account, region, name, config, desired, state, reason, created, modified
    FROM pipes_pipes WHERE account = ? AND region = ? AND name = ?)"};
  Statement find_id_{database_, R"(
    SELECT id, account, region, name, config, desired, state, reason, created, modified
    FROM pipes_pipes WHERE id = ?)"};
  Statement insert_{database_, R"(
    INSERT INTO pipes_pipes (account, region, name, config, desired, state, reason, created,
                             modified, due)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"};
  Statement update_{database_, R"(
    UPDATE pipes_pipes SET config = ?2, desired = ?3, state = ?4, reason = ?5, modified = ?6,
      due = ?7
    WHERE id = ?1)"};
  Statement remove_{database_, R"(DELETE FROM pipes_pipes WHERE id = ?)"};
  Statement list_{database_, R"(
    SELECT id, account, region, name, config, desired, state, reason, created, modified
    FROM pipes_pipes
    WHERE account = ?1 AND region = ?2 AND name > ?4 AND name >= ?3
      AND substr(name, 1, length(?3)) = ?3
    ORDER BY name LIMIT ?5)"};
  Statement due_{database_, R"(
    SELECT due, id FROM pipes_pipes WHERE due IS NOT NULL ORDER BY due, id)"};
  Statement set_due_{database_, R"(UPDATE pipes_pipes SET due = ?2 WHERE id = ?1)"};

  Statement put_tag_{database_, R"(
    INSERT OR REPLACE INTO pipes_tags (arn, key, value) VALUES (?, ?, ?))"};
  Statement remove_tag_{database_, R"(DELETE FROM pipes_tags WHERE arn = ? AND key = ?)"};
  Statement remove_tags_{database_, R"(DELETE FROM pipes_tags WHERE arn = ?)"};
  Statement tags_{database_, R"(SELECT key, value FROM pipes_tags WHERE arn = ? ORDER BY key)"};
};

class WorkerRows {
 public:
  explicit WorkerRows(Database& database) : database_(database) {}

  void add(std::int64_t pipe, Moment due);
  std::optional<Worker> find(std::int64_t id);
  void update(const Worker& worker, Moment due);
  void remove(std::int64_t id);
  std::vector<Worker> of(std::int64_t pipe);
  struct Count {
    std::int64_t all, polling;
  };
  Count count(std::int64_t pipe);
  DueRow first_due(const PutOffRows& put_off) { return put_off.first_of(due_.query()); }

 private:
  static Worker read(const Query& row);

  Database& database_;
  Statement add_{database_, R"(
    INSERT INTO pipes_workers (pipe, phase, due, batch, window_end, handles, failures, call)
    VALUES (?, 0, ?, '[]', 0, '[]', 0, 0))"};
  Statement find_{database_, R"(
    SELECT id, pipe, phase, batch, window_end, handles, failures, call
    FROM pipes_workers WHERE id = ?)"};
  Statement update_{database_, R"(
    UPDATE pipes_workers SET phase = ?2, due = ?3, batch = ?4, window_end = ?5, handles = ?6,
      failures = ?7, call = ?8
    WHERE id = ?1)"};
  Statement remove_{database_, R"(DELETE FROM pipes_workers WHERE id = ?)"};
  Statement of_{database_, R"(
    SELECT id, pipe, phase, batch, window_end, handles, failures, call
    FROM pipes_workers WHERE pipe = ? ORDER BY id)"};
  Statement count_{database_, R"(
    SELECT count(*), count(*) FILTER (WHERE phase = 0) FROM pipes_workers WHERE pipe = ?)"};
  Statement due_{database_, R"(SELECT due, id FROM pipes_workers ORDER BY due, id)"};
};

}  // namespace snowglobe::pipes
