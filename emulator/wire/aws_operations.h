// The operations that AWS has, as far as its models of today name them: so that a name nobody knows
// is told apart from an operation which Snowglobe does not carry out.
#pragma once

#include <string_view>

namespace snowglobe::wire {

// Of the services that are called by an operation's name ("sqs", "SendMessage").
bool is_aws_operation(std::string_view service, std::string_view operation);

// Of the services that are called by method and path: the operation's name, or nothing. `path` is
// as it was sent, without the query.
std::string_view aws_operation_at(std::string_view service, std::string_view method,
                                  std::string_view path);

}  // namespace snowglobe::wire
