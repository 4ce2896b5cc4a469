// AddPermission and RemovePermission: statements of the queue's policy.
#include <algorithm>
#include <array>

#include "services/sqs/errors.h"
#include "services/sqs/policy.h"
#include "services/sqs/service.h"

namespace snowglobe::sqs {
namespace {

constexpr std::size_t actions_max = 7;      // of a statement
constexpr std::size_t statements_max = 20;  // of a policy
constexpr std::size_t principals_max = 50;

// What others may be allowed, and what only the owner may do.
constexpr std::array<std::string_view, 12> grantable = {"*",
                                                        "ChangeMessageVisibility",
                                                        "ChangeMessageVisibilityBatch",
                                                        "DeleteMessage",
                                                        "DeleteMessageBatch",
                                                        "GetQueueAttributes",
                                                        "GetQueueUrl",
                                                        "ListDeadLetterSourceQueues",
                                                        "PurgeQueue",
                                                        "ReceiveMessage",
                                                        "SendMessage",
                                                        "SendMessageBatch"};
constexpr std::array<std::string_view, 12> reserved = {
    "AddPermission",        "CancelMessageMoveTask", "CreateQueue", "DeleteQueue",
    "ListMessageMoveTasks", "ListQueueTags",         "ListQueues",  "RemovePermission",
    "SetQueueAttributes",   "StartMessageMoveTask",  "TagQueue",    "UntagQueue"};

void check_actions(const StringList& actions) {
  if (actions.empty()) throw missing_parameter("Actions");
  if (actions.size() > actions_max) throw too_many(actions.size(), "Actions", actions_max);
  const auto has = [](const auto& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const std::string& action : actions) {
    if (has(grantable, action)) continue;
    throw invalid_parameter("ActionName", "SQS:" + action,
                            has(reserved, action)
                                ? "Only the queue owner is allowed to invoke this action."
                                : "Please refer to the appropriate WSDL for a list of valid "
                                  "actions.");
  }
}

void check_accounts(const StringList& ids) {
  if (ids.empty()) throw missing_parameter("AWSAccountIds");
  if (ids.size() > principals_max) throw too_many(ids.size(), "AWSAccountIds", principals_max);
  for (const std::string& id : ids) {
    if (id.size() != 12 ||
        !std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      throw invalid_parameter("PrincipalId", "[" + id + "]", "Unable to verify.");
    }
  }
}

// In a policy one value stands alone, several are a list.
Json one_or_list(Json list) { return list.size() == 1 ? Json(list[0]) : list; }

// The policy of the queue, its statements as a list.
Json policy_of(const StringMap& attributes, const QueueName& name) {
  const auto found = attributes.find("Policy");
  if (found == attributes.end()) {
    return {{"Version", "2008-10-17"},
            {"Id", name.arn() + "/SQSDefaultPolicy"},
            {"Statement", Json::array()}};
  }
  Json policy = parse_json(found->second);
  if (!policy["Statement"].is_array()) {
    const Json only = policy["Statement"];
    policy["Statement"] = only.is_null() ? Json::array() : Json::array({only});
  }
  return policy;
}

bool is_labeled(const Json& statement, const std::string& label) {
  const Json* sid = find_member(statement, "Sid");
  return sid != nullptr && *sid == label;
}

}  // namespace

void Sqs::add_permission(const AddPermissionInput& input, const Request& request) {
  Queue queue = queue_of(input.queue_url, request);
  if (!is_queue_name(input.label) || is_fifo_name(input.label)) {
    throw invalid_parameter("Label", input.label,
                            "Can only include alphanumeric characters, hyphens, or underscores. "
                            "1 to 80 in length.");
  }
  check_accounts(input.account_ids);
  check_actions(input.actions);
  Json policy = policy_of(queues_.details(queue).attributes, queue.name);
  Json& statements = policy["Statement"];
  for (const Json& statement : statements) {
    if (is_labeled(statement, input.label)) {
      throw invalid_parameter("Label", input.label, "Already exists.");
    }
  }
  if (statements.size() >= statements_max) {
    throw too_many(statements.size() + 1, "Statements", statements_max);
  }
  Json principals = Json::array(), actions = Json::array();
  for (const std::string& id : input.account_ids) {
    principals.push_back("arn:aws:iam::" + id + ":root");
  }
  for (const std::string& action : input.actions) actions.push_back("SQS:" + action);
  statements.push_back({{"Sid", input.label},
                        {"Effect", "Allow"},
                        {"Principal", {{"AWS", one_or_list(std::move(principals))}}},
                        {"Action", one_or_list(std::move(actions))},
                        {"Resource", queue.name.arn()}});
  const std::string text = print_json(policy);
  check_policy(text);
  change_attributes(queue, {{"Policy", text}});
}

void Sqs::remove_permission(const RemovePermissionInput& input, const Request& request) {
  Queue queue = queue_of(input.queue_url, request);
  Json policy = policy_of(queues_.details(queue).attributes, queue.name);
  Json kept = Json::array();
  for (const Json& statement : policy["Statement"]) {
    if (!is_labeled(statement, input.label)) kept.push_back(statement);
  }
  if (kept.size() == policy["Statement"].size()) {
    throw invalid_parameter("Label", input.label, "can't find label on existing policy.");
  }
  policy["Statement"] = kept;
  change_attributes(queue, {{"Policy", kept.empty() ? "" : print_json(policy)}});
}

}  // namespace snowglobe::sqs
