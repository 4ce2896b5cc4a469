#include "emulator/front/cli.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <ostream>

#include "emulator/base/text.h"
#include "emulator/front/commands.h"
#include "emulator/front/control.h"
#include "emulator/front/serve.h"
#include "emulator/front/shapes.h"
#include "emulator/wire/identify.h"

namespace snowglobe {
namespace {

// What the commands share while one of them is read and carried out.
struct Session {
  const ServiceTable& services;
  std::ostream& out;
  std::string endpoint = "http://127.0.0.1:4566";

  ControlClient client() const { return ControlClient(endpoint); }
};

// Refuses an argument of which `holds` is not true.
CLI::Validator only(bool (*holds)(std::string_view), const std::string& complaint) {
  return CLI::Validator([=](std::string& text) { return holds(text) ? std::string() : complaint; },
                        "");
}

// Else "-3" would be read as a large number.
bool is_whole_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A command whose options live as long as its callback: `Options` is any struct.
template <class Options>
std::shared_ptr<Options> options_for(CLI::App&) {
  return std::make_shared<Options>();
}

void add_serve(CLI::App& app, Session& session) {
  CLI::App& command = *app.add_subcommand("serve", "Run a world and serve it");
  command.footer(R"(Examples:
  snowglobe serve                                  in memory, http://localhost:4566
  snowglobe serve --data ./world                   kept in a directory, also through kill -9
  snowglobe serve --clock manual --seed 7          time moves on request only: snowglobe clock advance 1h
  snowglobe serve --host 0.0.0.0 --tls             for other machines too; http and https on one port

It prints "Ready." when it serves, and ends on SIGTERM or Ctrl-C after answering what it has begun.
A data directory keeps its clock and seed: --clock and --seed are for a new one.)");
  auto options = options_for<ServeOptions>(command);
  const auto name = [](const char* text) { return std::string("SNOWGLOBE_") + text; };
  command.add_option("--port", options->port, "Port; 0 takes a free one and prints it")
      ->envname(name("PORT"))
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command.add_option("--host", options->host, "Address to listen at; 0.0.0.0 for all")
      ->envname(name("HOST"))
      ->capture_default_str();
  command.add_option("--data", options->data, "Directory to keep the world in (default: memory)")
      ->envname(name("DATA"));
  command.add_option("--clock", options->clock, "real, manual, or manual=2026-01-01T00:00:00Z")
      ->envname(name("CLOCK"))
      ->capture_default_str();
  command.add_option("--seed", options->seed, "What ids and jitter are drawn from")
      ->envname(name("SEED"))
      ->check(only(&is_whole_number, "a seed is a whole number, 0 or more"))
      ->capture_default_str();
  command.add_flag("--tls", options->has_tls, "Speak https too, with a certificate made at start")
      ->envname(name("TLS"));
  command.add_option("--tls-port", options->tls_port, "A second port; implies --tls")
      ->envname(name("TLS_PORT"))
      ->check(CLI::Range(0, 65535));
  command.add_option("--region", options->region, "For requests that name none")
      ->envname(name("REGION"))
      ->check(only(&wire::is_region, "a region is like us-east-1"))
      ->capture_default_str();
  command.add_option("--account", options->account, "For keys that are no account (12 digits)")
      ->envname(name("ACCOUNT"))
      ->check(only(&wire::is_account, "an account is 12 digits, like 000000000000"))
      ->capture_default_str();
  command.add_option("--log-level", options->log_level, "debug shows every request of a client")
      ->envname(name("LOG_LEVEL"))
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  command
      .add_option("--durability", options->durability,
                  "normal survives kill -9; full also a loss of power, and is slower")
      ->envname(name("DURABILITY"))
      ->check(CLI::IsMember({"normal", "full"}))
      ->capture_default_str();
  command.add_option("--body-max", options->body_megabytes_max, "Largest request, in MiB")
      ->envname(name("BODY_MAX"))
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command.callback([options, &session] { serve(*options, session.services, session.out); });
}

void add_clock(CLI::App& app, Session& session) {
  CLI::App& command = *app.add_subcommand("clock", "Show the clock, stop it, move it");
  command.require_subcommand(0, 1);
  command.footer(R"(Examples:
  snowglobe clock                                  the moment, and when something is due next
  snowglobe clock manual                           stop the clock where it is
  snowglobe clock manual --at 2026-01-01T00:00:00Z
  snowglobe clock advance 1h30m                    visits every due moment on the way, in order
  snowglobe clock settle                           runs what is due now
  snowglobe clock real)");
  command.callback([&command, &session] {
    if (command.get_subcommands().empty()) {
      show_clock(session.client().get("/clock"), session.out);
    }
  });
  command.add_subcommand("show", "Show the clock")->callback([&session] {
    show_clock(session.client().get("/clock"), session.out);
  });
  auto at = std::make_shared<std::string>();
  CLI::App& manual = *command.add_subcommand("manual", "Stop the clock");
  manual.add_option("--at", *at, "The moment to stop at, like 2026-01-01T00:00:00Z");
  manual.callback([at, &session] {
    Json body = {{"mode", "manual"}};
    if (!at->empty()) body["at"] = *at;
    show_clock(session.client().post("/clock", body), session.out);
  });
  command.add_subcommand("real", "Let the clock run")->callback([&session] {
    show_clock(session.client().post("/clock", {{"mode", "real"}}), session.out);
  });
  auto duration = std::make_shared<std::string>();
  CLI::App& advance = *command.add_subcommand("advance", "Move a stopped clock on");
  advance.add_option("duration", *duration, "Like 250ms, 30s, 5m, 1h30m, 2d")->required();
  advance.callback([duration, &session] {
    show_clock(session.client().post("/clock/advance", {{"duration", *duration}}), session.out);
  });
  command.add_subcommand("settle", "Run all that is due now")->callback([&session] {
    show_clock(session.client().post("/clock/settle", Json::object()), session.out);
  });
}

struct FaultOptions {
  std::string rule;
  // By the member's name; texts as they are, numbers as JSON.
  std::map<std::string, std::string> texts, numbers;
};

void add_fault_command(CLI::App& faults, Session& session) {
  CLI::App& command = *faults.add_subcommand("add", "Add a rule; prints its id");
  auto options = options_for<FaultOptions>(command);
  command.add_option("rule", options->rule, "The whole rule as JSON, instead of options");
  const auto text = [&](const char* name, const char* what) {
    command.add_option("--" + replace_all(name, "_", "-"), options->texts[name], what);
  };
  const auto number = [&](const char* name, const char* what) {
    command.add_option(std::string("--") + name, options->numbers[name], what)->check(CLI::Number);
  };
  text("effect", "error, throttle, delay, lose_reply, drop, duplicate or partial");
  text("service", "Which service, like dynamodb; * and ? may stand for anything, here and below");
  text("operation", "Which operation, like PutItem or Put*");
  text("resource", "Which queue, table, function: its name, or as the call names it");
  text("caller", "client, or a service like states.amazonaws.com");
  number("attempt", "Only this attempt, 1 for the first");
  number("probability", "Of striking, 0 to 1");
  number("every", "Only every Nth call that matches");
  number("count", "At most so many strikes");
  text("from", "Not before this moment, like 2026-01-01T00:00:00Z");
  text("until", "Not from this moment on");
  text("code", "Of error: the AWS error's code");
  text("message", "Of error: its message");
  number("status", "Of error: the HTTP status");
  text("delay", "Of delay: how long, on the world's clock, like 5s");
  number("chance", "Of partial: that an entry of a batch fails, 0 to 1");
  command.callback([options, &session] {
    Json rule = options->rule.empty() ? Json::object() : read_argument(options->rule, "the rule");
    for (const auto& [name, value] : options->texts) {
      if (!value.empty()) rule[name] = value;
    }
    for (const auto& [name, value] : options->numbers) {
      if (!value.empty()) rule[name] = read_argument(value, "--" + name);
    }
    session.out << print_json(session.client().post("/faults", rule).at("id")) << "\n";
  });
}

void add_faults(CLI::App& app, Session& session) {
  CLI::App& command = *app.add_subcommand("faults", "Make calls go wrong");
  command.require_subcommand(0, 1);
  command.footer(
      R"(A rule strikes calls of clients and calls between services alike; the first one that strikes
counts. Rules survive a restart.

Examples:
  snowglobe faults                                 the rules, and how often each struck
  snowglobe faults add --service dynamodb --probability 0.3 --effect throttle
  snowglobe faults add --service sqs --operation SendMessage --every 10 --effect lose_reply
  snowglobe faults add --service lambda --operation Invoke --effect delay --delay 5s
  snowglobe faults add '{"service": "events", "effect": "error", "code": "InternalException", "status": 500}'
  snowglobe faults remove 3
  snowglobe faults clear)");
  const auto list = [&session] { show_faults(session.client().get("/faults"), session.out); };
  command.callback([&command, list] {
    if (command.get_subcommands().empty()) list();
  });
  command.add_subcommand("list", "Show the rules")->callback(list);
  add_fault_command(command, session);
  auto id = std::make_shared<std::string>();
  CLI::App& remove = *command.add_subcommand("remove", "Remove one rule");
  remove.add_option("id", *id, "Its id, as list shows it")->required();
  remove.callback([id, &session] { session.client().remove("/faults/" + percent_encode(*id)); });
  command.add_subcommand("clear", "Remove all rules")->callback([&session] {
    session.client().remove("/faults");
  });
}

struct JournalOptions {
  std::map<std::string, std::string> parameters;
  bool is_json = false;
};

void add_journal(CLI::App& app, Session& session) {
  CLI::App& command = *app.add_subcommand("journal", "Show what was called, and what led to it");
  command.footer(
      R"(Every call has an id, and knows the id of what caused it: one id leads through a whole flow.
Below each call stands what it led to.

Examples:
  snowglobe journal                                the newest calls
  snowglobe journal --flow 17                      all that one request led to; 17 may be any of its ids
  snowglobe journal --service dynamodb --operation PutItem --limit 10
  snowglobe journal --flow 17 --json)");
  auto options = options_for<JournalOptions>(command);
  const auto parameter = [&](const char* name, const char* what) {
    command.add_option(std::string("--") + name, options->parameters[name], what);
  };
  parameter("id", "Only this entry");
  parameter("flow", "All entries of the flow that this entry is part of");
  parameter("after", "Only entries that follow this id");
  parameter("service", "Only of this service");
  parameter("operation", "Only of this operation");
  parameter("resource", "Only about this queue, table, ...; * and ? may stand for anything");
  parameter("limit", "At most so many (default 100; of a flow all)");
  command.add_flag("--json", options->is_json, "Print the entries as JSON");
  command.callback([options, &session] {
    std::string query;
    for (const auto& [name, value] : options->parameters) {
      if (value.empty()) continue;
      query += (query.empty() ? "?" : "&") + name + "=" + percent_encode(value);
    }
    const Json answer = session.client().get("/journal" + query);
    options->is_json ? show(answer, session.out) : show_journal(answer, session.out);
  });
}

struct ScriptOptions {
  std::string function;
  std::vector<std::string> outcomes;
  bool cycles = false;
};

void add_lambda(CLI::App& app, Session& session) {
  CLI::App& lambda = *app.add_subcommand("lambda", "Decide what functions do");
  lambda.require_subcommand(1);
  CLI::App& command =
      *lambda.add_subcommand("script", "Set or show what a function answers, call by call");
  command.footer(
      R"(The outcomes are taken in order, one each invocation; the last one goes on, or with --cycle the
script begins again. Without --outcome the script is shown, and how often the function was invoked.
An outcome is one of return, echo, throw and timeout; beside it "times" and "delay" may stand.

Examples:
  snowglobe lambda script charge --outcome '{"return": {"paid": true, "order": "$event.orderId"}}'
  snowglobe lambda script charge --outcome '{"throw": {"type": "Down", "message": "503"}, "times": 3}' \
                                 --outcome '{"return": 1, "delay": "2s"}'
  snowglobe lambda script charge --outcome '{"timeout": true}' --outcome '{"echo": true}' --cycle
  snowglobe lambda script charge)");
  auto options = options_for<ScriptOptions>(command);
  command.add_option("function", options->function, "The function's name")->required();
  command.add_option("--outcome", options->outcomes, "One outcome as JSON; may be repeated")
      ->take_all();
  command.add_flag("--cycle", options->cycles, "Begin again after the last outcome");
  command.callback([options, &session] {
    const Json name = {{"FunctionName", options->function}};
    if (options->outcomes.empty()) {
      return show(session.client().post("/call/lambda/GetFunctionScript", name), session.out);
    }
    Json body = name;
    body["Outcomes"] = Json::array();
    for (const std::string& outcome : options->outcomes) {
      body["Outcomes"].push_back(read_argument(outcome, "the outcome"));
    }
    body["Cycle"] = options->cycles;
    session.client().post("/call/lambda/SetFunctionScript", body);
  });
}

struct CallOptions {
  std::string service, operation, input = "{}";
};

void add_small_commands(CLI::App& app, Session& session) {
  app.add_subcommand("health", "Is it running? For Docker: the exit code says so")
      ->callback([&session] { show(session.client().get("/health"), session.out); });
  app.add_subcommand("info", "Show what is being run")->callback([&session] {
    show(session.client().get("/info"), session.out);
  });
  app.add_subcommand("reset",
                     "Empty the world: as it was when it was made, clock and seed included")
      ->callback([&session] { session.client().post("/reset", Json::object()); });

  auto path = std::make_shared<std::string>();
  CLI::App& snapshot = *app.add_subcommand("snapshot", "Write the world to a file");
  snapshot.footer(
      R"(The file is written by the server, on its machine. A new world begins with it as its world.db:
  snowglobe snapshot before.db
  mkdir copy && mv before.db copy/world.db && snowglobe serve --port 4567 --data copy)");
  snapshot.add_option("path", *path, "The file to write")->required();
  snapshot.callback([path, &session] {
    show(session.client().post("/snapshot", {{"path", *path}}), session.out);
  });

  CLI::App& call = *app.add_subcommand("call", "Call one operation of a service, without an SDK");
  call.footer(R"(Example:
  snowglobe call sqs CreateQueue '{"QueueName": "orders"}')");
  auto options = options_for<CallOptions>(call);
  call.add_option("service", options->service, "Like sqs")->required();
  call.add_option("operation", options->operation, "Like SendMessage")->required();
  call.add_option("input", options->input, "Its input as JSON")->capture_default_str();
  call.callback([options, &session] {
    const Json input = read_argument(options->input, "the input");
    show(session.client().post(
             "/call/" + percent_encode(options->service) + "/" + percent_encode(options->operation),
             input),
         session.out);
  });

  app.add_subcommand("shapes", "Print every operation and its shapes as JSON")
      ->callback(
          [&session] { session.out << print_json(describe_services(session.services)) << "\n"; });
  app.add_subcommand("version", "Print the version")->callback([&session] {
    session.out << "snowglobe " << program_version << "\n";
  });
}

}  // namespace

int run_command_line(int count, const char* const* arguments, const ServiceTable& services,
                     std::ostream& out, std::ostream& errors) {
  CLI::App app("Snowglobe: AWS's event-driven services in one process, offline.", "snowglobe");
  app.footer(R"(Start with:  snowglobe serve
Each command explains itself:  snowglobe serve --help)");
  Session session{services, out};
  // In a container one variable moves both the server and those who ask it.
  if (const char* port = std::getenv("SNOWGLOBE_PORT")) {
    session.endpoint = std::string("http://127.0.0.1:") + port;
  }
  app.add_option("--endpoint", session.endpoint, "The running Snowglobe that commands talk to")
      ->envname("SNOWGLOBE_ENDPOINT")
      ->capture_default_str();
  const std::string version = "snowglobe " + std::string(program_version);
  app.set_version_flag("--version", version, "Print the version");
  app.require_subcommand(1);
  app.fallthrough();
  add_serve(app, session);
  add_clock(app, session);
  add_faults(app, session);
  add_journal(app, session);
  add_lambda(app, session);
  add_small_commands(app, session);
  try {
    app.parse(count, arguments);
    return 0;
  } catch (const CLI::RequiredError& error) {
    // Without a command the parser only says that one is required.
    const bool has_command = !app.get_subcommands().empty();
    if (has_command) return app.exit(error, out, errors), 2;
    const std::vector<std::string> rest = app.remaining();
    if (!rest.empty()) errors << "There is no command '" << rest.front() << "'.\n\n";
    errors << app.help();
    return 2;
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, out, errors);
    return code == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    errors << "snowglobe: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace snowglobe
