#include "services/sqs/sqs.h"

#include "services/sqs/aws_operations.h"
#include "services/sqs/errors.h"
#include "services/sqs/service.h"

namespace snowglobe::sqs {
namespace {

// SQS names the first parameter that is missing; what has the wrong type is refused as in all JSON
// services.
AwsError invalid_input(const std::vector<Violation>& violations) {
  for (const Violation& violation : violations) {
    if (violation.type == Violation::Type::kWrongType) return validation_error(violations);
  }
  const std::string_view missing = violations.front().member;
  // A batch of nothing has no parameter at all in the Query protocol.
  if (missing == "Entries") return empty_batch("batch entry");
  if (missing == "QueueUrl") return no_such_queue();
  if (missing == "QueueName") return no_queue_name();
  return missing_parameter(missing);
}

AwsError throttled(const Call&) {
  return AwsError("RequestThrottled", "The request was denied due to request throttling.", 403);
}

}  // namespace

Sqs::Sqs(Host& host)
    : host_(host),
      queues_(host.database()),
      messages_(host.database()),
      deduplications_(host.database()),
      attempts_(host.database()),
      move_tasks_(host.database()) {}

void Sqs::run(const DueRow& row, Moment now) {
  const auto queue = queues_.find(row.id);
  queues_.set_sweep(row.id, messages_.sweep(*queue, now));
  host_.wake(queue->topic());  // a FIFO group may be free now
}

const ServiceDefinition& sqs_service() {
  static const Operation operations[] = {
      op<&Sqs::create_queue>("CreateQueue"),
      op<&Sqs::get_queue_url>("GetQueueUrl"),
      op<&Sqs::list_queues>("ListQueues"),
      op<&Sqs::delete_queue>("DeleteQueue"),
      op<&Sqs::purge_queue>("PurgeQueue"),
      op<&Sqs::get_queue_attributes>("GetQueueAttributes"),
      op<&Sqs::set_queue_attributes>("SetQueueAttributes"),
      op<&Sqs::tag_queue>("TagQueue"),
      op<&Sqs::untag_queue>("UntagQueue"),
      op<&Sqs::list_queue_tags>("ListQueueTags"),
      op<&Sqs::list_dead_letter_source_queues>("ListDeadLetterSourceQueues"),
      op<&Sqs::add_permission>("AddPermission"),
      op<&Sqs::remove_permission>("RemovePermission"),
      op<&Sqs::start_message_move_task>("StartMessageMoveTask"),
      op<&Sqs::list_message_move_tasks>("ListMessageMoveTasks"),
      op<&Sqs::cancel_message_move_task>("CancelMessageMoveTask"),
      control_op<&Sqs::set_queue_behavior>("SetQueueBehavior"),
      control_op<&Sqs::get_queue_behavior>("GetQueueBehavior"),
      op<&Sqs::send_message>("SendMessage"),
      op<&Sqs::send_message_batch>("SendMessageBatch"),
      op<&Sqs::receive_message>("ReceiveMessage"),
      op<&Sqs::delete_message>("DeleteMessage"),
      op<&Sqs::delete_message_batch>("DeleteMessageBatch"),
      op<&Sqs::change_message_visibility>("ChangeMessageVisibility"),
      op<&Sqs::change_message_visibility_batch>("ChangeMessageVisibilityBatch"),
  };
  static const ServiceDefinition definition{
      .info = {.name = "sqs",
               .signing_name = "sqs",
               .shape_name = "AmazonSQS",
               .protocols = {Protocol::kJson10, Protocol::kQuery, Protocol::kRpcV2Cbor},
               .api_version = "2012-11-05",
               .xml_namespace = "http://queue.amazonaws.com/doc/2012-11-05/",
               .error_namespace = "com.amazonaws.sqs",
               .address_member = "QueueUrl",
               .resource_members = {"QueueUrl", "QueueName", "SourceArn"},
               .has_empty_replies = true,
               .invalid_input = &invalid_input,
               .throttled = &throttled},
      .operations = operations,
      .aws_operations = aws_operations,
      .make = [](Host& host) { return std::make_unique<Sqs>(host); }};
  return definition;
}

}  // namespace snowglobe::sqs
