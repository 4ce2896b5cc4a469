// The document of a resource-based policy, as a plain value.
#pragma once

#include <string>

namespace snowglobe::dynamodb {

// The policy as AWS gives it back: without white space, members in one order, a list of one action
// or resource as a string, an account's number as the ARN of its root. Equal policies become equal
// texts. Throws AWS's error when it is too long, or no policy by its form.
std::string canonical_policy(const std::string& text);

}  // namespace snowglobe::dynamodb
