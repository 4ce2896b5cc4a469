// The access policy of a queue: the form it must have and how much it may hold. Nobody is refused
// by it.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
#pragma once

#include <string>

namespace snowglobe::sqs {

// Throws InvalidAttributeValue for what is no policy for a resource, OverLimit for one that is too
// large.
void check_policy(const std::string& text);

}  // namespace snowglobe::sqs
