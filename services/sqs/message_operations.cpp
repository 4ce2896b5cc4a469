#include <algorithm>

#include "emulator/base/hash.h"
#include "emulator/base/text.h"
#include "services/sqs/errors.h"
#include "services/sqs/message.h"
#include "services/sqs/service.h"

namespace snowglobe::sqs {
namespace {

constexpr int visibility_timeout_max_s = 43'200;
// How soon a poll that found too many messages in flight looks again: deletes do not wake it.
constexpr std::chrono::seconds room_again{1};

// Ours: the journal id of the SendMessage that a message came from. Given only when asked for by
// name.
constexpr std::string_view cause_attribute = "SnowglobeCause";

constexpr std::array<std::string_view, 9> system_attributes = {"SenderId",
                                                               "SentTimestamp",
                                                               "ApproximateReceiveCount",
                                                               "ApproximateFirstReceiveTimestamp",
                                                               "SequenceNumber",
                                                               "MessageGroupId",
                                                               "MessageDeduplicationId",
                                                               "AWSTraceHeader",
                                                               "DeadLetterQueueSourceArn"};

void check_range(const char* name, const std::optional<int>& value, int min, int max,
                 const char* reason) {
  if (value && (*value < min || *value > max)) {
    throw invalid_parameter(name, std::to_string(*value), reason);
  }
}

void check_fifo_id(const char* name, const std::optional<std::string>& value) {
  if (!value || is_fifo_id(*value)) return;
  throw invalid_parameter(name, *value,
                          std::string(name) +
                              " can only include alphanumeric and punctuation characters. 1 to 128 "
                              "in length.");
}

// Throws when the message cannot stand in this queue.
void check_message(const Queue& queue, const MessageInput& input) {
  if (input.body.empty()) throw missing_parameter("MessageBody");
  if (size_bytes(input) > static_cast<std::size_t>(queue.settings.message_bytes_max)) {
    throw message_too_long(queue.settings.message_bytes_max);
  }
  check_characters(input.body);
  check_range("DelaySeconds", input.delay_s, 0, 900, "DelaySeconds must be >= 0 and <= 900.");
  if (input.attributes) check_attributes(*input.attributes);
  if (input.system_attributes) check_system_attributes(*input.system_attributes);
  check_fifo_id("MessageGroupId", input.group_id);
  check_fifo_id("MessageDeduplicationId", input.deduplication_id);
  if (!queue.settings.is_fifo) {
    if (input.deduplication_id) {
      throw not_for_this_queue_type("MessageDeduplicationId", *input.deduplication_id);
    }
    return;
  }
  check_fifo_message(queue, input);
  if (input.delay_s.value_or(0) != 0) {
    throw not_for_this_queue_type("DelaySeconds", std::to_string(*input.delay_s));
  }
}

// The reference names an attribute of queues among those of messages: it may be asked for, and no
// message has it.
constexpr std::string_view queue_encryption_attribute = "SqsManagedSseEnabled";

bool is_system_attribute(std::string_view name) {
  return name == "All" || name == cause_attribute || name == queue_encryption_attribute ||
         std::find(system_attributes.begin(), system_attributes.end(), name) !=
             system_attributes.end();
}

void check_receive(const ReceiveMessageInput& input) {
  check_range("MaxNumberOfMessages", input.count_max, 1, 10,
              "Must be between 1 and 10, if provided.");
  check_range("WaitTimeSeconds", input.wait_s, 0, 20, "Must be >= 0 and <= 20, if provided.");
  check_range("VisibilityTimeout", input.visibility_timeout_s, 0, visibility_timeout_max_s,
              "Must be >= 0 and <= 43200, if provided.");
  for (const auto* names : {&input.attribute_names, &input.system_attribute_names}) {
    if (!*names) continue;
    for (const std::string& name : **names) {
      if (!is_system_attribute(name)) throw unknown_attribute(name);
    }
  }
  check_fifo_id("ReceiveRequestAttemptId", input.attempt_id);
}

// The system attributes that are asked for, each once however often it is named. REQUIRES: checked.
WantedAttributes wanted_attributes(const ReceiveMessageInput& input) {
  WantedAttributes wanted;
  for (const auto* names : {&input.attribute_names, &input.system_attribute_names}) {
    if (!*names) continue;
    for (const std::string& name : **names) wanted.insert(name);
  }
  if (wanted.contains("All")) wanted.insert(system_attributes.begin(), system_attributes.end());
  return wanted;
}

// Those that are wanted and that the message has.
StringMap system_attributes_of(const Queue& queue, const Message& message,
                               const WantedAttributes& wanted) {
  StringMap found;
  if (wanted.empty()) return found;
  const auto add = [&](std::string_view name, std::string value) {
    if (!value.empty() && wanted.contains(name)) found.emplace(name, std::move(value));
  };
  add("SenderId", message.sender);
  add("SentTimestamp", std::to_string(to_millis(message.sent_at)));
  add("ApproximateReceiveCount", std::to_string(message.received_before + message.receive_count));
  add("ApproximateFirstReceiveTimestamp", std::to_string(to_millis(message.first_received_at)));
  if (queue.settings.is_fifo) add("SequenceNumber", message.sequence_number());
  add("MessageGroupId", message.group);
  add("MessageDeduplicationId", message.deduplication_id);
  add("AWSTraceHeader", message.trace_header);
  add("DeadLetterQueueSourceArn", message.dead_letter_source);
  add(cause_attribute, std::to_string(message.cause));
  return found;
}

Receipt receipt_of(const Queue& queue, const std::string& handle) {
  const auto receipt = Receipt::parse(handle, queue.secret);
  if (!receipt) throw receipt_handle_is_invalid(handle);
  return *receipt;
}

}  // namespace

void check_fifo_message(const Queue& queue, const MessageInput& input) {
  if (!input.group_id) throw missing_parameter("MessageGroupId");
  if (!input.deduplication_id && !queue.settings.dedups_by_content) {
    throw invalid_parameter(
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
        "provided explicitly");
  }
}

SentMessage Sqs::send_message(const SendMessageInput& input, const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  return send(queue, input.message, request);
}

SentMessage Sqs::send(const Queue& queue, const MessageInput& input, const Request& request) {
  check_message(queue, input);
  const Moment now = host_.now();
  const Settings& settings = queue.settings;
  Message message;
  message.body = input.body;
  message.body_md5 = hex(md5(input.body));
  message.sender = request.account();
  message.cause = request.id;
  message.group = input.group_id.value_or("");
  SentMessage sent;
  if (input.attributes && !input.attributes->empty()) {
    message.attributes_md5 = attributes_md5(*input.attributes);
    message.attributes = print_attributes(*input.attributes);
    sent.attributes_md5 = message.attributes_md5;
  }
  if (input.system_attributes && !input.system_attributes->empty()) {
    sent.system_attributes_md5 = attributes_md5(*input.system_attributes);
    message.trace_header = *input.system_attributes->begin()->second.string_value;
  }
  sent.body_md5 = message.body_md5;
  const std::string scope = settings.dedups_per_group ? message.group : "";
  if (settings.is_fifo) {
    message.deduplication_id =
        input.deduplication_id ? *input.deduplication_id : hex(sha256(input.body));
    if (const auto first = deduplications_.find(queue.id, scope, message.deduplication_id, now)) {
      sent.message_id = first->message_id;
      sent.sequence_number = Message::sequence_number_of(first->message_row);
      return sent;
    }
  }
  message.id = host_.random().uuid();
  messages_.add(queue, message,
                now + std::chrono::seconds(input.delay_s.value_or(settings.delay_s)), now);
  if (settings.is_fifo) {
    deduplications_.add(queue.id, scope, message.deduplication_id, {message.id, message.row}, now);
    sent.sequence_number = message.sequence_number();
  }
  expect_messages(queue, now);
  sent.message_id = std::move(message.id);
  return sent;
}

void Sqs::expect_messages(const Queue& queue, Moment oldest_sent_at) {
  if (!queue.is_sweep_known) {
    const Moment expires_at = oldest_sent_at + std::chrono::seconds(queue.settings.retention_s);
    queues_.set_sweep(queue.id, std::max(host_.now(), expires_at));
  }
  host_.wake(queue.topic());
}

Answer<ReceiveMessageOutput> Sqs::receive_message(const ReceiveMessageInput& input,
                                                  const Request& request) {
  check_receive(input);
  // A poll whose client hung up would take a message that nobody sees until its timeout.
  if (!request.memo.is_null() && request.is_abandoned()) return ReceiveMessageOutput{};
  const Queue queue = queue_of(input.queue_url, request);
  if (input.attempt_id && !queue.settings.is_fifo) {
    throw not_for_this_queue_type("ReceiveRequestAttemptId", *input.attempt_id);
  }
  const Moment now = host_.now();
  const std::chrono::seconds wait(input.wait_s.value_or(queue.settings.wait_s));
  auto found = receive(queue, input, wait);
  const Moment deadline =
      request.memo.is_null() ? now + wait : from_millis(request.memo.get<std::int64_t>());
  const bool is_empty = !found || found->empty();
  if (is_empty && now < deadline && !request.is_last_run) {
    Moment until = std::min(deadline, messages_.next_visible(queue, now));
    if (!found) until = std::min(until, now + room_again);
    return Park{queue.topic(), until, deadline, to_millis(deadline)};
  }
  ReceiveMessageOutput output;
  if (is_empty) return output;
  output.messages.emplace();
  const WantedAttributes wanted = wanted_attributes(input);
  for (Message& message : *found) {
    output.messages->push_back(describe(queue, message, input, wanted));
  }
  return output;
}

std::optional<std::vector<Message>> Sqs::receive(const Queue& queue,
                                                 const ReceiveMessageInput& input,
                                                 std::chrono::seconds wait) {
  const std::chrono::seconds timeout(
      input.visibility_timeout_s.value_or(queue.settings.visibility_timeout_s));
  Receive receive{input.count_max.value_or(1), timeout, host_.now(), wait.count() == 0};
  if (input.attempt_id) {
    if (const auto attempt = attempts_.find(queue.id, *input.attempt_id, receive.now)) {
      auto again = messages_.receive_again(queue, attempt->receipts, attempt->visible_at, receive);
      if (again) {
        attempts_.extend(queue.id, *input.attempt_id, receive.now + timeout);
        return again;
      }
    }
  }
  const std::int64_t room = messages_.room(queue, receive.now);
  if (room == 0) {
    // AWS tells only short polls of standard queues.
    if (receive.is_short_poll && !queue.settings.is_fifo) {
      throw too_many_in_flight(queue.behavior.in_flight_max);
    }
    return std::nullopt;
  }
  receive.count_max = static_cast<int>(std::min<std::int64_t>(receive.count_max, room));
  std::optional<Queue> dead_letter;
  if (queue.settings.receive_count_max > 0) {
    dead_letter = queues_.find_arn(queue.settings.dead_letter_arn);
  }
  Received received = messages_.receive(queue, dead_letter, receive, host_.random());
  if (received.dead_count > 0) expect_messages(*dead_letter, queue.cutoff(receive.now));
  if (received.has_copies) host_.wake(queue.topic());
  if (input.attempt_id && !received.messages.empty()) {
    Attempt attempt{receive.now + timeout, {}};
    for (const Message& message : received.messages) {
      attempt.receipts.push_back({message.row, message.receive_count});
    }
    attempts_.add(queue.id, *input.attempt_id, attempt, receive.now);
  }
  return std::move(received.messages);
}

ReceivedMessage Sqs::describe(const Queue& queue, Message& message,
                              const ReceiveMessageInput& input, const WantedAttributes& wanted) {
  ReceivedMessage out;
  out.message_id = std::move(message.id);
  out.receipt_handle = Receipt{message.row, message.receive_count}.text(queue.secret);
  out.body_md5 = std::move(message.body_md5);
  StringMap system = system_attributes_of(queue, message, wanted);
  if (!system.empty()) out.attributes = std::move(system);
  out.body = std::move(message.body);
  if (message.attributes.empty() || !input.message_attribute_names) return out;
  AttributeValues attributes = parse_attributes(message.attributes);
  const std::size_t count = attributes.size();
  std::erase_if(attributes, [&](const auto& attribute) {
    return !is_asked_for(attribute.first, *input.message_attribute_names);
  });
  if (attributes.empty()) return out;
  out.attributes_md5 =
      attributes.size() == count ? std::move(message.attributes_md5) : attributes_md5(attributes);
  out.message_attributes = std::move(attributes);
  return out;
}

void Sqs::delete_message(const DeleteMessageInput& input, const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  Messages::TouchedGroups touched;
  if (remove(queue, input.receipt_handle, touched) == Messages::Removal::kExpired) {
    throw receipt_handle_expired(input.receipt_handle);
  }
  messages_.refresh_groups(queue, touched);
}

Messages::Removal Sqs::remove(const Queue& queue, const std::string& handle,
                              Messages::TouchedGroups& touched) {
  const auto removal = messages_.remove(queue, receipt_of(queue, handle), host_.now(), touched);
  if (queue.settings.is_fifo) host_.wake(queue.topic());  // its group may be free now
  return removal;
}

void Sqs::change_message_visibility(const ChangeMessageVisibilityInput& input,
                                    const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  Messages::TouchedGroups touched;
  change_visibility(queue, input.receipt_handle, input.visibility_timeout_s, touched);
  messages_.refresh_groups(queue, touched);
}

void Sqs::change_visibility(const Queue& queue, const std::string& handle, int timeout_s,
                            Messages::TouchedGroups& touched) {
  check_range("VisibilityTimeout", timeout_s, 0, visibility_timeout_max_s,
              "Must be >= 0 and <= 43200, if provided.");
  const Receipt receipt = receipt_of(queue, handle);
  switch (messages_.change_visibility(queue, receipt, std::chrono::seconds(timeout_s), host_.now(),
                                      touched)) {
    case Messages::Change::kNotFound:
      throw not_available_for_change(handle);
    case Messages::Change::kBeyondLimit:
      throw invalid_parameter("VisibilityTimeout", std::to_string(timeout_s),
                              "Total VisibilityTimeout for the message is beyond the limit [43200 "
                              "seconds]");
    case Messages::Change::kNotInFlight:  // AWS says yes and leaves it visible
      return;
    case Messages::Change::kDone:
      host_.wake(queue.topic());
  }
}

}  // namespace snowglobe::sqs
