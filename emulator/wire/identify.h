// Which service and which operation a request is for, on whose account, in which region: decided
// from what it says, in this order:
//   1. X-Amz-Target: AmazonSQS.SendMessage
//   2. the service in the credential scope, of the Authorization header or of X-Amz-Credential in a
//      presigned URL: with it, Action= or method and path
//   3. Action=, in the body of a form or in the query
//   4. the host: sqs.us-east-1.localhost
//   5. method and path
// Signatures are not checked. The account is the access key id when that is 12 digits; the region
// is the scope's.
#pragma once

#include <optional>
#include <string>

#include "emulator/wire/directory.h"
#include "emulator/wire/form.h"
#include "emulator/wire/message.h"

namespace snowglobe::wire {

// For a request that does not say.
struct Defaults {
  std::string account = "000000000000";
  std::string region = "us-east-1";
};

bool is_account(std::string_view text);  // 12 digits
bool is_region(std::string_view text);   // "us-east-1": small letters, digits and hyphens

struct Identified {
  const ServiceEntry* service = nullptr;    // nullptr: none that is known here
  const Operation* operation = nullptr;     // nullptr: see refusal
  Protocol protocol = Protocol::kRestJson;  // that the client speaks, and wants to be answered in
  std::string account, region;
  Parameters parameters;  // of Query: those of query string and body together
  RestMatch rest;         // of a REST protocol
  // The answer, when there is no operation to call.
  std::optional<AwsError> refusal;
};

Identified identify(const Directory& directory, const HttpRequest& request,
                    const Defaults& defaults);

}  // namespace snowglobe::wire
