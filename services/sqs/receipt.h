// A receipt handle: names one receive of one message, and cannot be made up by a client.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace snowglobe::sqs {

struct Receipt {
  std::int64_t message = 0;  // its row
  std::int64_t receive = 0;  // the first, second, ... receive of it

  // `secret` is the queue's: a handle of another queue does not parse.
  std::string text(std::int64_t secret) const;
  static std::optional<Receipt> parse(std::string_view text, std::int64_t secret);
};

}  // namespace snowglobe::sqs
