#include "emulator/wire/identify.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "emulator/wire/host.h"

namespace snowglobe::wire {
namespace {

struct Scope {
  std::string_view access_key, region, service;
};

// KEY/20260101/us-east-1/sqs/aws4_request; of SigV4a without the region. A key may hold slashes.
Scope parse_credential(std::string_view credential) {
  const auto parts = split(credential, '/');
  const std::size_t count = parts.size();
  if (count < 4 || parts[count - 1] != "aws4_request") return {};
  if (count == 4) return {parts[0], {}, parts[2]};
  return {parts[0], parts[count - 3], parts[count - 2]};
}

Scope scope_of(const HttpRequest& request, std::string& storage) {
  const std::string_view authorization = request.header("Authorization");
  constexpr std::string_view mark = "Credential=";
  if (const std::size_t at = authorization.find(mark); at != std::string_view::npos) {
    const std::string_view rest = authorization.substr(at + mark.size());
    return parse_credential(rest.substr(0, rest.find_first_of(", ")));
  }
  constexpr std::string_view parameter = "X-Amz-Credential=";
  const std::string_view query = request.query();
  if (const std::size_t at = query.find(parameter); at != std::string_view::npos) {
    const std::string_view rest = query.substr(at + parameter.size());
    storage = percent_decode(rest.substr(0, rest.find('&')), Plus::kKept);
    return parse_credential(storage);
  }
  return {};
}

// What a client may have written into the request, short enough for a message.
std::string shown(std::string_view text) {
  constexpr std::size_t shown_max = 200;
  return std::string(text.substr(0, shown_max)) + (text.size() > shown_max ? "..." : "");
}

AwsError not_implemented(std::string_view operation, std::string_view service) {
  return AwsError("NotImplemented",
                  "The operation " + shown(operation) + " of the service " + shown(service) +
                      " is not implemented by Snowglobe (see docs/coverage.md).",
                  501);
}

AwsError service_not_implemented(std::string_view service) {
  return AwsError(
      "NotImplemented",
      "The service " + shown(service) + " is not implemented by Snowglobe (see docs/coverage.md).",
      501);
}

bool is_form(const HttpRequest& request) {
  return request.header("Content-Type").starts_with("application/x-www-form-urlencoded");
}

class Identifier {
 public:
  Identifier(const ServiceTable& services, const HttpRequest& request, const Defaults& defaults)
      : services_(services), request_(request), scope_(scope_of(request, scope_storage_)) {
    found_.account = is_account(scope_.access_key) ? scope_.access_key : defaults.account;
    found_.region = is_region(scope_.region) ? scope_.region : defaults.region;
  }

  Identified run() {
    try {
      decide();
    } catch (const AwsError& error) {
      found_.refusal = error;
    }
    found_.is_unclaimed = found_.service == nullptr && scope_.service.empty() && says_nothing_;
    return std::move(found_);
  }

 private:
  void decide() {
    if (by_labelled_host()) return;
    if (request_.header("Smithy-Protocol") == "rpc-v2-cbor") return by_cbor_path();
    if (const auto target = request_.header("X-Amz-Target"); !target.empty()) {
      return by_target(target);
    }
    if (!scope_.service.empty()) return by_scope();
    if (read_parameters(); !action().empty()) {
      found_.protocol = Protocol::kQuery;
      found_.service = services_.by_action(action(), find_parameter(found_.parameters, "Version"));
      if (found_.service != nullptr) return by_action();
      throw AwsError("InvalidAction",
                     "The action " + shown(action()) + " is not valid for this web service.");
    }
    found_.service = services_.by_signing_name(first_label(services_, request_.header("Host")));
    if (found_.service != nullptr) return of_service();
    says_nothing_ = true;
    by_path();
  }

  bool by_labelled_host() {
    auto match = match_host(services_, request_.header("Host"));
    if (!match) return false;
    found_.service = match->service;
    found_.host_labels = std::move(match->labels);
    if (scope_.region.empty() && is_region(match->region)) found_.region = match->region;
    if (match->route->operation.empty()) {
      of_service();
      return true;
    }
    found_.protocol = Protocol::kRaw;
    found_.operation = found_.service->find(match->route->operation);
    return true;
  }

  // POST .../service/AmazonSQS/operation/SendMessage, where the service may be com.amazonaws.sqs.
  // AmazonSQS as well. The protocol wants a request refused that names another operation besides.
  void by_cbor_path() {
    found_.protocol = Protocol::kRpcV2Cbor;
    if (!request_.header("X-Amz-Target").empty() || !request_.header("X-Amzn-Target").empty()) {
      throw AwsError("SerializationException",
                     "A request of the protocol rpc-v2-cbor must not have a header X-Amz-Target.");
    }
    const auto parts = split(request_.path(), '/');
    const std::size_t count = parts.size();
    if (request_.method != "POST" || count < 5 || parts[count - 4] != "service" ||
        parts[count - 2] != "operation") {
      throw AwsError("UnknownOperationException",
                     shown(request_.method) + " " + shown(request_.path()) + " names no operation.",
                     404);
    }
    const std::string_view service = parts[count - 3];
    by_shape_name(service.substr(service.rfind('.') + 1), parts[count - 1], request_.path());
  }

