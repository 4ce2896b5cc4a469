// The operations of Amazon SQS. Queues are in queue_operations.cpp, messages in
// message_operations.cpp, and the table of operations in sqs.cpp.
#pragma once

#include <optional>
#include <string>

#include "emulator/api/service.h"
#include "services/sqs/messages.h"
#include "services/sqs/queues.h"
#include "services/sqs/shapes.h"

namespace snowglobe::sqs {

class Sqs : public Service, private Job {
 public:
  explicit Sqs(Host& host);

  QueueUrlOutput create_queue(const CreateQueueInput& input, const Request& request);
  QueueUrlOutput get_queue_url(const GetQueueUrlInput& input, const Request& request);
  ListQueuesOutput list_queues(const ListQueuesInput& input, const Request& request);
  void delete_queue(const QueueInput& input, const Request& request);
  void purge_queue(const QueueInput& input, const Request& request);
  GetQueueAttributesOutput get_queue_attributes(const GetQueueAttributesInput& input,
                                                const Request& request);
  void set_queue_attributes(const SetQueueAttributesInput& input, const Request& request);
  void tag_queue(const TagQueueInput& input, const Request& request);
  void untag_queue(const UntagQueueInput& input, const Request& request);
  ListQueueTagsOutput list_queue_tags(const QueueInput& input, const Request& request);
  ListDeadLetterSourceQueuesOutput list_dead_letter_source_queues(
      const ListDeadLetterSourceQueuesInput& input, const Request& request);
  void add_permission(const AddPermissionInput& input, const Request& request);
  void remove_permission(const RemovePermissionInput& input, const Request& request);

  SentMessage send_message(const SendMessageInput& input, const Request& request);
  SendMessageBatchOutput send_message_batch(const SendMessageBatchInput& input,
                                            const Request& request);
  Answer<ReceiveMessageOutput> receive_message(const ReceiveMessageInput& input,
                                               const Request& request);
  void delete_message(const DeleteMessageInput& input, const Request& request);
  DeleteMessageBatchOutput delete_message_batch(const DeleteMessageBatchInput& input,
                                                const Request& request);
  void change_message_visibility(const ChangeMessageVisibilityInput& input, const Request& request);
  ChangeMessageVisibilityBatchOutput change_message_visibility_batch(
      const ChangeMessageVisibilityBatchInput& input, const Request& request);

  const ServiceInfo& info() const override;
  std::span<const Operation> operations() const override;
  std::vector<Job*> jobs() override { return {this}; }

 private:
  // The job that deletes expired messages.
  std::string_view name() const override { return "sqs.retention"; }
  std::string_view table() const override { return "sqs_queues"; }
  Moment next_due() override { return queues_.next_sweep(); }
  void run_one(Moment now) override;

  Queue queue_of(const std::string& url, const Request& request);
  std::string url_of(const QueueName& name, const Request& request) const;
  void check_dead_letter_queue(const StringMap& attributes, const QueueName& source);
  void change_attributes(Queue& queue, const StringMap& changes);

  SentMessage send(const Queue& queue, const MessageInput& input, const Request& request);
  ReceivedMessage describe(const Queue& queue, Message& message, const ReceiveMessageInput& input);
  void remove(const Queue& queue, const std::string& handle);
  void change_visibility(const Queue& queue, const std::string& handle, int timeout_s);
  // Runs a batch: `act` once for each entry; an entry whose act throws fails alone.
  template <class Output, class Entries, class Act>
  Output run_batch(const Entries& entries, const Request& request, std::string_view entry_shape,
                   Act act);

  Host& host_;
  Queues queues_;
  Messages messages_;
  Deduplications deduplications_;
};

}  // namespace snowglobe::sqs
