#include "tests/wire/toys.h"

namespace snowglobe::wire {
namespace {

struct Screw {
  std::string name;
  void describe(auto& field) { field("Name", name); }
};

struct Part {
  std::string name;
  std::optional<std::vector<Screw>> parts;
  void describe(auto& field) {
    field("Name", name);
    field("Parts", parts);
  }
};

struct Everything {
  std::optional<std::string> text;
  std::optional<int> number;
  std::optional<double> fraction;
  std::optional<bool> truth;
  std::optional<Blob> blob;
  std::optional<Moment> moment;
  std::optional<std::vector<std::string>> list, flat_list;
  std::optional<std::map<std::string, std::string>> map, flat_map, tags, labels;
  std::optional<Part> part;
  std::optional<std::vector<Part>> parts;
  void describe(auto& field) {
    field("Text", text);
    field("Number", number);
    field("Fraction", fraction);
    field("Truth", truth);
    field("Blob", blob);
    field("Moment", moment);
    field("List", list);
    field("FlatList", flat_list).xml("FlatItem");
    field("Map", map);
    field("FlatMap", flat_map).xml("Attribute");
    field("Tags", tags).xml("Tag");
    field("Labels", labels).xml("Label", "L", "T");
    field("Part", part);
    field("Parts", parts);
  }
};

struct FailInput {
  std::string code;
  std::optional<int> status;
  void describe(auto& field) {
    field("Code", code);
    field("Status", status);
  }
};

// Speaks JSON 1.0, and Query as SQS does.
class Toy : public Service {
 public:
  Everything echo(const Everything& input) { return input; }
  void nothing(const Everything&) {}
  void fail(const FailInput& input) {
    AwsError error(input.code, "It <failed>.", input.status.value_or(400));
    error.query_code = "Toy." + input.code;
    error.members["Reason"] = "asked to";
    throw error;
  }
  const ServiceInfo& info() const override {
    static const ServiceInfo info{.name = "toy",
                                  .signing_name = "toy",
                                  .target_prefix = "ToyService",
                                  .protocol = Protocol::kJson10,
                                  .also_speaks_query = true,
                                  .api_version = "2026-01-01",
                                  .error_namespace = "com.amazonaws.toy",
                                  .resource_members = {},
                                  .has_empty_replies = true};
    return info;
  }
  std::span<const Operation> operations() const override {
    static const Operation table[] = {op<&Toy::echo>("Echo"), op<&Toy::nothing>("Nothing"),
                                      op<&Toy::fail>("Fail"),
                                      op<&Toy::nothing>("Hidden", "CONTROL")};
    return table;
  }
};

struct TableInput {
  std::string table;
  void describe(auto& field) { field("Table", table); }
};

// Answers as DynamoDB does: its request ids and its checksum.
class Checked : public Service {
 public:
  TableInput echo(const TableInput& input) { return input; }
  void nothing(const TableInput&) {}
  const ServiceInfo& info() const override {
    static const ServiceInfo info{.name = "dynamodb",
                                  .signing_name = "dynamodb",
                                  .target_prefix = "DynamoDB_20120810",
                                  .protocol = Protocol::kJson10,
                                  .api_version = "2012-08-10",
                                  .error_namespace = "com.amazonaws.dynamodb.v20120810",
                                  .resource_members = {}};
    return info;
  }
  std::span<const Operation> operations() const override {
    static const Operation table[] = {op<&Checked::echo>("Echo"), op<&Checked::nothing>("Nothing")};
    return table;
  }
};

struct Thing {
  std::string name;
  std::optional<int> size;
  std::optional<std::vector<std::string>> colors;
  std::optional<std::string> mode, note;
  void describe(auto& field) {
    field("Name", name);
    field("Size", size).query("size");
    field("Colors", colors).query("color");
    field("Mode", mode).header("X-Mode");
    field("Note", note);
  }
};

struct Data {
  std::string name;
  std::optional<Blob> bytes;
  std::optional<int> status;
  std::optional<Moment> changed;
  void describe(auto& field) {
    field("Name", name);
    field("Bytes", bytes).payload();
    field("Status", status).status_code();
    field("Changed", changed).header("X-Changed");
  }
};

class Resty : public Service {
 public:
  Thing thing(const Thing& input) { return input; }
  Data data(const Data& input) {
    return {input.name, input.bytes, 202, from_millis(1'767'225'600'000)};
  }
  void gone(const Thing&) {}
  void fail(const Thing&) { throw AwsError("ThingInUse", "In use.", 409); }
  const ServiceInfo& info() const override {
    static const ServiceInfo info{.name = "lambda",
                                  .signing_name = "lambda",
                                  .target_prefix = {},
                                  .protocol = Protocol::kRestJson,
                                  .api_version = "2015-03-31",
                                  .error_namespace = {},
                                  .resource_members = {}};
    return info;
  }
  std::span<const Operation> operations() const override {
    static const Operation table[] = {
        op<&Resty::thing>("PutThing", "PUT /things/{Name} 201"),
        op<&Resty::thing>("GetAny", "GET /things/{Name+}"),
        op<&Resty::thing>("GetThing", "GET /things/{Name}/thing"),
        op<&Resty::data>("Data", "POST /things/{Name}/data"),
        op<&Resty::gone>("DeleteThing", "DELETE /things/{Name} 204"),
        op<&Resty::fail>("Fail", "POST /things/{Name}/fail"),
    };
    return table;
  }
};

}  // namespace

Toys::Toys() {
  services.push_back(std::make_unique<Toy>());
  services.push_back(std::make_unique<Checked>());
  services.push_back(std::make_unique<Resty>());
  Directory directory;
  for (const auto& service : services) directory.add(service->info(), service->operations());
  wire = std::make_unique<Wire>(std::move(directory), Defaults{}, 1);
}

HttpReply Toys::handle(const HttpRequest& request) {
  const Exchange exchange = wire->read(request);
  if (exchange.refusal) return Wire::write_error(exchange, *exchange.refusal);
  for (const auto& service : services) {
    if (service->info().name != exchange.call.service) continue;
    Outcome outcome;
    try {
      auto answer =
          exchange.what.operation->run(*service, exchange.call.input, Request{exchange.call});
      outcome.output = std::move(std::get<Json>(answer));
    } catch (const AwsError& error) {
      outcome.error = error;
    }
    return Wire::write(exchange, outcome);
  }
  return {};
}

}  // namespace snowglobe::wire
