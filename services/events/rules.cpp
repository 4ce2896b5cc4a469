#include "services/events/rules.h"

namespace snowglobe::events {
namespace {

std::optional<Moment> due_or_null(Moment due) {
  return due == never ? std::nullopt : std::optional(due);
}

}  // namespace

Rules::Rules(Database& database) : database_(database) {
  database_.migrate("events", {
                                  R"(
    CREATE TABLE events_buses (
      id INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
      settings TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
      UNIQUE (account, region, name));
    CREATE TABLE events_rules (
      id INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, bus TEXT NOT NULL,
      name TEXT NOT NULL, state TEXT NOT NULL, pattern TEXT, schedule TEXT, description TEXT,
      role_arn TEXT, due INTEGER,
      UNIQUE (account, region, bus, name));
    CREATE INDEX events_rules_due ON events_rules (due) WHERE due IS NOT NULL;
    CREATE TABLE events_targets (
      rule INTEGER NOT NULL, id TEXT NOT NULL, arn TEXT NOT NULL, config TEXT NOT NULL,
      PRIMARY KEY (rule, id)) WITHOUT ROWID;
    CREATE TABLE events_tags (
      arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (arn, key)) WITHOUT ROWID;
    CREATE TABLE events_deliveries (
      id INTEGER PRIMARY KEY, due INTEGER NOT NULL, rule_arn TEXT NOT NULL,
      target_id TEXT NOT NULL, target_arn TEXT NOT NULL, message_group TEXT, name TEXT NOT NULL,
      event TEXT NOT NULL, input TEXT, dead_letter_arn TEXT, retries_max INTEGER NOT NULL,
      expires INTEGER NOT NULL, attempts INTEGER NOT NULL, is_dead INTEGER NOT NULL,
      error_code TEXT, error_message TEXT, condition TEXT, retries INTEGER,
      cause INTEGER NOT NULL);
    CREATE INDEX events_deliveries_due ON events_deliveries (due))",
                              });
}

std::optional<BusRow> Rules::find_bus(const BusRef& bus, Moment now) {
  {
    auto row = find_bus_.query(bus.account, bus.region, bus.name);
    if (row.next()) return BusRow{row.text(0), row.text(1), row.moment(2), row.moment(3)};
  }
  if (bus.name != "default") return std::nullopt;
  put_bus(bus, "{}", now, now);
  return BusRow{"default", "{}", now, now};
}

void Rules::put_bus(const BusRef& bus, const std::string& settings, Moment created,
                    Moment modified) {
  put_bus_.run(bus.account, bus.region, bus.name, settings, created, modified);
}

void Rules::delete_bus(const BusRef& bus) { delete_bus_.run(bus.account, bus.region, bus.name); }

std::vector<BusRow> Rules::list_buses(const BusRef& place, const Page& page) {
  std::vector<BusRow> buses;
  auto row = list_buses_.query(place.account, place.region, page.after, page.prefix, page.limit);
  while (row.next()) buses.push_back({row.text(0), row.text(1), row.moment(2), row.moment(3)});
  return buses;
}

std::int64_t Rules::count_buses(const BusRef& place) {
  auto row = count_buses_.query(place.account, place.region);
  row.next();
  return row.integer(0);
}

RuleRow Rules::read_rule(const Query& row) {
  RuleRow rule;
  rule.id = row.integer(0);
  rule.bus = {row.text(1), row.text(2), row.text(3)};
  rule.name = row.text(4);
  rule.state = row.text(5);
  rule.pattern = row.optional_text(6);
  rule.schedule = row.optional_text(7);
  rule.description = row.optional_text(8);
  rule.role_arn = row.optional_text(9);
  return rule;
}

std::optional<RuleRow> Rules::find_rule(const BusRef& bus, std::string_view name) {
  auto row = find_rule_.query(bus.account, bus.region, bus.name, name);
  return row.next() ? std::optional(read_rule(row)) : std::nullopt;
}

void Rules::put_rule(const RuleRow& rule, Moment due) {
  put_rule_.run(rule.bus.account, rule.bus.region, rule.bus.name, rule.name, rule.state,
                rule.pattern, rule.schedule, rule.description, rule.role_arn, due_or_null(due));
}

void Rules::set_state(std::int64_t rule, std::string_view state, Moment due) {
  set_state_.run(rule, state, due_or_null(due));
}

void Rules::delete_rule(std::int64_t rule) { delete_rule_.run(rule); }

std::vector<RuleRow> Rules::list_rules(const BusRef& bus, const Page& page) {
  std::vector<RuleRow> rules;
  auto row =
      list_rules_.query(bus.account, bus.region, bus.name, page.after, page.prefix, page.limit);
  while (row.next()) rules.push_back(read_rule(row));
  return rules;
}

std::int64_t Rules::count_rules(const BusRef& bus) {
  auto row = count_rules_.query(bus.account, bus.region, bus.name);
  row.next();
  return row.integer(0);
}

void Rules::put_target(std::int64_t rule, const TargetRow& target) {
  put_target_.run(rule, target.id, target.arn, target.config);
}

void Rules::remove_target(std::int64_t rule, std::string_view id) { remove_target_.run(rule, id); }

std::vector<TargetRow> Rules::list_targets(std::int64_t rule, const Page& page) {
  std::vector<TargetRow> targets;
  auto row = list_targets_.query(rule, page.after, page.limit);
  while (row.next()) targets.push_back({row.text(0), row.text(1), row.text(2)});
  return targets;
}

std::vector<std::string> Rules::rule_names_by_target(const BusRef& bus, std::string_view target_arn,
                                                     const Page& page) {
  std::vector<std::string> names;
  auto row =
      rule_names_.query(bus.account, bus.region, bus.name, target_arn, page.after, page.limit);
  while (row.next()) names.push_back(row.text(0));
  return names;
}

std::vector<Recipient> Rules::recipients(const BusRef& bus) {
  std::vector<Recipient> recipients;
  auto row = recipients_.query(bus.account, bus.region, bus.name);
  while (row.next()) {
    recipients.push_back({row.integer(0), row.text(1), row.text(2), row.text(3)});
  }
  return recipients;
}

RuleRow Rules::rule(std::int64_t id) {
  auto row = rule_.query(id);
  row.next();
  return read_rule(row);
}

void Rules::set_due(std::int64_t rule, Moment due) { set_due_.run(rule, due_or_null(due)); }

void Rules::put_tag(std::string_view arn, std::string_view key, std::string_view value) {
  put_tag_.run(arn, key, value);
}

void Rules::remove_tag(std::string_view arn, std::string_view key) { remove_tag_.run(arn, key); }

void Rules::remove_tags(std::string_view arn) { remove_tags_.run(arn); }

Rules::Tags Rules::tags(std::string_view arn) {
  Tags tags;
  for (auto row = tags_.query(arn); row.next();) tags.emplace_back(row.text(0), row.text(1));
  return tags;
}

}  // namespace snowglobe::events
