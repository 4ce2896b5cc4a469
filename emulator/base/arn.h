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

}  // namespace snowglobe
