// Which function a client means: a name, a partial or a whole ARN, each with or without a version.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace snowglobe::lambda {

struct FunctionName {
  std::string account, region, name;
  std::string qualifier;  // "$LATEST", a version or an alias; empty when none was given

  // Without the qualifier.
  std::string arn() const {
    return "arn:aws:lambda:" + region + ":" + account + ":function:" + name;
  }
};

// Understands NAME, ACCOUNT:function:NAME and arn:aws:lambda:REGION:ACCOUNT:function:NAME, with
// :QUALIFIER behind each. What is left open is the caller's. Nothing for another text.
std::optional<FunctionName> parse_function_name(std::string_view text, const std::string& account,
                                                const std::string& region);

}  // namespace snowglobe::lambda
