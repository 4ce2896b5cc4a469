#include "services/events/events.h"

#include "emulator/base/text.h"
#include "emulator/lang/schedule/schedule.h"
#include "services/events/aws_operations.h"
#include "services/events/errors.h"
#include "services/events/put_events.h"
#include "services/events/router.h"
#include "services/events/rules.h"
#include "services/events/shapes.h"

namespace snowglobe::events {
namespace {

constexpr std::int64_t buses_max = 100;
constexpr std::int64_t rules_max = 300;  // of a bus
constexpr std::size_t targets_max = 5;   // of a rule
constexpr std::size_t targets_per_call_max = 10;
constexpr std::size_t pattern_size_max = 2048;
constexpr std::size_t tags_max = 50;

BusRef bus_of(const std::optional<std::string>& name_or_arn, const Request& request) {
  const std::string text = name_or_arn.value_or("default");
  if (const auto arn = Arn::parse(text); arn && arn->resource.starts_with("event-bus/")) {
    return {arn->account, arn->region, arn->resource.substr(std::string("event-bus/").size())};
  }
  return {request.account(), request.region(), text};
}

Page page_of(const std::optional<std::string>& prefix, const std::optional<std::string>& token,
             const std::optional<int>& limit) {
  Page page;
  page.prefix = prefix.value_or("");
  if (token) {
    const auto after = base64_decode(*token);
    if (!after || after->empty()) throw validation("The provided next token is not valid.");
    page.after = *after;
  }
  page.limit = limit.value_or(100) + 1;  // one more tells whether there is a next page
  return page;
}

// Takes off the element that showed that there is a next page, and answers that page's token.
template <class Element, class Name>
std::optional<std::string> end_page(std::vector<Element>& elements, const Page& page,
                                    const Name& name) {
  if (elements.size() < static_cast<std::size_t>(page.limit)) return std::nullopt;
  elements.pop_back();
  return base64_encode(name(elements.back()));
}

BusSettings read_settings(const std::string& text) {
  BusSettings settings;
  read_shape(parse_json(text), settings);
  return settings;
}

std::string print_settings(BusSettings settings) { return print_json(write_shape(settings)); }

Rule show(const RuleRow& row) {
  Rule rule;
  rule.name = row.name;
  rule.arn = row.bus.rule_arn(row.name);
  rule.event_pattern = row.pattern;
  rule.state = row.state;
  rule.description = row.description;
  rule.schedule_expression = row.schedule;
  rule.role_arn = row.role_arn;
  rule.event_bus_name = row.bus.name;
  return rule;
}

std::optional<std::string> unless_empty(const std::optional<std::string>& text) {
  return text && !text->empty() ? text : std::nullopt;
}

}  // namespace

class Events : public Service, private Job {
 public:
  explicit Events(Host& host)
      : host_(host), rules_(host.database()), router_(host, *this, rules_) {}

  CreateEventBusOutput create_event_bus(const CreateEventBusInput& input, const Request& request) {
    if (input.event_source_name || input.name.starts_with("aws.partner/")) {
      throw not_supported("partner event sources");
    }
    const BusRef bus{request.account(), request.region(), input.name};
    if (input.name.find('/') != std::string::npos) {
      throw validation("Event bus name must not contain '/'.");
    }
    if (rules_.find_bus(bus, host_.now())) throw bus_exists(input.name);
    if (rules_.count_buses(bus) >= buses_max) throw limit_exceeded();
    rules_.put_bus(bus, print_settings(input.settings), host_.now(), host_.now());
    put_tags(bus.arn(), input.tags.value_or(std::vector<Tag>{}));
    return {bus.arn(), input.settings};
  }

  UpdateEventBusOutput update_event_bus(const UpdateEventBusInput& input, const Request& request) {
    const BusRef bus = bus_of(input.name, request);
    const BusRow row = existing(bus);
    rules_.put_bus(bus, print_settings(input.settings), row.created, host_.now());
    return {bus.arn(), bus.name, input.settings};
  }

  DescribeEventBusOutput describe_event_bus(const DescribeEventBusInput& input,
                                            const Request& request) {
    const BusRef bus = bus_of(input.name, request);
    const BusRow row = existing(bus);
    DescribeEventBusOutput output;
    output.name = row.name;
    output.arn = bus.arn();
    output.settings = read_settings(row.settings);
    output.creation_time = row.created;
    output.last_modified_time = row.modified;
    return output;
  }

