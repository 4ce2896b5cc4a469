// Amazon Resource Names: arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace snowglobe {

struct Arn {
  std::string service, region, account;
  std::string resource;  // all that follows the account, colons included: "stateMachine:orders"

  std::string text() const {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
  }
  // Nothing for a text with fewer than six parts or another first part than "arn".
  static std::optional<Arn> parse(std::string_view text);
};

// Whether a pattern with * and ? stands for a resource as a call names it (a name, an ARN, a
// queue's URL) or for the name at its end: "orders" is the queue http://.../000000000000/orders.
bool names_resource(std::string_view pattern, std::string_view resource);

}  // namespace snowglobe
