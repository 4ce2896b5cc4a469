#include "tests/wire/toys.h"

#include "emulator/api/blob_text.h"
#include "emulator/api/raw.h"
#include "tests/wire/protocol_toys.h"

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
    field("Tags", tags).xml("Tag", "Key", "Value");
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
};

const ServiceDefinition& toy() {
  static const Operation operations[] = {op<&Toy::echo>("Echo"), op<&Toy::nothing>("Nothing"),
                                         op<&Toy::fail>("Fail"),
                                         control_op<&Toy::nothing>("Hidden")};
  static constexpr AwsOperation known[] = {{"Echo"}, {"SendPigeon"}};
  static const ServiceDefinition definition{
      .info = {.name = "toy",
               .signing_name = "toy",
               .shape_name = "ToyService",
               .protocols = {Protocol::kJson10, Protocol::kQuery, Protocol::kRpcV2Cbor},
               .api_version = "2026-01-01",
               .xml_namespace = "https://toy.amazonaws.com/doc/2026-01-01/",
               .error_namespace = "com.amazonaws.toy",
               .has_empty_replies = true},
      .operations = operations,
      .aws_operations = known,
      .make = [](Host&) { return std::make_unique<Toy>(); }};
  return definition;
}

const ServiceDefinition& checked() {
  static constexpr AwsOperation known[] = {{"Echo"}, {"CreateGlobalTable"}};
  static const Operation operations[] = {op<&Checked::echo>("Echo"),
                                         op<&Checked::nothing>("Nothing")};
  static const ServiceDefinition definition{
      .info = {.name = "dynamodb",
               .signing_name = "dynamodb",
               .shape_name = "DynamoDB_20120810",
               .protocols = {Protocol::kJson10},
               .api_version = "2012-08-10",
               .error_namespace = "com.amazonaws.dynamodb.v20120810",
               .request_id_form = RequestIdForm::kCapitals52,
               .reply_checksum = ReplyChecksum::kCrc32},
      .operations = operations,
      .aws_operations = known,
      .make = [](Host&) { return std::make_unique<Checked>(); }};
  return definition;
}

const ServiceDefinition& resty() {
  static const Operation operations[] = {
      op<&Resty::thing>("PutThing", "PUT /things/{Name} 201"),
      op<&Resty::thing>("GetAny", "GET /things/{Name+}"),
      op<&Resty::thing>("GetThing", "GET /things/{Name}/thing"),
      op<&Resty::data>("Data", "POST /things/{Name}/data"),
      op<&Resty::gone>("DeleteThing", "DELETE /things/{Name} 204"),
      op<&Resty::fail>("Fail", "POST /things/{Name}/fail"),
  };
  static constexpr AwsOperation known[] = {
      {"PutThing", "PUT /things/{Name} 201"},
      {"CreateAlias", "POST /2015-03-31/functions/{FunctionName}/aliases"}};
  static const ServiceDefinition definition{
      .info = {.name = "lambda",
               .signing_name = "lambda",
               .shape_name = "Resty",
               .protocols = {Protocol::kRestJson},
               .api_version = "2015-03-31"},
      .operations = operations,
      .aws_operations = known,
      .make = [](Host&) { return std::make_unique<Resty>(); }};
  return definition;
}

// What answers whatever is sent to {Pond}.pond.*.
class Pond : public Service {
 public:
  RawReply answer(const RawRequest& request) {
    if (request.target == "/fail") throw AwsError("PondDry", "The pond is dry.", 410);
    RawReply reply;
    reply.status = 203;
    reply.headers = {{"Content-Type", "text/x-pond"}, {"X-Pond", request.host_labels.at("Pond")}};
    std::string body = request.method + " " + request.target + "\n";
    for (const RawHeader& header : request.headers) body += header.name + "=" + header.value + "\n";
    reply.body.bytes = SharedBytes(body + request.body.bytes.text());
    return reply;
  }
};

const ServiceDefinition& pond() {
  static const Operation operations[] = {op<&Pond::answer>("Answer")};
  static const ServiceDefinition definition{.info = {.name = "pond",
                                                     .signing_name = "pond",
                                                     .shape_name = "Pond",
                                                     .protocols = {Protocol::kRestJson},
                                                     .hosts = {{"{Pond}.pond", "Answer"}}},
                                            .operations = operations,
                                            .aws_operations = {},
                                            .make = [](Host&) { return std::make_unique<Pond>(); }};
  return definition;
}

const ServiceTable& table() {
  static const std::vector<const ServiceDefinition*> services = [] {
    std::vector<const ServiceDefinition*> all = {&toy(), &checked(), &resty(), &pond()};
    for (const ServiceDefinition* more : protocol_toys()) all.push_back(more);
    return all;
  }();
  static constexpr ServiceTable::Elsewhere elsewhere[] = {{"s3", Protocol::kRestXml}};
  static const ServiceTable table(services, elsewhere);
  return table;
}

}  // namespace

Toys::Toys() {
  services.push_back(std::make_unique<Toy>());
  services.push_back(std::make_unique<Checked>());
  services.push_back(std::make_unique<Resty>());
  services.push_back(std::make_unique<Pond>());
  while (services.size() < table().entries().size()) services.push_back(make_protocol_toy());
  wire = std::make_unique<Wire>(table(), Defaults{}, 1);
}

HttpReply Toys::handle(const HttpRequest& request) {
  Exchange exchange = wire->read(request);
  if (exchange.refusal) return Wire::write_error(exchange, *exchange.refusal);
  const ServiceTable::Entry& entry = *exchange.what.service;
  Call& call = exchange.call;
  if (call.has_text_blobs) text_to_blobs(call.input, exchange.what.operation->input());
  Outcome outcome;
  try {
    auto answer = exchange.what.operation->run(*services[entry.index], entry.info(), call.input,
                                               Request{call});
    outcome.output = std::move(std::get<Json>(answer));
  } catch (const AwsError& error) {
    outcome.error = error;
  }
  return Wire::write(exchange, outcome);
}

}  // namespace snowglobe::wire