  void delete_event_bus(const DeleteEventBusInput& input, const Request& request) {
    const BusRef bus{request.account(), request.region(), input.name};
    if (input.name == "default") throw validation("Cannot delete event bus default.");
    if (rules_.count_rules(bus) > 0) {
      throw validation("EventBus can't be deleted since it has rules.");
    }
    rules_.delete_bus(bus);
    rules_.remove_tags(bus.arn());
  }

  ListEventBusesOutput list_event_buses(const ListEventBusesInput& input, const Request& request) {
    BusRef place{request.account(), request.region(), "default"};
    existing(place);
    const Page page = page_of(input.name_prefix, input.next_token, input.limit);
    auto rows = rules_.list_buses(place, page);
    ListEventBusesOutput output;
    output.next_token = end_page(rows, page, [](const BusRow& row) { return row.name; });
    for (const BusRow& row : rows) {
      EventBus bus;
      bus.name = place.name = row.name;
      bus.arn = place.arn();
      bus.description = read_settings(row.settings).description;
      bus.creation_time = row.created;
      bus.last_modified_time = row.modified;
      output.event_buses.push_back(std::move(bus));
    }
    return output;
  }

  PutRuleOutput put_rule(const PutRuleInput& input, const Request& request) {
    RuleRow rule;
    rule.bus = bus_of(input.event_bus_name, request);
    rule.name = input.name;
    rule.state = input.state.value_or("ENABLED");
    rule.pattern = unless_empty(input.event_pattern);
    rule.schedule = unless_empty(input.schedule_expression);
    rule.description = input.description;
    rule.role_arn = input.role_arn;
    check(rule);
    existing(rule.bus);
    const auto old = rules_.find_rule(rule.bus, rule.name);
    if (!old && rules_.count_rules(rule.bus) >= rules_max) throw limit_exceeded();
    rules_.put_rule(rule, next_fire(rule));
    const std::string arn = rule.bus.rule_arn(rule.name);
    if (!old) put_tags(arn, input.tags.value_or(std::vector<Tag>{}));
    return {arn};
  }

  DescribeRuleOutput describe_rule(const RuleInput& input, const Request& request) {
    const RuleRow rule = existing_rule(input.event_bus_name, input.name, request);
    return {show(rule), rule.bus.account};
  }

  void enable_rule(const RuleInput& input, const Request& request) {
    RuleRow rule = existing_rule(input.event_bus_name, input.name, request);
    rule.state = "ENABLED";
    rules_.set_state(rule.id, rule.state, next_fire(rule));
  }

  void disable_rule(const RuleInput& input, const Request& request) {
    const RuleRow rule = existing_rule(input.event_bus_name, input.name, request);
    rules_.set_state(rule.id, "DISABLED", never);
  }

  void delete_rule(const DeleteRuleInput& input, const Request& request) {
    const BusRef bus = bus_of(input.event_bus_name, request);
    existing(bus);
    const auto rule = rules_.find_rule(bus, input.name);
    if (!rule) return;
    if (!rules_.list_targets(rule->id, {}).empty()) {
      throw validation("Rule can't be deleted since it has targets.");
    }
    rules_.delete_rule(rule->id);
    rules_.remove_tags(bus.rule_arn(input.name));
  }

  ListRulesOutput list_rules(const ListRulesInput& input, const Request& request) {
    const BusRef bus = bus_of(input.event_bus_name, request);
    existing(bus);
    const Page page = page_of(input.name_prefix, input.next_token, input.limit);
    auto rows = rules_.list_rules(bus, page);
    ListRulesOutput output;
    output.next_token = end_page(rows, page, [](const RuleRow& row) { return row.name; });
    for (const RuleRow& row : rows) output.rules.push_back(show(row));
    return output;
  }

  FailedTargetsOutput put_targets(const PutTargetsInput& input, const Request& request) {
    const RuleRow rule = existing_rule(input.event_bus_name, input.rule, request);
    if (input.targets.size() > targets_per_call_max) throw limit_exceeded();
    for (const Target& target : input.targets) {
      TargetPlan::make(target);  // throws
      rules_.put_target(rule.id, {target.id, target.arn, print_json(write_shape(Target(target)))});
    }
    if (rules_.list_targets(rule.id, {}).size() > targets_max) throw limit_exceeded();
    return {};
  }

  FailedTargetsOutput remove_targets(const RemoveTargetsInput& input, const Request& request) {
    const RuleRow rule = existing_rule(input.event_bus_name, input.rule, request);
    for (const std::string& id : input.ids) rules_.remove_target(rule.id, id);
    return {};
  }