  void by_target(std::string_view target) {
    const bool is_11 = request_.header("Content-Type").find("json-1.1") != std::string_view::npos;
    found_.protocol = is_11 ? Protocol::kJson11 : Protocol::kJson10;
    const std::size_t dot = target.rfind('.');
    by_shape_name(target.substr(0, dot),
                  dot == std::string_view::npos ? std::string_view() : target.substr(dot + 1),
                  target);
  }

  void by_shape_name(std::string_view shape_name, std::string_view operation,
                     std::string_view whole) {
    const ServiceTable::Entry* service = services_.by_shape_name(shape_name);
    if (service == nullptr || !speaks_it(service->info())) {
      if (!scope_.service.empty() && services_.by_signing_name(scope_.service) == nullptr) {
        throw service_not_implemented(scope_.service);
      }
      throw unknown_operation(whole);
    }
    found_.service = service;
    // Whatever version of JSON the client says: the service's own.
    if (found_.protocol != Protocol::kRpcV2Cbor)
      found_.protocol = service->info().protocols.front();
    found_.operation = service->find_public(operation);
    if (found_.operation != nullptr) return;
    if (service->is_aws_operation(operation)) {
      throw not_implemented(operation, service->info().name);
    }
    throw unknown_operation(whole);
  }

  // The protocol that the request is in, in whichever version of JSON.
  bool speaks_it(const ServiceInfo& info) const {
    if (found_.protocol == Protocol::kRpcV2Cbor) return info.speaks(Protocol::kRpcV2Cbor);
    return info.speaks(Protocol::kJson10) || info.speaks(Protocol::kJson11);
  }

  void by_scope() {
    found_.service = services_.by_signing_name(scope_.service);
    if (found_.service != nullptr) return of_service();
    if (is_form(request_)) found_.protocol = Protocol::kQuery;
    if (const auto* elsewhere = services_.elsewhere(scope_.service)) {
      found_.protocol = elsewhere->protocol;
    }
    throw service_not_implemented(scope_.service);
  }

  static AwsError unknown_operation(std::string_view target) {
    return AwsError("UnknownOperationException", "The operation " + shown(target) + " is unknown.");
  }

  void of_service() {
    const ServiceTable::Entry& service = *found_.service;
    found_.protocol = service.info().protocols.front();
    if (service.is_rest()) return by_path();
    if (service.info().speaks(Protocol::kQuery)) {
      read_parameters();
      if (service.info().protocols.front() == Protocol::kQuery || !action().empty()) {
        found_.protocol = Protocol::kQuery;
        return by_action();
      }
    }
    throw AwsError("UnknownOperationException",
                   "The request names no operation: the header X-Amz-Target is missing.");
  }

  void by_action() {
    if (action().empty()) {
      throw AwsError("MissingAction", "The request must contain the parameter Action.");
    }
    const ServiceTable::Entry& service = *found_.service;
    found_.operation = service.find_public(action());
    if (found_.operation != nullptr) return;
    if (service.is_aws_operation(action())) throw not_implemented(action(), service.info().name);
    throw AwsError("InvalidAction", "The action " + shown(action()) +
                                        " is not valid for this endpoint (API version " +
                                        std::string(service.info().api_version) + ").");
  }

  void by_path() {
    auto match = services_.by_target(request_.method, request_.target, found_.service);
    if (match) {
      found_.rest = std::move(*match);
      found_.service = found_.rest.service;
      found_.operation = found_.rest.operation;
      found_.protocol = found_.service->info().protocols.front();
      return;
    }
    const std::string there = std::string(request_.method) + " " + shown(request_.path());
    if (found_.service == nullptr) {
      throw AwsError("MissingAuthenticationToken",
                     "Missing Authentication Token: nothing in this request (" + there +
                         ") says which AWS service and operation it is for.",
                     403);
    }
    const std::string_view name = found_.service->info().name;
    const std::string_view known =
        found_.service->aws_operation_at(request_.method, request_.target);
    if (!known.empty()) throw not_implemented(known, name);
    throw AwsError("UnknownOperationException",
                   "The service " + std::string(name) + " has no operation at " + there + ".", 404);
  }

  void read_parameters() {
    if (is_form(request_)) found_.protocol = Protocol::kQuery;
    found_.parameters = parse_form(request_.query());
    if (request_.method != "POST" || !is_form(request_)) return;
    Parameters body = parse_form(request_.body);
    std::move(body.begin(), body.end(), std::back_inserter(found_.parameters));
  }

  std::string_view action() const { return find_parameter(found_.parameters, "Action"); }

  const ServiceTable& services_;
  const HttpRequest& request_;
  std::string scope_storage_;
  Scope scope_;
  Identified found_;
  bool says_nothing_ = false;  // of a service, but for its method and target
};

}  // namespace

bool is_account(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_region(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Identified identify(const ServiceTable& services, const HttpRequest& request,
                    const Defaults& defaults) {
  return Identifier(services, request, defaults).run();
}

}  // namespace snowglobe::wire
