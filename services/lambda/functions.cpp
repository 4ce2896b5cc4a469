#include "services/lambda/functions.h"

#include <algorithm>

#include "emulator/base/json.h"

namespace snowglobe::lambda {
namespace {

// Rows of invocations are deleted in batches, so that most invocations delete nothing.
constexpr std::int64_t batch = 256;

// An invocation's row id: the function's id, then the invocation's number. AUTOINCREMENT sees to it
// that no function gets the id of an earlier one.
constexpr std::int64_t numbers_max = std::int64_t{1} << 32;
std::int64_t row_id(std::int64_t function, std::int64_t number) {
  return function * numbers_max + number;
}

struct StoredTags {
  StringMap tags;
  void describe(auto& field) { field("tags", tags); }
};

std::string print_tags(const StringMap& tags) { return print_json(write_shape(StoredTags{tags})); }

std::string print_configuration(FunctionConfiguration configuration) {
  return print_json(write_shape(configuration));
}

FunctionConfiguration parse_configuration(std::string_view text) {
  FunctionConfiguration configuration;
  static_cast<void>(read_shape(parse_json(text), configuration));
  return configuration;
}

// Its beginning, cut between characters.
std::string_view kept_of(std::string_view event) {
  std::size_t size = std::min(event.size(), Functions::event_kept_bytes_max);
  while (size < event.size() && size > 0 && (event[size] & 0xC0) == 0x80) --size;
  return event.substr(0, size);
}

Database& migrated(Database& database) {
  database.migrate("lambda.functions", {R"(
      CREATE TABLE lambda_functions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
        runtime TEXT NOT NULL, timeout_s INTEGER NOT NULL, memory_mb INTEGER NOT NULL,
        script_base INTEGER NOT NULL DEFAULT 0, script_length INTEGER NOT NULL DEFAULT 0,
        script_cycles INTEGER NOT NULL DEFAULT 0,
        configuration TEXT NOT NULL, tags TEXT NOT NULL,
        UNIQUE (account, region, name));
      CREATE TABLE lambda_outcomes (
        function INTEGER NOT NULL, first INTEGER NOT NULL, outcome TEXT NOT NULL,
        PRIMARY KEY (function, first)) WITHOUT ROWID;
      CREATE TABLE lambda_invocations (
        id INTEGER PRIMARY KEY, failures INTEGER NOT NULL, at INTEGER NOT NULL,
        kind INTEGER NOT NULL, duration_ms INTEGER NOT NULL, attempt INTEGER NOT NULL,
        cause INTEGER NOT NULL, event_bytes INTEGER NOT NULL, request_id TEXT NOT NULL,
        event TEXT NOT NULL);
      CREATE TABLE lambda_events (
        id INTEGER PRIMARY KEY AUTOINCREMENT, function INTEGER NOT NULL, due INTEGER,
        accepted INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
        system_errors INTEGER NOT NULL DEFAULT 0, cause INTEGER NOT NULL,
        request_id TEXT NOT NULL, payload TEXT NOT NULL);
      CREATE INDEX lambda_events_due ON lambda_events (due) WHERE due IS NOT NULL;
      CREATE INDEX lambda_events_function ON lambda_events (function))"});
  return database;
}

}  // namespace

Functions::Functions(Database& database)
    : find_(migrated(database), R"(
          SELECT id, runtime, timeout_s, memory_mb, script_base, script_length, script_cycles
            FROM lambda_functions WHERE account = ? AND region = ? AND name = ?)"),
      configuration_(database, "SELECT configuration FROM lambda_functions WHERE id = ?"),
      tags_(database, "SELECT tags FROM lambda_functions WHERE id = ?"),
      list_(database, R"(
          SELECT configuration FROM lambda_functions
            WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?)"),
      newest_(database, R"(
          SELECT id, failures FROM lambda_invocations WHERE id BETWEEN ? AND ?
            ORDER BY id DESC LIMIT 1)"),
      add_(database, R"(
          INSERT INTO lambda_functions (account, region, name, runtime, timeout_s, memory_mb,
                                        configuration, tags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?))"),
      set_configuration_(database, R"(
          UPDATE lambda_functions SET runtime = ?, timeout_s = ?, memory_mb = ?, configuration = ?
            WHERE id = ?)"),
      set_tags_(database, "UPDATE lambda_functions SET tags = ? WHERE id = ?"),
      remove_(database, "DELETE FROM lambda_functions WHERE id = ?"),
      set_script_(database, R"(
          UPDATE lambda_functions SET script_base = ?, script_length = ?, script_cycles = ?
            WHERE id = ?)"),
      add_outcome_(database,
                   "INSERT INTO lambda_outcomes (function, first, outcome) VALUES (?, ?, ?)"),
      remove_outcomes_(database, "DELETE FROM lambda_outcomes WHERE function = ?"),
      outcomes_(database, "SELECT outcome FROM lambda_outcomes WHERE function = ? ORDER BY first"),
      outcome_(database, R"(
          SELECT outcome FROM lambda_outcomes WHERE function = ? AND first <= ?
            ORDER BY first DESC LIMIT 1)"),
      add_invocation_(database, R"(
          INSERT INTO lambda_invocations (id, failures, at, kind, duration_ms, attempt, cause,
                                          event_bytes, request_id, event)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"),
      remove_invocations_(database, "DELETE FROM lambda_invocations WHERE id BETWEEN ? AND ?"),
      invocations_(database, R"(
          SELECT id, at, kind, duration_ms, attempt, cause, event_bytes, request_id, event
            FROM lambda_invocations WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?)"),
      remove_events_(database, "DELETE FROM lambda_events WHERE function = ?") {}

std::optional<Function> Functions::find(const FunctionName& name) {
  Function function;
  {
    auto row = find_.query(name.account, name.region, name.name);
    if (!row.next()) return std::nullopt;
    function.id = row.integer(0);
    function.runtime = row.text(1);
    function.timeout_s = row.integer(2);
    function.memory_mb = row.integer(3);
    function.script_base = row.integer(4);
    function.script_length = row.integer(5);
    function.script_cycles = row.integer(6) != 0;
  }
  function.name = name;
  auto row = newest_.query(row_id(function.id, 0), row_id(function.id, numbers_max - 1));
  if (row.next()) {
    function.invocations = row.integer(0) % numbers_max;
    function.failures = row.integer(1);
  }
  return function;
}

FunctionConfiguration Functions::configuration(const Function& function) {
  auto row = configuration_.query(function.id);
  row.next();
  return parse_configuration(row.text_view(0));
}

StringMap Functions::tags(const Function& function) {
  auto row = tags_.query(function.id);
  row.next();
  StoredTags stored;
  static_cast<void>(read_shape(parse_json(row.text_view(0)), stored));
  return std::move(stored.tags);
}

std::vector<FunctionConfiguration> Functions::list(const std::string& account,
                                                   const std::string& region,
                                                   std::string_view after, int count_max) {
  std::vector<FunctionConfiguration> found;
  auto row = list_.query(account, region, after, count_max);
  while (row.next()) found.push_back(parse_configuration(row.text_view(0)));
  return found;
}

void Functions::add(const FunctionName& name, const FunctionConfiguration& configuration,
                    const StringMap& tags) {
  add_.run(name.account, name.region, name.name, configuration.runtime.value_or(""),
           *configuration.timeout_s, *configuration.memory_mb, print_configuration(configuration),
           print_tags(tags));
}

void Functions::set_configuration(const Function& function,
                                  const FunctionConfiguration& configuration) {
  set_configuration_.run(configuration.runtime.value_or(""), *configuration.timeout_s,
                         *configuration.memory_mb, print_configuration(configuration), function.id);
}

void Functions::set_tags(const Function& function, const StringMap& tags) {
  set_tags_.run(print_tags(tags), function.id);
}

void Functions::remove(const Function& function) {
  remove_.run(function.id);
  remove_outcomes_.run(function.id);
  remove_invocations_.run(row_id(function.id, 0), row_id(function.id, numbers_max - 1));
  remove_events_.run(function.id);
}

void Functions::set_script(const Function& function, const std::vector<Json>& outcomes,
                           bool cycles) {
  remove_outcomes_.run(function.id);
  std::int64_t length = 0;
  for (const Json& outcome : outcomes) {
    add_outcome_.run(function.id, length, print_json(outcome));
    length += times_of(outcome);
  }
  set_script_.run(function.invocations, length, cycles, function.id);
}

std::vector<Json> Functions::script(const Function& function) {
  std::vector<Json> outcomes;
  auto row = outcomes_.query(function.id);
  while (row.next()) outcomes.push_back(parse_json(row.text_view(0)));
  return outcomes;
}

std::optional<Json> Functions::next_outcome(const Function& function) {
  if (function.script_length == 0) return std::nullopt;
  // The last outcome goes on for ever, or the script begins again.
  const std::int64_t position =
      function.script_cycles ? function.position() % function.script_length : function.position();
  auto row = outcome_.query(function.id, position);
  row.next();
  return parse_json(row.text_view(0));
}

void Functions::add_invocation(const Function& function, const Began& began, Moment now) {
  const std::int64_t number = function.invocations + 1;
  const std::int64_t failures = function.failures + (began.kind == Result::Kind::kReturn ? 0 : 1);
  add_invocation_.run(row_id(function.id, number), failures, now, static_cast<int>(began.kind),
                      began.duration.count(), began.attempt, began.cause, began.event.size(),
                      began.request_id, kept_of(began.event));
  if (number > log_max && number % batch == 0) {
    remove_invocations_.run(row_id(function.id, 0), row_id(function.id, number - log_max));
  }
}

std::vector<Invocation> Functions::invocations(const Function& function, int count_max) {
  std::vector<Invocation> found;
  auto row =
      invocations_.query(row_id(function.id, 0), row_id(function.id, numbers_max - 1), count_max);
  while (row.next()) {
    Invocation invocation;
    invocation.number = row.integer(0) % numbers_max;
    invocation.at = row.moment(1);
    invocation.outcome = std::string(name_of(static_cast<Result::Kind>(row.integer(2))));
    invocation.duration_ms = row.integer(3);
    const auto attempt = static_cast<int>(row.integer(4));
    invocation.type = attempt == 0 ? "RequestResponse" : "Event";
    invocation.attempt = std::max(attempt, 1);
    invocation.cause = row.integer(5);
    invocation.event_bytes = row.integer(6);
    invocation.request_id = row.text(7);
    invocation.event = row.text(8);
    found.push_back(std::move(invocation));
  }
  return found;
}

void Functions::forget_invocations(const Function& function) {
  remove_invocations_.run(row_id(function.id, 0), row_id(function.id, numbers_max - 1));
  set_script_.run(0, function.script_length, function.script_cycles, function.id);
}

}  // namespace snowglobe::lambda