  ListTargetsByRuleOutput list_targets_by_rule(const ListTargetsByRuleInput& input,
                                               const Request& request) {
    const RuleRow rule = existing_rule(input.event_bus_name, input.rule, request);
    const Page page = page_of({}, input.next_token, input.limit);
    auto rows = rules_.list_targets(rule.id, page);
    ListTargetsByRuleOutput output;
    output.next_token = end_page(rows, page, [](const TargetRow& row) { return row.id; });
    for (const TargetRow& row : rows) {
      read_shape(parse_json(row.config), output.targets.emplace_back());
    }
    return output;
  }

  ListRuleNamesByTargetOutput list_rule_names_by_target(const ListRuleNamesByTargetInput& input,
                                                        const Request& request) {
    const BusRef bus = bus_of(input.event_bus_name, request);
    existing(bus);
    const Page page = page_of({}, input.next_token, input.limit);
    ListRuleNamesByTargetOutput output;
    output.rule_names = rules_.rule_names_by_target(bus, input.target_arn, page);
    output.next_token =
        end_page(output.rule_names, page, [](const std::string& name) { return name; });
    return output;
  }

  // An event for a bus that does not exist is taken and lost, as on AWS.
  PutEventsOutput put_events(const PutEventsInput& input, const Request& request) {
    if (input.endpoint_id) throw not_supported("global endpoints (EndpointId)");
    check_size(input);
    PutEventsOutput output;
    for (const PutEventsEntry& entry : input.entries) {
      auto& result = output.entries.emplace_back();
      auto detail = read_detail(entry);
      if (const auto* error = std::get_if<EntryError>(&detail)) {
        result.error_code = error->code;
        result.error_message = error->message;
      } else if (request.partial_failure_chance > 0 &&
                 host_.random().unit() < request.partial_failure_chance) {
        result.error_code = "InternalFailure";
        result.error_message = "A fault rule made this entry fail.";
      } else {
        result.event_id = put_event(entry, std::move(std::get<Json>(detail)), request);
        continue;
      }
      ++output.failed_entry_count;
    }
    return output;
  }

  TestEventPatternOutput test_event_pattern(const TestEventPatternInput& input) {
    const EventPattern pattern = read_pattern(input.event_pattern);
    const Json event = read_test_event(input.event);
    try {
      return {pattern.matches(event)};
    } catch (const BudgetExceeded& error) {
      throw invalid_pattern(error.what());
    }
  }

  void tag_resource(const TagResourceInput& input) {
    check_taggable(input.resource_arn);
    put_tags(input.resource_arn, input.tags);
  }

  void untag_resource(const UntagResourceInput& input) {
    check_taggable(input.resource_arn);
    for (const std::string& key : input.tag_keys) rules_.remove_tag(input.resource_arn, key);
  }

  ListTagsForResourceOutput list_tags_for_resource(const ListTagsForResourceInput& input) {
    check_taggable(input.resource_arn);
    ListTagsForResourceOutput output;
    for (const auto& [key, value] : rules_.tags(input.resource_arn)) {
      output.tags.push_back({key, value});
    }
    return output;
  }

  std::vector<Job*> jobs() override { return {this, &router_.deliveries()}; }
  void on_reply(const Json& tag, const Outcome& outcome) override {
    router_.deliveries().on_reply(tag, outcome);
  }

 private:
  BusRow existing(const BusRef& bus) {
    auto row = rules_.find_bus(bus, host_.now());
    if (!row) throw no_such_bus(bus.name);
    return *row;
  }

  RuleRow existing_rule(const std::optional<std::string>& bus_name, const std::string& name,
                        const Request& request) {
    const BusRef bus = bus_of(bus_name, request);
    existing(bus);
    auto rule = rules_.find_rule(bus, name);
    if (!rule) throw no_such_rule(name, bus.name);
    return *rule;
  }

  static EventPattern read_pattern(const std::string& text) {
    if (text.size() > pattern_size_max && utf8_length(text) > pattern_size_max) {
      throw invalid_pattern("It is longer than " + std::to_string(pattern_size_max) +
                            " characters.");
    }
    try {
      return EventPattern::parse(text);
    } catch (const EventPatternError& error) {
      throw invalid_pattern(error.what());
    }
  }

