#include "services/pipes/pipe.h"

namespace snowglobe::pipes {

Pipes::Pipes(Database& database) : database_(database) {
  database_.migrate("pipes", {
                                 R"(
    CREATE TABLE pipes_pipes (
      id INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
      config TEXT NOT NULL, desired TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
      created INTEGER NOT NULL, modified INTEGER NOT NULL, due INTEGER,
      UNIQUE (account, region, name));
    CREATE INDEX pipes_pipes_due ON pipes_pipes (due) WHERE due IS NOT NULL;
    CREATE TABLE pipes_workers (
      id INTEGER PRIMARY KEY AUTOINCREMENT, pipe INTEGER NOT NULL, phase INTEGER NOT NULL, due INTEGER NOT NULL,
      batch TEXT NOT NULL, window_end INTEGER NOT NULL, handles TEXT NOT NULL,
      failures INTEGER NOT NULL, call INTEGER NOT NULL);
    CREATE INDEX pipes_workers_due ON pipes_workers (due);
    CREATE INDEX pipes_workers_pipe ON pipes_workers (pipe);
    CREATE TABLE pipes_tags (
      arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (arn, key)) WITHOUT ROWID)",
                             });
}

PipeRow Pipes::read(const Query& row) {
  PipeRow pipe;
  pipe.id = row.integer(0);
  pipe.account = row.text(1);
  pipe.region = row.text(2);
  pipe.name = row.text(3);
  pipe.config = row.text(4);
  pipe.desired = row.text(5);
  pipe.state = row.text(6);
  pipe.state_reason = row.text(7);
  pipe.created = row.moment(8);
  pipe.modified = row.moment(9);
  return pipe;
}

std::optional<PipeRow> Pipes::find(std::string_view account, std::string_view region,
                                   std::string_view name) {
  auto row = find_.query(account, region, name);
  return row.next() ? std::optional(read(row)) : std::nullopt;
}

std::optional<PipeRow> Pipes::find(std::int64_t id) {
  auto row = find_id_.query(id);
  return row.next() ? std::optional(read(row)) : std::nullopt;
}

void Pipes::insert(const PipeRow& pipe, Moment due) {
  insert_.run(pipe.account, pipe.region, pipe.name, pipe.config, pipe.desired, pipe.state,
              pipe.state_reason, pipe.created, pipe.modified, due);
}

void Pipes::update(const PipeRow& pipe, std::optional<Moment> due) {
  update_.run(pipe.id, pipe.config, pipe.desired, pipe.state, pipe.state_reason, pipe.modified,
              due);
}

void Pipes::remove(std::int64_t id) { remove_.run(id); }

std::vector<PipeRow> Pipes::list(std::string_view account, std::string_view region,
                                 std::string_view prefix, std::string_view after, int limit) {
  std::vector<PipeRow> pipes;
  auto row = list_.query(account, region, prefix, after, limit);
  while (row.next()) pipes.push_back(read(row));
  return pipes;
}

void Pipes::set_due(std::int64_t id, std::optional<Moment> due) { set_due_.run(id, due); }

void Pipes::put_tag(std::string_view arn, std::string_view key, std::string_view value) {
  put_tag_.run(arn, key, value);
}

void Pipes::remove_tag(std::string_view arn, std::string_view key) { remove_tag_.run(arn, key); }

void Pipes::remove_tags(std::string_view arn) { remove_tags_.run(arn); }

std::vector<std::pair<std::string, std::string>> Pipes::tags(std::string_view arn) {
  std::vector<std::pair<std::string, std::string>> tags;
  for (auto row = tags_.query(arn); row.next();) tags.emplace_back(row.text(0), row.text(1));
  return tags;
}

void WorkerRows::add(std::int64_t pipe, Moment due) { add_.run(pipe, due); }

Worker WorkerRows::read(const Query& row) {
  Worker worker;
  worker.id = row.integer(0);
  worker.pipe = row.integer(1);
  worker.phase = static_cast<Worker::Phase>(row.integer(2));
  worker.batch = parse_json(row.text_view(3));
  worker.window_end = row.moment(4);
  worker.handles = parse_json(row.text_view(5));
  worker.failures = static_cast<int>(row.integer(6));
  worker.call = row.integer(7);
  return worker;
}

std::optional<Worker> WorkerRows::find(std::int64_t id) {
  auto row = find_.query(id);
  return row.next() ? std::optional(read(row)) : std::nullopt;
}

void WorkerRows::update(const Worker& worker, Moment due) {
  update_.run(worker.id, static_cast<int>(worker.phase), due, print_json(worker.batch),
              worker.window_end, print_json(worker.handles), worker.failures, worker.call);
}

void WorkerRows::remove(std::int64_t id) { remove_.run(id); }

std::vector<Worker> WorkerRows::of(std::int64_t pipe) {
  std::vector<Worker> workers;
  for (auto row = of_.query(pipe); row.next();) workers.push_back(read(row));
  return workers;
}

WorkerRows::Count WorkerRows::count(std::int64_t pipe) {
  auto row = count_.query(pipe);
  row.next();
  return {row.integer(0), row.integer(1)};
}

}  // namespace snowglobe::pipes
