#include "emulator/engine/deferred.h"

namespace snowglobe {

Deferred::Deferred(Database& database, const Services& services, Gateway& gateway)
    : services_(services),
      gateway_(gateway),
      insert_(database, R"(INSERT INTO engine_deferred (due, deadline, topic, attempt, maker, tag)
                           VALUES (?, ?, ?, ?, ?, ?))"),
      update_(database,
              R"(UPDATE engine_deferred SET due = ?2, deadline = ?3, topic = ?4, attempt = ?5
                           WHERE id = ?1)"),
      delete_(database, R"(DELETE FROM engine_deferred WHERE id = ?)"),
      cancel_(database, R"(DELETE FROM engine_deferred WHERE maker = ? AND tag = ?)"),
      due_(database, R"(SELECT due, id FROM engine_deferred ORDER BY due, id)"),
      take_(database, R"(SELECT deadline, attempt, maker, tag FROM engine_deferred WHERE id = ?)"),
      wake_(database, R"(UPDATE engine_deferred SET due = ?2
                         WHERE topic = ?1 AND topic <> '' AND due > ?2)"),
      find_topic_(database, R"(SELECT 1 FROM engine_deferred WHERE topic = ?1 AND topic <> '')"),
      all_topics_(database, R"(SELECT DISTINCT topic FROM engine_deferred WHERE topic <> '')") {
  database.migrate("deferred", {
                                   R"(CREATE TABLE engine_deferred (
                                        id INTEGER PRIMARY KEY, due INTEGER NOT NULL,
                                        deadline INTEGER NOT NULL, topic TEXT NOT NULL,
                                        attempt TEXT NOT NULL, maker TEXT NOT NULL, tag TEXT NOT NULL);
                                      CREATE INDEX engine_deferred_due ON engine_deferred (due);
                                      CREATE INDEX engine_deferred_topic ON engine_deferred (topic)
                                        WHERE topic <> '')",
                               });
  reload();
}

void Deferred::reload() {
  topics_.clear();
  idle_topics_.clear();
  for (auto row = all_topics_.query(); row.next();) topics_.insert(row.text(0));
}

void Deferred::add(const Attempt& attempt, const Park& park, std::string_view maker,
                   const Json& tag) {
  insert_.run(park.until, park.deadline, park.topic, print_json(attempt_to_json(attempt)), maker,
              print_json(tag));
  topics_.insert(park.topic);
}

void Deferred::cancel(std::string_view maker, const Json& tag) {
  cancel_.run(maker, print_json(tag));
}

void Deferred::wake(std::string_view topic, Moment now) {
  const std::string key(topic);
  if (!topics_.contains(key)) return;
  if (wake_.run(topic, now) == 0) idle_topics_.push_back(key);
}

void Deferred::forget_idle_topics() {
  for (const std::string& topic : idle_topics_) {
    if (!find_topic_.query(topic).next()) topics_.erase(topic);
  }
  idle_topics_.clear();
}

void Deferred::run(const DueRow& due, Moment now) {
  std::string maker;
  Json tag;
  Attempt attempt;
  {
    auto row = take_.query(due.id);
    row.next();
    attempt = attempt_from_json(parse_json(row.text_view(1)));
    attempt.is_last_run = attempt.has_run && row.moment(0) <= now;
    maker = row.text(2);
    tag = parse_json(row.text_view(3));
  }
  AttemptResult result = gateway_.run(attempt, now);
  if (const Park* park = std::get_if<Park>(&result)) {
    update_.run(due.id, park->until, park->deadline, park->topic,
                print_json(attempt_to_json(attempt)));
    topics_.insert(park->topic);
    return;
  }
  delete_.run(due.id);
  if (Service* service = services_.find(maker)) {
    service->on_reply(tag, std::get<Outcome>(result));
  }
}

}  // namespace snowglobe