  static void check(const RuleRow& rule) {
    if (!rule.pattern && !rule.schedule) {
      throw validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    if (rule.pattern) read_pattern(*rule.pattern);
    if (rule.schedule && !Schedule::parse(*rule.schedule)) {
      throw validation("Parameter ScheduleExpression is not valid.");
    }
    if (rule.schedule && rule.bus.name != "default") {
      throw validation("ScheduleExpression is supported only on the default event bus.");
    }
  }

  Moment next_fire(const RuleRow& rule) const {
    if (!rule.schedule || rule.state == "DISABLED") return never;
    return Schedule::parse(*rule.schedule)->next_after(host_.now());
  }

  std::string put_event(const PutEventsEntry& entry, Json detail, const Request& request) {
    const std::string id = host_.random().uuid();
    Json resources = Json::array();
    if (entry.resources) resources = *entry.resources;
    const BusRef bus = bus_of(entry.event_bus_name, request);
    const Json event =
        make_event(id, *entry.detail_type, *entry.source, bus, entry.time.value_or(host_.now()),
                   std::move(resources), std::move(detail));
    router_.route(bus, event, request.id);
    return id;
  }

  void put_tags(const std::string& arn, const std::vector<Tag>& tags) {
    for (const Tag& tag : tags) rules_.put_tag(arn, tag.key, tag.value);
    if (rules_.tags(arn).size() > tags_max) throw limit_exceeded();
  }

  // event-bus/NAME, rule/NAME or rule/BUS/NAME
  void check_taggable(const std::string& text) {
    const auto arn = Arn::parse(text);
    if (!arn || arn->service != "events") {
      throw validation("Parameter " + text +
                       " is not valid. Reason: Provided Arn is not in correct format.");
    }
    BusRef bus{arn->account, arn->region, "default"};
    const std::string& resource = arn->resource;
    const std::size_t last = resource.rfind('/');
    if (last == std::string::npos) throw validation("Parameter " + text + " is not valid.");
    const std::string name = resource.substr(last + 1);
    if (resource.starts_with("event-bus/")) {
      bus.name = name;
      existing(bus);
      return;
    }
    constexpr std::size_t prefix = 5;  // "rule/"
    if (last > prefix) bus.name = resource.substr(prefix, last - prefix);
    existing(bus);
    if (!rules_.find_rule(bus, name)) throw no_such_rule(name, bus.name);
  }

  // Scheduled rules. A moment that passed while nobody was there fires once.
  std::string_view name() const override { return "events.schedules"; }
  std::string_view table() const override { return "events_rules"; }
  DueRow first_due(const PutOffRows& put_off) override { return rules_.first_due(put_off); }
  void run(const DueRow& row, Moment now) override {
    const RuleRow rule = rules_.rule(row.id);
    const Schedule schedule = Schedule::parse(*rule.schedule).value();
    Moment next = schedule.next_after(row.due);
    if (next <= now) next = schedule.next_after(now);
    rules_.set_due(rule.id, next);
    router_.fire(rule, row.due);
  }

  Host& host_;
  Rules rules_;
  Router router_;
};

const ServiceDefinition& events_service() {
  static const Operation operations[] = {
      op<&Events::create_event_bus>("CreateEventBus"),
      op<&Events::delete_event_bus>("DeleteEventBus"),
      op<&Events::delete_rule>("DeleteRule"),
      op<&Events::describe_event_bus>("DescribeEventBus"),
      op<&Events::describe_rule>("DescribeRule"),
      op<&Events::disable_rule>("DisableRule"),
      op<&Events::enable_rule>("EnableRule"),
      op<&Events::list_event_buses>("ListEventBuses"),
      op<&Events::list_rule_names_by_target>("ListRuleNamesByTarget"),
      op<&Events::list_rules>("ListRules"),
      op<&Events::list_tags_for_resource>("ListTagsForResource"),
      op<&Events::list_targets_by_rule>("ListTargetsByRule"),
      op<&Events::put_events>("PutEvents"),
      op<&Events::put_rule>("PutRule"),
      op<&Events::put_targets>("PutTargets"),
      op<&Events::remove_targets>("RemoveTargets"),
      op<&Events::tag_resource>("TagResource"),
      op<&Events::test_event_pattern>("TestEventPattern"),
      op<&Events::untag_resource>("UntagResource"),
      op<&Events::update_event_bus>("UpdateEventBus"),
  };
  static const ServiceDefinition definition{
      .info = {.name = "events",
               .signing_name = "events",
               .shape_name = "AWSEvents",
               .protocols = {Protocol::kJson11, Protocol::kRpcV2Cbor},
               .api_version = "2015-10-07",
               .resource_members = {"Rule", "Name", "EventBusName", "ResourceARN"}},
      .operations = operations,
      .aws_operations = aws_operations,
      .make = [](Host& host) { return std::make_unique<Events>(host); }};
  return definition;
}

}  // namespace snowglobe::events
