// A whole request, from bytes to a call and to the reply's bytes: what it is for (identify), and
// its input in AWS JSON, Query, REST-JSON, REST-XML or RPC v2 CBOR. The first line is method and
// target, then headers, an empty line and the body. An input that passes its shape is answered as
// the output.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/blob_text.h"
#include "emulator/wire/exchange.h"

namespace snowglobe::wire {
namespace {

struct Part {
  std::string name;
  std::optional<int> number;
  void describe(auto& field) {
    field("Name", name).length(1, 10);
    field("Number", number).range(0, 900);
  }
};

// One member of each kind.
struct Things {
  std::optional<std::string> text;
  std::optional<std::int64_t> number;
  std::optional<double> fraction;
  std::optional<bool> truth;
  std::optional<Blob> blob;
  std::optional<Moment> moment;
  std::optional<std::vector<Part>> parts;
  std::optional<std::vector<std::string>> texts;
  std::optional<std::map<std::string, std::string>> tags;
  std::optional<Json> document;
  void describe(auto& field) {
    field("Text", text).pattern("[a-z]+");
    field("Number", number).range(-5, 5);
    field("Fraction", fraction);
    field("Truth", truth);
    field("Blob", blob).length(1, 20);
    field("Moment", moment);
    field("Parts", parts);
    field("Texts", texts).xml("Text", "K", "V");
    field("Tags", tags).xml("Tag", "Key", "Value");
    field("Document", document);
  }
};

struct Invocation {
  std::string name, rest;
  std::optional<std::string> qualifier, kind;
  std::optional<bool> dry;
  std::optional<std::vector<std::string>> keys;
  std::optional<Blob> payload;
  void describe(auto& field) {
    field("Name", name);
    field("Rest", rest);
    field("Qualifier", qualifier).query("Qualifier");
    field("Kind", kind).header("X-Amz-Kind").one_of({"Event", "RequestResponse"});
    field("Dry", dry).query("dry");
    field("Keys", keys).query("keys");
    field("Payload", payload).payload();
  }
};

// What travels in headers and the query string.
struct Bindings {
  std::optional<std::vector<std::string>> texts;
  std::optional<std::vector<Moment>> dates;
  std::optional<Moment> seconds, date;
  std::optional<std::map<std::string, std::string>> extra;
  std::optional<std::map<std::string, std::vector<std::string>>> all;
  std::optional<std::string> kind, note;
  void describe(auto& field) {
    field("Texts", texts).header("X-Texts");
    field("Dates", dates).header("X-Dates");
    field("Seconds", seconds).query("s").timestamp(TimestampForm::kEpochSeconds);
    field("Date", date).json_name("d").xml_name("d").timestamp(TimestampForm::kHttpDate);
    field("Extra", extra).prefix_headers("X-Extra-");
    field("All", all).query_map();
    field("Kind", kind).xml_name("x:kind").xml_attribute();
    field("Note", note).json_name("Date");
  }
};

template <class T>
std::variant<Json, Park> echo(Service&, const ServiceInfo&, const Json& json, const Request&) {
  T input;
  const auto violations = read_shape(json, input);
  if (!violations.empty()) throw validation_error(violations);
  return write_shape(std::move(input));
}

template <class T>
constexpr Operation operation(std::string_view name, std::string_view http = {}) {
  return {name, http, Reach::kClients, &echo<T>, &shape_of<T>, &shape_of<T>};
}

constexpr Operation the_json[] = {operation<Things>("Echo"), operation<Empty>("Nothing")};
constexpr Operation the_query[] = {operation<Things>("EchoQuery")};
constexpr Operation the_rest[] = {
    operation<Things>("PutThings", "PUT /things"),
    operation<Things>("GetThings", "GET /things/{Text}"),
    operation<Invocation>("Invoke", "POST /2015-03-31/functions/{Name}/x/{Rest+} 202"),
    operation<Bindings>("Bind", "POST /bindings"),
};
constexpr Operation the_xml[] = {
    operation<Things>("PutThings", "PUT /xml/things"),
    operation<Bindings>("Bind", "POST /xml/bindings"),
};

ServiceDefinition service(std::string_view name, std::vector<Protocol> protocols,
                          std::span<const Operation> operations) {
  return {.info = {.name = name,
                   .signing_name = name,
                   .shape_name = name,
                   .protocols = std::move(protocols),
                   .api_version = "2012-11-05",
                   .xml_namespace = "https://toy.amazonaws.com/doc/2012-11-05/",
                   .error_namespace = "com.amazonaws.toy"},
          .operations = operations,
          .aws_operations = {},
          .make = {}};
}

const ServiceTable& table() {
  static const ServiceDefinition json =
      service("toy", {Protocol::kJson10, Protocol::kQuery, Protocol::kRpcV2Cbor}, the_json);
  static const ServiceDefinition query = service("asker", {Protocol::kQuery}, the_query);
  static const ServiceDefinition rest = service("rest", {Protocol::kRestJson}, the_rest);
  static const ServiceDefinition xml = service("xml", {Protocol::kRestXml}, the_xml);
  static const ServiceDefinition* const services[] = {&json, &query, &rest, &xml};
  static const ServiceTable table(services);
  return table;
}

std::string_view line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto found = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return found;
}

Outcome answer(Exchange& exchange) {
  Outcome outcome;
  Service nobody;
  const Operation& operation = *exchange.what.operation;
  Call& call = exchange.call;
  if (call.has_text_blobs) text_to_blobs(call.input, operation.input());
  try {
    auto result = operation.run(nobody, exchange.what.service->info(), call.input, {call});
    outcome.output = std::get<Json>(std::move(result));
  } catch (const AwsError& error) {
    outcome.error = error;
  }
  return outcome;
}

void run(std::string_view text) {
  static Wire wire(table(), {}, 1);
  HttpRequest request;
  const auto first = line(text);
  request.method = first.substr(0, first.find(' '));
  if (const auto space = first.find(' '); space != first.npos) {
    request.target = first.substr(space + 1);
  }
  for (auto header = line(text); !header.empty(); header = line(text)) {
    const auto colon = header.find(": ");
    if (colon == header.npos) continue;
    request.headers.emplace_back(header.substr(0, colon), header.substr(colon + 2));
  }
  request.body = text;
  Exchange exchange = wire.read(request);
  if (exchange.refusal || exchange.what.operation == nullptr) {
    Wire::write_error(exchange, exchange.refusal.value_or(AwsError("Missing", "", 500)));
  } else {
    Wire::write(exchange, answer(exchange));
  }
}

}  // namespace
}  // namespace snowglobe::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::wire::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
