// SendMessageBatch, DeleteMessageBatch, ChangeMessageVisibilityBatch.
#include <algorithm>
#include <set>

#include "services/sqs/errors.h"
#include "services/sqs/message.h"
#include "services/sqs/service.h"

namespace snowglobe::sqs {
namespace {

constexpr std::size_t entries_max = 10;

void check_entry_id(std::set<std::string_view>& seen, std::string_view id) {
  const bool is_good =
      !id.empty() && id.size() <= 80 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_';
      });
  if (!is_good) throw invalid_entry_id();
  if (!seen.insert(id).second) throw entry_ids_not_distinct(id);
}

// What fails a batch of any kind as a whole.
void check_batch(const auto& entries, std::string_view entry_shape) {
  if (entries.empty()) throw empty_batch(entry_shape);
  if (entries.size() > entries_max) throw too_many_entries(entries.size());
  std::set<std::string_view> seen;
  for (const auto& entry : entries) check_entry_id(seen, entry.id);
}

void check_batch_size(const std::vector<SendMessageBatchEntry>& entries) {
  std::size_t size = 0;
  for (const auto& entry : entries) size += size_bytes(entry.message);
  if (size > static_cast<std::size_t>(message_bytes_max)) {
    throw batch_too_long(message_bytes_max, size);
  }
}

}  // namespace

template <class Output, class Entries, class Act>
Output Sqs::run_batch(const Entries& entries, const Request& request, Act act) {
  Output output;
  const auto fail = [&](FailedEntry failed) {
    if (!output.failed) output.failed.emplace();
    output.failed->push_back(std::move(failed));
  };
  for (const auto& entry : entries) {
    if (request.partial_failure_chance > 0 &&
        host_.random().unit() < request.partial_failure_chance) {
      fail({entry.id, false, "InternalError",
            "We encountered an internal error. Please try again."});
      continue;
    }
    try {
      auto done = act(entry);
      if (!output.successful) output.successful.emplace();
      output.successful->push_back(std::move(done));
    } catch (const AwsError& error) {  // nothing of the entry was written by then
      // Entries have the codes of the Query protocol in both.
      fail({entry.id, error.is_sender_fault(),
            error.query_code.empty() ? error.code : error.query_code, error.message});
    }
  }
  return output;
}

SendMessageBatchOutput Sqs::send_message_batch(const SendMessageBatchInput& input,
                                               const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  check_batch(input.entries, "SendMessageBatchRequestEntry");
  check_batch_size(input.entries);
  if (queue.settings.is_fifo) {
    // What a FIFO queue cannot do without is missed in the batch as a whole.
    for (const auto& entry : input.entries) check_fifo_message(queue, entry.message);
  }
  return run_batch<SendMessageBatchOutput>(input.entries, request, [&](const auto& entry) {
    return SentEntry{entry.id, send(queue, entry.message, request)};
  });
}

DeleteMessageBatchOutput Sqs::delete_message_batch(const DeleteMessageBatchInput& input,
                                                   const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  check_batch(input.entries, "DeleteMessageBatchRequestEntry");
  Messages::TouchedGroups touched;
  auto output = run_batch<DeleteMessageBatchOutput>(input.entries, request, [&](const auto& entry) {
    if (remove(queue, entry.receipt_handle, touched) == Messages::Removal::kExpired) {
      throw entry_handle_expired();
    }
    return EntryId{entry.id};
  });
  messages_.refresh_groups(queue, touched);
  return output;
}

ChangeMessageVisibilityBatchOutput Sqs::change_message_visibility_batch(
    const ChangeMessageVisibilityBatchInput& input, const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  check_batch(input.entries, "ChangeMessageVisibilityBatchRequestEntry");
  Messages::TouchedGroups touched;
  auto output =
      run_batch<ChangeMessageVisibilityBatchOutput>(input.entries, request, [&](const auto& entry) {
        if (!entry.visibility_timeout_s) throw missing_parameter("VisibilityTimeout");
        change_visibility(queue, entry.receipt_handle, *entry.visibility_timeout_s, touched);
        return EntryId{entry.id};
      });
  messages_.refresh_groups(queue, touched);
  return output;
}

}  // namespace snowglobe::sqs
