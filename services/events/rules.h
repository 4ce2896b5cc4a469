// Event buses, rules, their targets and tags: what is in the tables, and every query on them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/job.h"
#include "emulator/base/time.h"
#include "emulator/store/database.h"

namespace snowglobe::events {

// A bus as it is named from anywhere.
struct BusRef {
  std::string account, region, name;

  std::string arn() const {
    return "arn:aws:events:" + region + ":" + account + ":event-bus/" + name;
  }
  std::string rule_arn(std::string_view rule) const {
    return "arn:aws:events:" + region + ":" + account + ":rule/" +
           (name == "default" ? "" : name + "/") + std::string(rule);
  }
};

struct BusRow {
  std::string name;
  std::string settings;  // BusSettings as JSON
  Moment created{}, modified{};
};

struct RuleRow {
  std::int64_t id = 0;
  BusRef bus;
  std::string name, state;
  std::optional<std::string> pattern, schedule, description, role_arn;
};

struct TargetRow {
  std::string id, arn;
  std::string config;  // Target as JSON
};

// One target of one enabled rule with a pattern.
struct Recipient {
  std::int64_t rule = 0;
  std::string name, pattern, config;
};

// A page of a list, by name.
struct Page {
  std::string prefix;
  std::string after;  // only names behind this one
  int limit = 100;
};

class Rules {
 public:
  explicit Rules(Database& database);

  // The default bus is there from the start.
  std::optional<BusRow> find_bus(const BusRef& bus, Moment now);
  void put_bus(const BusRef& bus, const std::string& settings, Moment created, Moment modified);
  void delete_bus(const BusRef& bus);
  std::vector<BusRow> list_buses(const BusRef& place, const Page& page);
  std::int64_t count_buses(const BusRef& place);

  std::optional<RuleRow> find_rule(const BusRef& bus, std::string_view name);
  // Inserts it, or replaces the one of the same bus and name.
  void put_rule(const RuleRow& rule, Moment due);
  void set_state(std::int64_t rule, std::string_view state, Moment due);
  void delete_rule(std::int64_t rule);
  std::vector<RuleRow> list_rules(const BusRef& bus, const Page& page);
  std::int64_t count_rules(const BusRef& bus);

  void put_target(std::int64_t rule, const TargetRow& target);
  void remove_target(std::int64_t rule, std::string_view id);
  std::vector<TargetRow> list_targets(std::int64_t rule, const Page& page);
  std::vector<std::string> rule_names_by_target(const BusRef& bus, std::string_view target_arn,
                                                const Page& page);
  std::vector<Recipient> recipients(const BusRef& bus);

  // Scheduled rules: the one that is due first, and its next moment.
  DueRow first_due(const PutOffRows& put_off) { return put_off.first_of(due_.query()); }
  RuleRow rule(std::int64_t id);  // REQUIRES: there is one
  void set_due(std::int64_t rule, Moment due);

  using Tags = std::vector<std::pair<std::string, std::string>>;
  void put_tag(std::string_view arn, std::string_view key, std::string_view value);
  void remove_tag(std::string_view arn, std::string_view key);
  void remove_tags(std::string_view arn);
  Tags tags(std::string_view arn);

 private:
  static RuleRow read_rule(const Query& row);

  Database& database_;
  Statement find_bus_{database_, R"(
    SELECT name, settings, created, modified FROM events_buses
    WHERE account = ? AND region = ? AND name = ?)"};
  Statement put_bus_{database_, R"(
    INSERT INTO events_buses (account, region, name, settings, created, modified)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET settings = excluded.settings, modified = excluded.modified)"};
  Statement delete_bus_{database_, R"(
    DELETE FROM events_buses WHERE account = ? AND region = ? AND name = ?)"};
  Statement list_buses_{database_, R"(
    SELECT name, settings, created, modified FROM events_buses
    WHERE account = ?1 AND region = ?2 AND name > ?3 AND name >= ?4
      AND substr(name, 1, length(?4)) = ?4
    ORDER BY name LIMIT ?5)"};
  Statement count_buses_{database_, R"(
    SELECT count(*) FROM events_buses WHERE account = ? AND region = ?)"};

  Statement find_rule_{database_, R"(
    SELECT id, account, region, bus, name, state, pattern, schedule, description, role_arn
    FROM events_rules WHERE account = ? AND region = ? AND bus = ? AND name = ?)"};
  Statement put_rule_{database_, R"(
    INSERT INTO events_rules (account, region, bus, name, state, pattern, schedule, description,
                              role_arn, due)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET state = excluded.state, pattern = excluded.pattern,
      schedule = excluded.schedule, description = excluded.description,
      role_arn = excluded.role_arn, due = excluded.due)"};
  Statement set_state_{database_, R"(UPDATE events_rules SET state = ?2, due = ?3 WHERE id = ?1)"};
  Statement set_due_{database_, R"(UPDATE events_rules SET due = ?2 WHERE id = ?1)"};
  Statement delete_rule_{database_, R"(DELETE FROM events_rules WHERE id = ?)"};
  Statement list_rules_{database_, R"(
    SELECT id, account, region, bus, name, state, pattern, schedule, description, role_arn
    FROM events_rules
    WHERE account = ?1 AND region = ?2 AND bus = ?3 AND name > ?4 AND name >= ?5
      AND substr(name, 1, length(?5)) = ?5
    ORDER BY name LIMIT ?6)"};
  Statement count_rules_{database_, R"(
    SELECT count(*) FROM events_rules WHERE account = ? AND region = ? AND bus = ?)"};
  Statement due_{database_, R"(
    SELECT due, id FROM events_rules WHERE due IS NOT NULL ORDER BY due, id)"};
  Statement rule_{database_, R"(
    SELECT id, account, region, bus, name, state, pattern, schedule, description, role_arn
    FROM events_rules WHERE id = ?)"};

  Statement put_target_{database_, R"(
    INSERT INTO events_targets (rule, id, arn, config) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET arn = excluded.arn, config = excluded.config)"};
  Statement remove_target_{database_, R"(DELETE FROM events_targets WHERE rule = ? AND id = ?)"};
  Statement list_targets_{database_, R"(
    SELECT id, arn, config FROM events_targets WHERE rule = ? AND id > ? ORDER BY id LIMIT ?)"};
  Statement rule_names_{database_, R"(
    SELECT DISTINCT r.name FROM events_rules r JOIN events_targets t ON t.rule = r.id
    WHERE r.account = ? AND r.region = ? AND r.bus = ? AND t.arn = ? AND r.name > ?
    ORDER BY r.name LIMIT ?)"};
  Statement recipients_{database_, R"(
    SELECT r.id, r.name, r.pattern, t.config
    FROM events_rules r JOIN events_targets t ON t.rule = r.id
    WHERE r.account = ? AND r.region = ? AND r.bus = ? AND r.pattern IS NOT NULL
      AND r.state <> 'DISABLED'
    ORDER BY r.name, t.id)"};

  Statement put_tag_{database_, R"(
    INSERT OR REPLACE INTO events_tags (arn, key, value) VALUES (?, ?, ?))"};
  Statement remove_tag_{database_, R"(DELETE FROM events_tags WHERE arn = ? AND key = ?)"};
  Statement remove_tags_{database_, R"(DELETE FROM events_tags WHERE arn = ?)"};
  Statement tags_{database_, R"(SELECT key, value FROM events_tags WHERE arn = ? ORDER BY key)"};
};

}  // namespace snowglobe::events
