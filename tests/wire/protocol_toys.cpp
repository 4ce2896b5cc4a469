#include "tests/wire/protocol_toys.h"

#include "tests/wire/protocol_shapes.h"

namespace snowglobe::wire {
namespace {

class Echoes : public Service {
 public:
  template <class T>
  T echo(const T& input) {
    return input;
  }
  template <class T>
  Seen see(const T&, const Request& request) {
    return {request.call.input};
  }
  template <class T>
  void nothing(const T&) {}
  void fail(const Failure& input) {
    AwsError error(input.code.value_or("ComplexError"), "Hi", input.status.value_or(400));
    error.members["TopLevel"] = "Top level";
    error.members["Nested"] = {{"Foo", "bar"}, {"Count", 2}};
    throw error;
  }
};

template <class T>
constexpr Operation echo(std::string_view name, std::string_view http = {}) {
  return op<&Echoes::echo<T>>(name, http);
}
template <class T>
constexpr Operation see(std::string_view name, std::string_view http = {}) {
  return op<&Echoes::see<T>>(name, http);
}

// The protocols without bindings to HTTP.
constexpr Operation rpc_operations[] = {
    echo<Scalars>("Scalars"),  echo<Moments>("Moments"),
    echo<Lists>("Lists"),      echo<Maps>("Maps"),
    echo<Trees>("Trees"),      echo<Attributed>("Attributed"),
    op<&Echoes::fail>("Fail"), op<&Echoes::nothing<Empty>>("NoInputNoOutput"),
};

constexpr Operation rest_json_operations[] = {
    echo<Scalars>("Scalars", "PUT /json/scalars"),
    echo<Moments>("Moments", "POST /json/moments"),
    echo<Lists>("Lists", "PUT /json/lists"),
    echo<Maps>("Maps", "POST /json/maps"),
    echo<Trees>("Trees", "PUT /json/trees"),
    echo<Headers>("Headers", "POST /json/headers"),
    see<Headers>("SeeHeaders", "POST /json/headers/seen"),
    echo<HeaderMoments>("HeaderMoments", "POST /json/header-moments"),
    echo<PrefixHeaders>("PrefixHeaders", "GET /json/prefix-headers"),
    see<PrefixHeaders>("SeePrefixHeaders", "GET /json/prefix-headers/seen"),
    echo<HeadersOnly>("HeadersOnly", "GET /json/headers-only"),
    see<Queries>("Queries", "GET /json/queries"),
    see<QueryMap>("QueryMap", "POST /json/precedence"),
    see<QueryLists>("QueryLists", "POST /json/string-list-map"),
    see<GreedyLabels>("ConstantQuery", "GET /json/constant/{foo}/{baz}?foo=bar&hello"),
    see<Labels8>("Labels",
                 "GET /json/labels/{text}/{number}/{large}/{fraction}/{truth}/{moment}/"
                 "{epochSeconds}/{httpDate}"),
    see<GreedyLabels>("GreedyLabels", "GET /json/foo/{foo}/baz/{baz+}"),
    echo<BlobPayload>("BlobPayload", "POST /json/blob-payload"),
    echo<TextPayload>("TextPayload", "POST /json/text-payload"),
    echo<StructurePayload>("StructurePayload", "PUT /json/structure-payload"),
    echo<DocumentPayload>("DocumentPayload", "PUT /json/document-payload"),
    op<&Echoes::fail>("Fail", "PUT /json/fail"),
    op<&Echoes::nothing<Empty>>("NoInputNoOutput", "POST /json/nothing"),
};

constexpr Operation rest_xml_operations[] = {
    echo<Scalars>("Scalars", "PUT /xml/scalars"),
    echo<Moments>("Moments", "POST /xml/moments"),
    echo<Lists>("Lists", "PUT /xml/lists"),
    echo<Maps>("Maps", "POST /xml/maps"),
    echo<Trees>("Trees", "PUT /xml/trees"),
    echo<Attributed>("Attributed", "PUT /xml/attributes"),
    see<Attributed>("SeeAttributed", "PUT /xml/attributes/seen"),
    echo<Headers>("Headers", "POST /xml/headers"),
    echo<HeaderMoments>("HeaderMoments", "POST /xml/header-moments"),
    echo<PrefixHeaders>("PrefixHeaders", "GET /xml/prefix-headers"),
    echo<HeadersOnly>("HeadersOnly", "GET /xml/headers-only"),
    see<Queries>("Queries", "GET /xml/queries"),
    see<QueryMap>("QueryMap", "POST /xml/precedence"),
    see<Labels8>("Labels",
                 "GET /xml/labels/{text}/{number}/{large}/{fraction}/{truth}/{moment}/"
                 "{epochSeconds}/{httpDate}"),
    see<GreedyLabels>("GreedyLabels", "GET /xml/foo/{foo}/baz/{baz+}"),
    echo<BlobPayload>("BlobPayload", "POST /xml/blob-payload"),
    echo<TextPayload>("TextPayload", "POST /xml/text-payload"),
    echo<UnwrappedText>("UnwrappedText", "PUT /xml/unwrapped"),
    echo<StructurePayload>("StructurePayload", "PUT /xml/structure-payload"),
    echo<RenamedPayload>("RenamedPayload", "PUT /xml/renamed-payload"),
    echo<DocumentPayload>("DocumentPayload", "PUT /xml/document-payload"),
    op<&Echoes::fail>("Fail", "PUT /xml/fail"),
    op<&Echoes::nothing<Empty>>("NoInputNoOutput", "POST /xml/nothing"),
};

constexpr Operation bare_operations[] = {
    echo<Trees>("Trees", "PUT /bare/trees"),
    op<&Echoes::fail>("Fail", "PUT /bare/fail"),
};

ServiceDefinition define(std::string_view name, std::string_view shape_name,
                         std::vector<Protocol> protocols, std::span<const Operation> operations) {
  return {.info = {.name = name,
                   .signing_name = name,
                   .shape_name = shape_name,
                   .protocols = std::move(protocols),
                   .api_version = "2020-01-08",
                   .error_namespace = "com.example.protocols"},
          .operations = operations,
          .aws_operations = {},
          .make = [](Host&) { return make_protocol_toy(); }};
}

}  // namespace

std::vector<const ServiceDefinition*> protocol_toys() {
  static const ServiceDefinition json10 =
      define("json10", "Json10Protocol", {Protocol::kJson10}, rpc_operations);
  static const ServiceDefinition json11 =
      define("json11", "Json11Protocol", {Protocol::kJson11}, rpc_operations);
  static const ServiceDefinition cbor = [] {
    ServiceDefinition service =
        define("cbor", "RpcV2Protocol", {Protocol::kRpcV2Cbor, Protocol::kQuery}, rpc_operations);
    service.info.has_empty_replies = true;
    return service;
  }();
  static const ServiceDefinition query = [] {
    ServiceDefinition service = define("query", "AwsQuery", {Protocol::kQuery}, rpc_operations);
    service.info.xml_namespace = "https://example.com/";
    return service;
  }();
  static const ServiceDefinition rest_json =
      define("restjson", "RestJson", {Protocol::kRestJson}, rest_json_operations);
  static const ServiceDefinition rest_xml =
      define("restxml", "RestXml", {Protocol::kRestXml}, rest_xml_operations);
  static const ServiceDefinition bare = [] {
    ServiceDefinition service =
        define("restbare", "RestBare", {Protocol::kRestXml}, bare_operations);
    service.info.xml_namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    service.info.has_bare_errors = true;
    return service;
  }();
  return {&json10, &json11, &cbor, &query, &rest_json, &rest_xml, &bare};
}

std::unique_ptr<Service> make_protocol_toy() { return std::make_unique<Echoes>(); }

}  // namespace snowglobe::wire
