// The operations of Amazon SQS. Queues are in queue_operations.cpp, messages in
// message_operations.cpp, batches in batch_operations.cpp, permissions in
// permission_operations.cpp, message move tasks in move_operations.cpp, and the table of operations
// in sqs.cpp.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "emulator/api/service.h"
#include "services/sqs/attempts.h"
#include "services/sqs/deduplications.h"
#include "services/sqs/messages.h"
#include "services/sqs/move_tasks.h"
#include "services/sqs/queues.h"
#include "services/sqs/shapes.h"

namespace snowglobe::sqs {

// Throws when what a FIFO queue cannot do without is missing.
void check_fifo_message(const Queue& queue, const MessageInput& input);

// The names of system attributes of messages.
using WantedAttributes = std::set<std::string_view>;

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

  StartMessageMoveTaskOutput start_message_move_task(const StartMessageMoveTaskInput& input,
                                                     const Request& request);
  ListMessageMoveTasksOutput list_message_move_tasks(const ListMessageMoveTasksInput& input);
  CancelMessageMoveTaskOutput cancel_message_move_task(const CancelMessageMoveTaskInput& input);

  // Not AWS's: see behavior.h.
  void set_queue_behavior(const SetQueueBehaviorInput& input, const Request& request);
  QueueBehavior get_queue_behavior(const QueueInput& input, const Request& request);

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

  std::vector<Job*> jobs() override { return {this, &mover_}; }

 private:
  // Moves the messages of message move tasks.
  class Mover : public Job {
   public:
    explicit Mover(Sqs& sqs) : sqs_(sqs) {}
    std::string_view name() const override { return "sqs.move_tasks"; }
    std::string_view table() const override { return "sqs_move_tasks"; }
    DueRow first_due(const PutOffRows& put_off) override {
      return sqs_.move_tasks_.first_due(put_off);
    }
    void run(const DueRow& row, Moment now) override { sqs_.run_move_task(row.id, now); }

   private:
    Sqs& sqs_;
  };

  // The job that deletes expired messages.
  std::string_view name() const override { return "sqs.retention"; }
  std::string_view table() const override { return "sqs_queues"; }
  DueRow first_due(const PutOffRows& put_off) override { return queues_.first_to_sweep(put_off); }
  void run(const DueRow& row, Moment now) override;

  Queue queue_of(const std::string& url, const Request& request);
  Queue queue_of_arn(const char* name, const std::string& arn);
  std::string url_of(const QueueName& name, const Request& request) const;
  // Nothing for no names: AWS leaves out a list in which there is nothing.
  std::optional<StringList> urls_of(const StringList& names, const std::string& account,
                                    const std::string& region, const Request& request) const;
  void check_dead_letter_queue(const StringMap& attributes, const QueueName& source);
  void change_attributes(Queue& queue, const StringMap& changes);
  void run_move_task(std::int64_t row, Moment now);
  bool move_messages(const Queue& source, MoveTask& task, Moment now);

  SentMessage send(const Queue& queue, const MessageInput& input, const Request& request);
  // To be called when messages have come to a queue: who waits hears of it, also when they are
  // delayed, and they are swept in time.
  void expect_messages(const Queue& queue, Moment oldest_sent_at);
  // Nothing when too many are in flight already.
  std::optional<std::vector<Message>> receive(const Queue& queue, const ReceiveMessageInput& input,
                                              std::chrono::seconds wait);
  ReceivedMessage describe(const Queue& queue, Message& message, const ReceiveMessageInput& input,
                           const WantedAttributes& wanted);
  // The groups that these touch are for the caller to refresh.
  Messages::Removal remove(const Queue& queue, const std::string& handle,
                           Messages::TouchedGroups& touched);
  void change_visibility(const Queue& queue, const std::string& handle, int timeout_s,
                         Messages::TouchedGroups& touched);
  // Runs a checked batch: `act` once for each entry; an entry whose act throws fails alone.
  template <class Output, class Entries, class Act>
  Output run_batch(const Entries& entries, const Request& request, Act act);

  Host& host_;
  Queues queues_;
  Messages messages_;
  Deduplications deduplications_;
  Attempts attempts_;
  MoveTasks move_tasks_;
  Mover mover_{*this};
};

}  // namespace snowglobe::sqs
