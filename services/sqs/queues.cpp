#include "services/sqs/queues.h"

#include "emulator/base/arn.h"
#include "emulator/base/json.h"

namespace snowglobe::sqs {
namespace {

constexpr std::chrono::seconds name_taken{60};  // after a queue was deleted

std::string print_map(const StringMap& map) {
  Json json = Json::object();
  for (const auto& [name, value] : map) json[name] = value;
  return print_json(json);
}

StringMap parse_map(std::string_view text) {
  StringMap map;
  const Json json = parse_json(text);
  for (const auto& [name, value] : json.items()) map.emplace(name, value.get<std::string>());
  return map;
}

}  // namespace

Queues::Queues(Database& database) : database_(database) {
  database_.migrate("sqs.queues", {R"(
      CREATE TABLE sqs_queues (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
        is_fifo INTEGER, visibility_timeout_s INTEGER, delay_s INTEGER, retention_s INTEGER,
        wait_s INTEGER, message_bytes_max INTEGER, dedups_by_content INTEGER,
        dedups_per_group INTEGER, dead_letter_arn TEXT, receive_count_max INTEGER,
        secret INTEGER NOT NULL,
        sweep_due INTEGER,
        purged_at INTEGER,
        created_at INTEGER NOT NULL, modified_at INTEGER,
        attributes TEXT, tags TEXT NOT NULL,
        UNIQUE (account, region, name));
      CREATE INDEX sqs_queues_sweep_due ON sqs_queues (sweep_due) WHERE sweep_due IS NOT NULL)",
                                   R"(
      ALTER TABLE sqs_queues ADD COLUMN behavior TEXT;
      CREATE INDEX sqs_queues_dead_letter ON sqs_queues (dead_letter_arn, name)
        WHERE dead_letter_arn <> '';
      CREATE TABLE sqs_deleted_queues (
        account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
        deleted_at INTEGER NOT NULL, PRIMARY KEY (account, region, name));
      CREATE INDEX sqs_deleted_queues_at ON sqs_deleted_queues (deleted_at))"});
}

Queue Queues::read(const Query& row, QueueName name) {
  Queue queue;
  queue.id = row.integer(0);
  queue.name = std::move(name);
  Settings& settings = queue.settings;
  settings.is_fifo = row.integer(1) != 0;
  settings.visibility_timeout_s = static_cast<int>(row.integer(2));
  settings.delay_s = static_cast<int>(row.integer(3));
  settings.retention_s = static_cast<int>(row.integer(4));
  settings.wait_s = static_cast<int>(row.integer(5));
  settings.message_bytes_max = row.integer(6);
  settings.dedups_by_content = row.integer(7) != 0;
  settings.dedups_per_group = row.integer(8) != 0;
  settings.dead_letter_arn = row.text(9);
  settings.receive_count_max = static_cast<int>(row.integer(10));
  queue.secret = row.integer(11);
  queue.is_sweep_known = row.integer(12) != 0;
  if (!row.is_null(13)) queue.behavior = parse_behavior(row.text_view(13));
  return queue;
}

std::optional<Queue> Queues::find(const QueueName& name) {
  auto row = find_.query(name.account, name.region, name.name);
  if (!row.next()) return std::nullopt;
  return read(row, name);
}

std::optional<Queue> Queues::find(std::int64_t id) {
  QueueName name;
  {
    auto row = find_name_.query(id);
    if (!row.next()) return std::nullopt;
    name = {row.text(0), row.text(1), row.text(2)};
  }
  return find(name);
}

std::optional<Queue> Queues::find_arn(std::string_view arn) {
  const auto parsed = Arn::parse(arn);
  if (!parsed || parsed->service != "sqs") return std::nullopt;
  return find(QueueName{parsed->account, parsed->region, parsed->resource});
}

QueueDetails Queues::details(const Queue& queue) {
  auto row = details_.query(queue.id);
  row.next();
  return {parse_map(row.text_view(0)), parse_map(row.text_view(1)), row.moment(2), row.moment(3)};
}

void Queues::add(const QueueName& name, const StringMap& attributes, const StringMap& tags,
                 std::int64_t secret, Moment now) {
  add_.run(name.account, name.region, name.name, secret, print_map(tags), now);
  Queue queue;
  queue.id = database_.last_insert_id();
  set_attributes(queue, attributes, now);
}

void Queues::set_attributes(Queue& queue, const StringMap& attributes, Moment now) {
  queue.settings = settings_of(attributes);
  const Settings& settings = queue.settings;
  set_attributes_.run(settings.is_fifo, settings.visibility_timeout_s, settings.delay_s,
                      settings.retention_s, settings.wait_s, settings.message_bytes_max,
                      settings.dedups_by_content, settings.dedups_per_group,
                      settings.dead_letter_arn, settings.receive_count_max, print_map(attributes),
                      now, queue.id);
}

void Queues::set_tags(const Queue& queue, const StringMap& tags) {
  set_tags_.run(print_map(tags), queue.id);
}

void Queues::remove(const Queue& queue, Moment now) {
  const QueueName& name = queue.name;
  remove_.run(queue.id);
  forget_deleted_.run(now - name_taken);
  note_deleted_.run(name.account, name.region, name.name, now);
}

bool Queues::is_deleted_recently(const QueueName& name, Moment now) {
  auto row = find_deleted_.query(name.account, name.region, name.name, now - name_taken);
  return row.next();
}

void Queues::set_behavior(Queue& queue, const QueueBehavior& behavior) {
  queue.behavior = behavior;
  set_behavior_.run(print_behavior(behavior), queue.id);
}

std::vector<std::string> Queues::list(const std::string& account, const std::string& region,
                                      std::string_view prefix, std::string_view after,
                                      int count_max) {
  std::vector<std::string> names;
  auto row = list_.query(account, region, prefix, after);
  while (static_cast<int>(names.size()) < count_max && row.next() &&
         row.text_view(0).starts_with(prefix)) {
    names.push_back(row.text(0));
  }
  return names;
}

std::vector<std::string> Queues::list_sources(const Queue& dead_letter, std::string_view after,
                                              int count_max) {
  std::vector<std::string> names;
  auto row = list_sources_.query(dead_letter.name.arn(), after, count_max);
  while (row.next()) names.push_back(row.text(0));
  return names;
}

bool Queues::is_dead_letter_queue(const Queue& queue) {
  return !list_sources(queue, "", 1).empty();
}

bool Queues::begin_purge(const Queue& queue, Moment now) {
  return begin_purge_.run(queue.id, now, now - std::chrono::seconds(60)) == 1;
}

void Queues::set_sweep(std::int64_t queue, std::optional<Moment> due) {
  set_sweep_.run(due, queue);
}

}  // namespace snowglobe::sqs
