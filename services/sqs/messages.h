// The messages of all queues, as rows of sqs_messages, and the rules by which they become visible.
//
// One index orders a queue's messages by the moment from which they can be received, so sending,
// receiving and deleting each cost the logarithm of the queue's length. A FIFO queue's messages are
// in groups (groups.h) as well.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/store/database.h"
#include "services/sqs/groups.h"
#include "services/sqs/queues.h"
#include "services/sqs/receipt.h"

namespace snowglobe::sqs {

struct Message {
  std::int64_t row = 0;
  std::int64_t receive_count = 0;
  Moment visible_at, sent_at, first_received_at;
  std::string id;  // AWS's MessageId, a UUID
  std::string body, body_md5;
  std::string attributes, attributes_md5;  // canonical JSON, or empty
  std::string sender, trace_header, dead_letter_source;
  std::string group, deduplication_id;
  std::int64_t group_row = 0;  // in a FIFO queue
  std::int64_t cause = 0;      // the journal id of its SendMessage

  // 20 digits, growing.
  std::string sequence_number() const { return sequence_number_of(row); }
  static std::string sequence_number_of(std::int64_t row);
};

// What the approximate counts of a queue are; here they are exact.
struct MessageCounts {
  std::int64_t visible = 0, in_flight = 0, delayed = 0;
};

class Messages {
 public:
  explicit Messages(Database& database);

  // Fills in row, group_row and moments.
  void add(const Queue& queue, Message& message, Moment visible_at, Moment now);

  // Takes up to `count_max` visible messages off the queue for `timeout`. One that has been
  // received often enough goes to `dead_letter` instead; `dead_count` says how many did.
  std::vector<Message> receive(const Queue& queue, const std::optional<Queue>& dead_letter,
                               int count_max, std::chrono::seconds timeout, Moment now,
                               int& dead_count);
  // The next moment at which a message that is not visible now may be.
  Moment next_visible(const Queue& queue, Moment now);

  enum class Removal { kDone, kWasGone, kExpired };
  Removal remove(const Queue& queue, const Receipt& receipt, Moment now);

  enum class Change { kDone, kNotInFlight, kNotFound, kBeyondLimit };
  Change change_visibility(const Queue& queue, const Receipt& receipt, std::chrono::seconds timeout,
                           Moment now);

  MessageCounts counts(const Queue& queue, Moment now);
  void purge(const Queue& queue);
  // A FIFO queue's delay holds for the messages that wait already.
  void set_delay(const Queue& queue, Moment now);

  // Deletes expired messages that are not in flight, a bounded number of them; answers when to look
  // again, nothing for an empty queue.
  std::optional<Moment> sweep(const Queue& queue, Moment now);

 private:
  static Message read(const Query& row);
  std::vector<Message> candidates(const Queue& queue, int count_max, Moment now);
  void erase(const Message& message);
  void move(const Queue& from, const Queue& to, Message& message, Moment now);

  Database& database_;
  Groups groups_;
  Statement add_{database_, R"(
      INSERT INTO sqs_messages (queue, visible_at, receive_count, sent_at, group_row, cause,
                                message_id, body_md5, sender, attributes_md5, group_id,
                                deduplication_id, trace_header, attributes, body)
        VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"};
  Statement visible_{database_, R"(
      SELECT id, receive_count, visible_at, sent_at, first_received_at, message_id, body, body_md5,
             attributes, attributes_md5, sender, trace_header, dead_letter_source, group_id,
             deduplication_id, group_row, cause
        FROM sqs_messages WHERE queue = ? AND visible_at <= ?
        ORDER BY visible_at, receive_count, sent_at, id LIMIT ?)"};
  Statement first_of_group_{database_, R"(
      SELECT id, receive_count, visible_at, sent_at, first_received_at, message_id, body, body_md5,
             attributes, attributes_md5, sender, trace_header, dead_letter_source, group_id,
             deduplication_id, group_row, cause
        FROM sqs_messages WHERE group_row = ? ORDER BY id LIMIT ?)"};
  Statement take_{database_, R"(
      UPDATE sqs_messages SET visible_at = ?2, receive_count = receive_count + 1,
             received_at = ?3, first_received_at = coalesce(first_received_at, ?3)
        WHERE id = ?1)"};
  Statement move_{database_, R"(
      UPDATE sqs_messages SET queue = ?, visible_at = ?, receive_count = 0, sent_at = ?,
             received_at = NULL, group_row = ?, dead_letter_source = ?
        WHERE id = ?)"};
  Statement next_visible_{database_, R"(
      SELECT min(visible_at) FROM sqs_messages WHERE queue = ? AND visible_at > ?)"};
  Statement find_{database_, R"(
      SELECT receive_count, visible_at, received_at, group_row FROM sqs_messages
        WHERE id = ? AND queue = ?)"};
  Statement erase_{database_, "DELETE FROM sqs_messages WHERE id = ?"};
  Statement set_visible_{database_, "UPDATE sqs_messages SET visible_at = ? WHERE id = ?"};
  Statement counts_{database_, R"(
      SELECT total(visible_at <= ?2), total(visible_at > ?2 AND receive_count > 0),
             total(visible_at > ?2 AND receive_count = 0)
        FROM sqs_messages WHERE queue = ?1 AND sent_at > ?3)"};
  Statement purge_{database_, "DELETE FROM sqs_messages WHERE queue = ?"};
  Statement set_delay_{database_, R"(
      UPDATE sqs_messages SET visible_at = sent_at + ?
        WHERE queue = ? AND receive_count = 0 AND visible_at > ?)"};
  Statement expired_{database_, R"(
      SELECT id, group_row FROM sqs_messages WHERE queue = ? AND visible_at <= ? LIMIT ?)"};
  Statement oldest_{database_, "SELECT min(visible_at) FROM sqs_messages WHERE queue = ?"};
};

}  // namespace snowglobe::sqs
