// Operations: a line each in their service's table, made of the handler alone.
#pragma once

#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/api/call.h"
#include "emulator/api/shape.h"

namespace snowglobe {

class Service;
struct ServiceInfo;

// Who can call an operation from outside.
enum class Reach {
  kClients,  // AWS's clients: it is part of AWS's API
  kControl,  // tests and the command line, through the control API alone
};

struct Operation {
  std::string_view name;
  // Of the REST protocols, as Route::parse reads it: "POST /things/{Name}?deep 201".
  std::string_view http;
  Reach reach = Reach::kClients;
  // Reads the input, runs the handler, prints the output. Throws what the handler throws, and what
  // ServiceInfo::invalid_input makes of an input that is not of its shape.
  std::variant<Json, Park> (*run)(Service&, const ServiceInfo&, const Json& input, const Request&);
  const Shape& (*input)();
  const Shape& (*output)();
};

// An operation that AWS has, whether it is carried out here or not: each service's folder has a
// generated list of them (aws_operations.h), so that a name nobody knows is told apart from an
// operation that is not implemented.
struct AwsOperation {
  std::string_view name;
  std::string_view http = {};
};

namespace service_detail {

// Throws what ServiceInfo::invalid_input makes of them.
[[noreturn]] void refuse(const ServiceInfo& info, const std::vector<Violation>& violations);

template <class Handler>
struct HandlerTypes;
template <class S, class Output, class Input>
struct HandlerTypes<Output (S::*)(const Input&)> {
  using ServiceType = S;
  using InputType = Input;
  using ResultType = Output;
  static constexpr bool takes_request = false;
};
template <class S, class Output, class Input>
struct HandlerTypes<Output (S::*)(const Input&, const Request&)> {
  using ServiceType = S;
  using InputType = Input;
  using ResultType = Output;
  static constexpr bool takes_request = true;
};

template <class Result>
struct AnswerOf {
  using Output = Result;
  static constexpr bool may_park = false;
};
template <class Result>
struct AnswerOf<Answer<Result>> {
  using Output = Result;
  static constexpr bool may_park = true;
};
template <>
struct AnswerOf<void> {
  using Output = Empty;
  static constexpr bool may_park = false;
};

template <class Component>
struct ComponentTypes;
template <class S, class C>
struct ComponentTypes<C S::*> {
  using ServiceType = S;
};

// What the handler is a member of: the service itself, or a component of it.
template <auto handler>
auto& owner_of(Service& service) {
  return static_cast<typename HandlerTypes<decltype(handler)>::ServiceType&>(service);
}
template <auto handler, auto component>
auto& owner_of(Service& service) {
  using S = typename ComponentTypes<decltype(component)>::ServiceType;
  return static_cast<S&>(service).*component;
}

template <auto handler, class Owner, class Input>
typename HandlerTypes<decltype(handler)>::ResultType invoke(Owner& owner, const Input& input,
                                                            const Request& request) {
  if constexpr (HandlerTypes<decltype(handler)>::takes_request) {
    return (owner.*handler)(input, request);
  } else {
    static_cast<void>(request);
    return (owner.*handler)(input);
  }
}

template <auto handler, auto... component>
std::variant<Json, Park> run(Service& service, const ServiceInfo& info, const Json& json,
                             const Request& request) {
  using Types = HandlerTypes<decltype(handler)>;
  typename Types::InputType input{};
  if (const auto violations = read_shape(json, input); !violations.empty()) {
    refuse(info, violations);
  }
  auto& self = owner_of<handler, component...>(service);
  if constexpr (std::is_void_v<typename Types::ResultType>) {
    invoke<handler>(self, input, request);
    return Json::object();
  } else if constexpr (AnswerOf<typename Types::ResultType>::may_park) {
    auto answer = invoke<handler>(self, input, request);
    if (auto* park = std::get_if<Park>(&answer)) return std::move(*park);
    return write_shape(std::get<0>(answer));
  } else {
    return write_shape(invoke<handler>(self, input, request));
  }
}

template <auto handler, auto... component>
constexpr Operation line(std::string_view name, std::string_view http, Reach reach) {
  using Types = HandlerTypes<decltype(handler)>;
  using Output = typename AnswerOf<typename Types::ResultType>::Output;
  return {name,
          http,
          reach,
          &run<handler, component...>,
          &shape_of<typename Types::InputType>,
          &shape_of<Output>};
}

}  // namespace service_detail

// A line of a service's table. The handler's signature gives the shapes:
//   Output f(const Input&)    Output f(const Input&, const Request&)
// where Output is a described struct, void, or Answer<struct>. `http` is for the REST protocols
// (Operation::http).
template <auto handler>
constexpr Operation op(std::string_view name, std::string_view http = {}) {
  return service_detail::line<handler>(name, http, Reach::kClients);
}

// The same for a handler that is a member of one of the service's components:
// op<&Dynamodb::items, &Items::put_item>("PutItem"), where the service has a member `Items items`.
template <auto component, auto handler>
constexpr Operation op(std::string_view name, std::string_view http = {}) {
  return service_detail::line<handler, component>(name, http, Reach::kClients);
}

// What is no part of AWS's API.
template <auto handler>
constexpr Operation control_op(std::string_view name) {
  return service_detail::line<handler>(name, {}, Reach::kControl);
}
template <auto component, auto handler>
constexpr Operation control_op(std::string_view name) {
  return service_detail::line<handler, component>(name, {}, Reach::kControl);
}

}  // namespace snowglobe
