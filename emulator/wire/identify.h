// Which service and which operation a request is for, on whose account, in which region: decided
// from what it says, in this order:
//   1. a host that a service claims by its labels: {ApiId}.execute-api.us-east-1.amazonaws.com
//   2. the header Smithy-Protocol: rpc-v2-cbor, and then the path
//   3. X-Amz-Target: AmazonSQS.SendMessage
//   4. the service in the credential scope, of the Authorization header or of X-Amz-Credential in a
//      presigned URL: with it, Action= or method and target
//   5. Action=, in the body of a form or in the query
//   6. the host's first label: sqs.us-east-1.localhost
//   7. method and target
// Signatures are not checked. The account is the access key id when that is 12 digits; the region
// is the scope's, or the host's.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "emulator/api/service_table.h"
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
  const ServiceTable::Entry* service = nullptr;  // nullptr: none that is known here
  const Operation* operation = nullptr;          // nullptr: see refusal
  Protocol protocol = Protocol::kRestJson;  // that the client speaks, and wants to be answered in
  std::string account, region;
  Parameters parameters;         // of Query: those of query string and body together
  ServiceTable::RestMatch rest;  // of a REST protocol
  std::map<std::string, std::string> host_labels;
  // Neither signed nor of a service that is known here: what is no call of AWS at all may be.
  bool is_unclaimed = false;
  // The answer, when there is no operation to call.
  std::optional<AwsError> refusal;
};

Identified identify(const ServiceTable& services, const HttpRequest& request,
                    const Defaults& defaults);

}  // namespace snowglobe::wire
