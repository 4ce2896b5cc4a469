#include "emulator/engine/faults.h"

#include <algorithm>
#include <array>

#include "emulator/base/arn.h"
#include "emulator/base/text.h"

namespace snowglobe {
namespace {

constexpr std::size_t rules_max = 1000;

struct EffectName {
  std::string_view name;
  FaultEffect effect;
};
constexpr std::array<EffectName, 7> effect_names = {{
    {"error", FaultEffect::kError},
    {"throttle", FaultEffect::kThrottle},
    {"delay", FaultEffect::kDelay},
    {"lose_reply", FaultEffect::kLoseReply},
    {"drop", FaultEffect::kDrop},
    {"duplicate", FaultEffect::kDuplicate},
    {"partial", FaultEffect::kPartial},
}};

AwsError invalid(const std::string& why) { return AwsError("InvalidFaultRule", why); }

// Takes members out of a rule one by one; what is left at the end was misspelt.
class RuleReader {
 public:
  explicit RuleReader(const Json& json) : rest_(json) {
    if (!json.is_object()) throw invalid("a fault rule is a JSON object");
  }

  std::optional<std::string> text(const char* name) {
    const auto value = take(name);
    if (!value) return std::nullopt;
    if (!value->is_string()) throw invalid(std::string(name) + " must be a string");
    return value->get<std::string>();
  }
  std::optional<double> number(const char* name, double min, double max) {
    const auto value = take(name);
    if (!value) return std::nullopt;
    if (!value->is_number() || value->get<double>() < min || value->get<double>() > max) {
      throw invalid(std::string(name) + " must be a number from " + print_json(min) + " to " +
                    print_json(max));
    }
    return value->get<double>();
  }
  std::optional<Moment> moment(const char* name) {
    const auto value = text(name);
    if (!value) return std::nullopt;
    const auto moment = parse_iso8601(*value);
    if (!moment) throw invalid(std::string(name) + " must be like 2026-01-01T00:00:00Z");
    return moment;
  }
  void expect_nothing_left() const {
    if (!rest_.empty()) throw invalid("unknown member '" + rest_.begin().key() + "'");
  }

 private:
  std::optional<Json> take(const char* name) {
    const auto found = rest_.find(name);
    if (found == rest_.end()) return std::nullopt;
    Json value = *found;
    rest_.erase(name);
    return value;
  }
  Json rest_;
};

// It goes into headers and XML.
bool is_error_code(const std::string& code) {
  return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == ':';
  });
}

bool matches(const std::string& pattern, std::string_view text) {
  return pattern.empty() || wildcard_match(pattern, text);
}

// A rule that no call can match is misspelt, and a test under it would pass for the wrong reason.
void expect_target(const FaultRule& rule, const ServiceTable& services) {
  if (rule.service.empty() && rule.operation.empty()) return;
  bool has_service = false;
  std::string names;
  for (const ServiceTable::Entry& entry : services.entries()) {
    const std::string_view name = entry.info().name;
    names += (names.empty() ? "" : ", ") + std::string(name);
    if (!matches(rule.service, name)) continue;
    has_service = true;
    for (const Operation& operation : entry.definition->operations) {
      if (matches(rule.operation, operation.name)) return;
    }
  }
  if (!has_service) throw invalid("no service matches '" + rule.service + "'; there are " + names);
  throw invalid("no operation" + (rule.service.empty() ? "" : " of " + rule.service) +
                " matches '" + rule.operation + "' (see docs/coverage.md)");
}

}  // namespace

