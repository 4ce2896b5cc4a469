#include "emulator/front/control.h"

#include "emulator/base/text.h"
#include "emulator/wire/form.h"

namespace snowglobe {
namespace {

using Context = Control::Context;

// A mistake in how the control API was called.
AwsError misuse(const std::string& message) { return AwsError("InvalidRequest", message); }

// Members that no handler looks at are misspelt.
void expect_members(const Json& body, std::initializer_list<std::string_view> names) {
  for (const auto& [name, value] : body.get_ref<const Json::object_t&>()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      throw misuse("Unknown member '" + name + "'.");
    }
  }
}

std::optional<std::string> text_member(const Json& body, const char* name) {
  const Json* value = find_member(body, name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (!value->is_string()) throw misuse(std::string("The member '") + name + "' must be a string.");
  return value->get<std::string>();
}

std::optional<std::int64_t> integer_parameter(const Context& context, const char* name) {
  const std::string text = context.parameter(name);
  if (text.empty()) return std::nullopt;
  const auto number = parse_int(text);
  if (!number) throw misuse(std::string("The parameter '") + name + "' must be an integer.");
  return number;
}

Json running(const ServiceTable& services) {
  Json answer = Json::object();
  for (const ServiceTable::Entry& entry : services.entries()) answer[entry.info().name] = "running";
  return answer;
}

Json health(const Context& context) {
  return {{"status", "running"},
          {"version", program_version},
          {"services", running(context.world.services())}};
}

Json info(const Context& context) {
  Json answer = {{"version", program_version},
                 {"account", context.defaults.account},
                 {"region", context.defaults.region}};
  answer.update(context.world.info());
  return answer;
}

Json get_clock(const Context& context) { return context.world.clock(); }

Json set_clock(const Context& context) {
  expect_members(context.body, {"mode", "at"});
  const auto mode = text_member(context.body, "mode");
  const auto at = text_member(context.body, "at");
  std::optional<Moment> moment;
  if (at) {
    moment = parse_iso8601(*at);
    if (!moment) throw misuse("The member 'at' must be like 2026-01-01T00:00:00Z.");
  }
  if (mode == "real") {
    if (at) throw misuse("A real clock cannot be set to a moment.");
    return context.world.set_clock(ClockMode::kReal, std::nullopt);
  }
  if (mode != "manual") throw misuse("The member 'mode' must be \"real\" or \"manual\".");
  return context.world.set_clock(ClockMode::kManual, moment);
}

Json advance_clock(const Context& context) {
  expect_members(context.body, {"duration", "to"});
  if (const auto to = text_member(context.body, "to")) {
    const auto moment = parse_iso8601(*to);
    if (!moment) throw misuse("The member 'to' must be like 2026-01-01T00:00:00Z.");
    return context.world.advance_to(*moment);
  }
  const auto text = text_member(context.body, "duration");
  const auto duration = text ? parse_duration(*text) : std::nullopt;
  if (!duration || *duration < Duration{0}) {
    throw misuse("The member 'duration' must be like 250ms, 30s, 5m or 1h30m.");
  }
  return context.world.advance(*duration);
}

Json settle_clock(const Context& context) { return context.world.settle(); }

Json list_faults(const Context& context) { return {{"faults", context.world.faults()}}; }
Json add_fault(const Context& context) { return context.world.add_fault(context.body); }
Json clear_faults(const Context& context) { return context.world.clear_faults(); }
Json remove_fault(const Context& context) {
  const auto id = parse_int(context.label("id"));
  if (!id) throw misuse("The id of a fault rule is an integer.");
  return context.world.remove_fault(*id);
}

Json journal(const Context& context) {
  JournalFilter filter;
  filter.id = integer_parameter(context, "id");
  filter.flow = integer_parameter(context, "flow");
  filter.after = integer_parameter(context, "after");
  filter.service = context.parameter("service");
  filter.operation = context.parameter("operation");
  filter.resource = context.parameter("resource");
  constexpr std::int64_t limit_max = 100'000;
  // A flow is shown whole unless a limit is asked for.
  const std::int64_t limit_default = filter.flow ? limit_max : filter.limit;
  const std::int64_t limit = integer_parameter(context, "limit").value_or(limit_default);
  if (limit < 1 || limit > limit_max) throw misuse("The parameter 'limit' must be 1 to 100000.");
  filter.limit = static_cast<int>(limit);
  return {{"entries", context.world.journal(filter)}};
}

Json reset(const Context& context) { return context.world.reset(); }

Json snapshot(const Context& context) {
  expect_members(context.body, {"path"});
  const auto path = text_member(context.body, "path");
  if (!path || path->empty()) throw misuse("The member 'path' must name the file to write.");
  return context.world.snapshot(*path);
}

// A call in process. Of a service's operations some are reached in no other way.
Json call(const Context& context) {
  Call call;
  call.service = context.label("service");
  call.operation = context.label("operation");
  call.input = context.body;
  call.has_text_blobs = true;
  const std::string account = context.parameter("account");
  const std::string region = context.parameter("region");
  call.account = account.empty() ? context.defaults.account : account;
  call.region = region.empty() ? context.defaults.region : region;
  Outcome outcome = context.world.call(std::move(call));
  if (outcome.error) throw *outcome.error;
  return std::move(outcome.output);
}

Json localstack_health(const Context& context) {
  return {{"services", running(context.world.services())},
          {"edition", "snowglobe"},
          {"version", program_version}};
}

Json localstack_info(const Context&) {
  return {
      {"version", program_version}, {"edition", "snowglobe"},    {"is_license_activated", false},
      {"session_id", "snowglobe"},  {"machine_id", "snowglobe"}, {"system", "linux"},
      {"is_docker", false}};
}

Json localstack_init(const Context&) {
  return {{"completed", {{"BOOT", true}, {"START", true}, {"READY", true}, {"SHUTDOWN", false}}},
          {"scripts", Json::array()}};
}

struct Line {
  std::string_view http;
  Json (*run)(const Context&);
  std::string_view example;  // a body that works
};

constexpr Line table[] = {
    {"GET /_snowglobe/health", &health, {}},
    {"GET /_snowglobe/info", &info, {}},
    {"GET /_snowglobe/clock", &get_clock, {}},
    {"POST /_snowglobe/clock", &set_clock, R"({"mode": "manual", "at": "2026-01-01T00:00:00Z"})"},
    {"POST /_snowglobe/clock/advance", &advance_clock, R"({"duration": "30s"})"},
    {"POST /_snowglobe/clock/settle", &settle_clock, {}},
    {"GET /_snowglobe/faults", &list_faults, {}},
    {"POST /_snowglobe/faults", &add_fault,
     R"({"service": "dynamodb", "probability": 0.3, "effect": "throttle"})"},
    {"DELETE /_snowglobe/faults", &clear_faults, {}},
    {"DELETE /_snowglobe/faults/{id}", &remove_fault, {}},
    {"GET /_snowglobe/journal", &journal, {}},
    {"POST /_snowglobe/reset", &reset, {}},
    {"POST /_snowglobe/snapshot", &snapshot, R"({"path": "before.db"})"},
    {"POST /_snowglobe/call/{service}/{operation}", &call, {}},
    {"GET /health", &localstack_health, {}},
    {"GET /_localstack/health", &localstack_health, {}},
    {"GET /_localstack/info", &localstack_info, {}},
    {"GET /_localstack/init", &localstack_init, {}},
    {"POST /_localstack/state/reset", &reset, {}},
};

wire::HttpReply reply_with(int status, const Json& body) {
  wire::HttpReply reply;
  reply.status = status;
  reply.content_type = "application/json";
  reply.body = print_json(body) + "\n";
  return reply;
}

wire::HttpReply error_reply(const AwsError& error, const std::string& hint) {
  Json body = {{"error", error.code}, {"message", error.message}};
  if (error.members.is_object()) body.update(error.members);
  if (!hint.empty()) body["hint"] = hint;
  return reply_with(error.http_status, body);
}

// The lines of the table for this path, whatever the method; all of them when there is none.
std::string known_paths(std::string_view path) {
  std::string all, same;
  for (const Line& known : table) {
    all += (all.empty() ? "" : ", ") + std::string(known.http);
    const std::string_view method = known.http.substr(0, known.http.find(' '));
    if (!Route::parse(known.http).match(method, path)) continue;
    same += (same.empty() ? "" : ", ") + std::string(known.http);
  }
  return same.empty() ? all : same;
}

std::string hint_of(const Line* line, const AwsError& error, std::string_view path) {
  if (line == nullptr) return error.http_status == 404 ? "There is: " + known_paths(path) : "";
  // Other errors are about the state of the world, and another body changes nothing.
  if (line->example.empty() || !error.code.starts_with("Invalid")) return {};
  return "A body that works: " + std::string(line->example);
}

// A page in a browser may send requests to every port of its machine; it must not empty worlds.
bool comes_from_elsewhere(const wire::HttpRequest& request) {
  std::string_view origin = request.header("Origin");
  if (origin.empty()) return false;
  const std::size_t slashes = origin.find("://");
  if (slashes == std::string_view::npos) return true;
  origin.remove_prefix(slashes + 3);
  // A colon inside [::1] begins no port.
  const std::size_t bracket = origin.find(']');
  const std::size_t colon = origin.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = origin.substr(0, colon);
  return host != "localhost" && host != "127.0.0.1" && host != "[::1]";
}

Json read_body(const wire::HttpRequest& request) {
  if (request.method == "GET" || request.method == "DELETE") return Json::object();
  if (request.body.find_first_not_of(" \t\r\n") == std::string_view::npos) return Json::object();
  try {
    Json body = parse_json(request.body);
    if (!body.is_object()) throw misuse("The body must be a JSON object.");
    return body;
  } catch (const JsonError& error) {
    throw misuse(std::string("The body is no JSON: ") + error.what());
  }
}

}  // namespace

Control::Control(World& world, wire::Defaults defaults)
    : world_(world), defaults_(std::move(defaults)) {}

std::string Control::Context::label(std::string_view name) const {
  for (const auto& [key, value] : labels) {
    if (key == name) return value;
  }
  return {};
}

std::string Control::Context::parameter(std::string_view name) const {
  return std::string(wire::find_parameter(wire::parse_form(request.query()), name));
}

bool Control::owns(const wire::HttpRequest& request) {
  return request.target.starts_with("/_snowglobe") || request.target.starts_with("/_localstack");
}

wire::HttpReply Control::handle(const wire::HttpRequest& request) {
  // HEAD is GET without the body, which the server leaves out.
  const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
  const Line* line = nullptr;
  try {
    if (comes_from_elsewhere(request)) {
      throw AwsError("ForeignOrigin", "The control API is not for pages of other origins.", 403);
    }
    for (const Line& known : table) {
      auto labels = Route::parse(known.http).match(method, request.path());
      if (!labels) continue;
      line = &known;
      return reply_with(
          200, known.run({world_, defaults_, request, std::move(*labels), read_body(request)}));
    }
    throw AwsError("NoSuchPath",
                   "The control API has no " + std::string(method) + " " +
                       std::string(request.path().substr(0, 200)) + ".",
                   404);
  } catch (const AwsError& error) {
    return error_reply(error, hint_of(line, error, request.path()));
  } catch (const std::exception& error) {
    return error_reply(AwsError("InternalFailure", error.what(), 500), {});
  }
}

}  // namespace snowglobe
