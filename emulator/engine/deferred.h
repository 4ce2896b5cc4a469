// Calls between services that could not be answered at once: parked by their handler, or delayed by
// a fault. Each is a row, so that it survives a restart; when it is answered its maker hears of it
// through Service::on_reply, in the same savepoint.
#pragma once

#include <string>
#include <unordered_set>

#include "emulator/engine/gateway.h"

namespace snowglobe {

class Deferred : public Job {
 public:
  Deferred(Database& database, const Services& services, Gateway& gateway);

  void add(const Attempt& attempt, const Park& park, std::string_view maker, const Json& tag);
  void cancel(std::string_view maker, const Json& tag);
  // Makes the calls that wait for `topic` due at `now`.
  void wake(std::string_view topic, Moment now);
  // To be called at the end of a turn: the topics that nobody waits for any more are forgotten. Not
  // before, since a savepoint that is rolled back brings back who waited.
  void forget_idle_topics();
  // Reads the topics again from the database, after a turn was rolled back.
  void reload();

  std::string_view name() const override { return "engine.deferred"; }
  std::string_view table() const override { return "engine_deferred"; }
  DueRow first_due(const PutOffRows& put_off) override { return put_off.first_of(due_.query()); }
  void run(const DueRow& row, Moment now) override;

 private:
  const Services& services_;
  Gateway& gateway_;
  // Topics that some row may wait for: spares nearly every wake its SQL. Holds at least the truth.
  std::unordered_set<std::string> topics_;
  std::vector<std::string> idle_topics_;  // woken in this turn, when nobody seemed to wait
  Statement insert_, update_, delete_, cancel_, due_, take_, wake_, find_topic_, all_topics_;
};

}  // namespace snowglobe