FaultRule FaultRule::parse(const Json& json) {
  FaultRule rule;
  rule.json = json;
  RuleReader reader(json);
  rule.service = reader.text("service").value_or("");
  rule.operation = reader.text("operation").value_or("");
  rule.resource = reader.text("resource").value_or("");
  rule.caller = reader.text("caller").value_or("");
  if (const auto attempt = reader.number("attempt", 1, 1e6))
    rule.attempt = static_cast<int>(*attempt);
  rule.probability = reader.number("probability", 0, 1).value_or(1);
  rule.every = static_cast<std::int64_t>(reader.number("every", 1, 1e9).value_or(1));
  if (const auto count = reader.number("count", 1, 1e9))
    rule.count = static_cast<std::int64_t>(*count);
  rule.from = reader.moment("from").value_or(Moment{});
  rule.until = reader.moment("until").value_or(never);
  const std::string effect = reader.text("effect").value_or("");
  const auto name = std::find_if(effect_names.begin(), effect_names.end(),
                                 [&](const EffectName& known) { return known.name == effect; });
  if (name == effect_names.end()) {
    throw invalid(
        "effect must be one of error, throttle, delay, lose_reply, drop, duplicate, partial");
  }
  rule.effect = name->effect;
  rule.code = reader.text("code").value_or("InternalServerError");
  rule.message = reader.text("message").value_or("An injected fault.");
  rule.status = static_cast<int>(reader.number("status", 400, 599).value_or(500));
  rule.chance = reader.number("chance", 0, 1).value_or(1);
  if (const auto delay = reader.text("delay")) {
    const auto duration = parse_duration(*delay);
    if (!duration) throw invalid("delay must be a duration like 250ms, 5s or 1h30m");
    rule.delay = *duration;
  } else if (rule.effect == FaultEffect::kDelay) {
    throw invalid("the effect delay needs a member delay, like \"5s\"");
  }
  reader.expect_nothing_left();
  return rule;
}

Faults::Faults(Database& database)
    : select_(database, R"(SELECT id, rule, matches, strikes FROM engine_faults ORDER BY id)"),
      insert_(database, R"(INSERT INTO engine_faults (rule, matches, strikes) VALUES (?, 0, 0)
                           RETURNING id)"),
      update_(database, R"(UPDATE engine_faults SET matches = ?2, strikes = ?3 WHERE id = ?1)"),
      delete_(database, R"(DELETE FROM engine_faults WHERE id = ?)"),
      clear_(database, R"(DELETE FROM engine_faults)") {
  database.migrate("faults", {
                                 R"(CREATE TABLE engine_faults (
                                      id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL,
                                      matches INTEGER NOT NULL, strikes INTEGER NOT NULL))",
                             });
  reload();
}

void Faults::reload() {
  rules_.clear();
  for (auto row = select_.query(); row.next();) {
    FaultRule rule = FaultRule::parse(parse_json(row.text_view(1)));
    rule.id = row.integer(0);
    rule.matches = row.integer(2);
    rule.strikes = row.integer(3);
    rules_.push_back(std::move(rule));
  }
}

const FaultRule* Faults::strike(const Call& call, std::string_view resource, Moment now,
                                Random& random) {
  const std::string_view caller =
      call.caller.principal.empty() ? std::string_view("client") : call.caller.principal;
  for (FaultRule& rule : rules_) {
    if (now < rule.from || now >= rule.until) continue;
    if (rule.count && rule.strikes >= *rule.count) continue;
    if (rule.attempt && *rule.attempt != call.attempt) continue;
    if (!matches(rule.service, call.service) || !matches(rule.operation, call.operation) ||
        !(rule.resource.empty() || names_resource(rule.resource, resource)) ||
        !matches(rule.caller, caller)) {
      continue;
    }
    ++rule.matches;
    const bool strikes = rule.matches % rule.every == 0 &&
                         (rule.probability >= 1 || random.unit() < rule.probability);
    if (strikes) ++rule.strikes;
    update_.run(rule.id, rule.matches, rule.strikes);
    if (strikes) return &rule;
  }
  return nullptr;
}

std::int64_t Faults::add(const Json& json, const ServiceTable& services) {
  if (rules_.size() >= rules_max) throw invalid("there are 1,000 fault rules already");
  FaultRule rule = FaultRule::parse(json);
  expect_target(rule, services);
  if (!is_error_code(rule.code)) {
    throw invalid("code must be the name of an error, like ThrottlingException");
  }
  auto row = insert_.query(print_json(json));
  row.next();
  rule.id = row.integer(0);
  rules_.push_back(std::move(rule));
  return rules_.back().id;
}

bool Faults::remove(std::int64_t id) {
  std::erase_if(rules_, [&](const FaultRule& rule) { return rule.id == id; });
  return delete_.run(id) > 0;
}

void Faults::clear() {
  rules_.clear();
  clear_.run();
}

Json Faults::list() const {
  Json list = Json::array();
  for (const FaultRule& rule : rules_) {
    list.push_back({{"id", rule.id},
                    {"rule", rule.json},
                    {"matches", rule.matches},
                    {"strikes", rule.strikes}});
  }
  return list;
}

}  // namespace snowglobe
