// The messages of all queues, as rows of sqs_messages, and the rules by which they become visible.
//
// One index orders a queue's messages by the moment from which they can be received, so sending,
// receiving and deleting each cost the logarithm of the queue's length. A FIFO queue's messages are
// in groups (groups.h) as well. How many messages a queue has is kept in sqs_counts; those in
// flight and delayed are counted by the index, because they become visible without anybody writing.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "emulator/base/random.h"
#include "emulator/store/database.h"
#include "services/sqs/groups.h"
#include "services/sqs/queues.h"
#include "services/sqs/receipt.h"
#include "services/sqs/tenants.h"

namespace snowglobe::sqs {

struct Message {
  std::int64_t row = 0;
  std::int64_t receive_count = 0;    // in this queue
  std::int64_t received_before = 0;  // in the queues that it was in before
  Moment visible_at, sent_at, first_received_at;
  std::string id;  // AWS's MessageId, a UUID
  std::string body, body_md5;
  std::string attributes, attributes_md5;  // canonical JSON, or empty
  std::string sender, trace_header, dead_letter_source;
  std::string group, deduplication_id;
  std::int64_t group_row = 0;  // in a FIFO queue
  std::int64_t cause = 0;      // the journal id of its SendMessage
  // How it came to its queue: by a send, from another queue whose message it was, or as the
  // duplicate that a test asked for. Only what was sent there has its place by the time of sending.
  enum class Origin { kSent, kMoved, kCopied };
  Origin origin = Origin::kSent;

  // 20 digits, growing.
  std::string sequence_number() const { return sequence_number_of(row); }
  static std::string sequence_number_of(std::int64_t row);
};

// What the approximate counts of a queue are; here they are exact.
struct MessageCounts {
  std::int64_t visible = 0, in_flight = 0, delayed = 0;
};

// What a ReceiveMessage asks for.
struct Receive {
  int count_max = 1;
  std::chrono::seconds timeout{};
  Moment now;
  bool is_short_poll = false;
};

struct Received {
  std::vector<Message> messages;
  int dead_count = 0;       // of those that went to the dead-letter queue
  bool has_copies = false;  // a duplicate of one was left in the queue
};

class Messages {
 public:
  explicit Messages(Database& database);

  // Fills in row, group_row and moments.
  void add(const Queue& queue, Message& message, Moment visible_at, Moment now);

  // Takes visible messages off the queue for the timeout. One that has been received often enough
  // goes to `dead_letter` instead.
  Received receive(const Queue& queue, const std::optional<Queue>& dead_letter,
                   const Receive& receive, Random& random);
  // The next moment at which a message that is not visible now may be.
  Moment next_visible(const Queue& queue, Moment now);
  // How many more may be in flight, for one receive that takes 10 at most. Counts them only when
  // there are enough messages to reach the limit, and then again only when as many may have been
  // received as there was room for.
  std::int64_t room(const Queue& queue, Moment now);

  // The groups of a FIFO queue whose messages have been changed: to be refreshed before the call
  // ends, once each, however many of their messages it changed.
  using TouchedGroups = std::set<std::int64_t>;
  void refresh_groups(const Queue& queue, const TouchedGroups& touched);

  enum class Removal { kDone, kWasGone, kExpired };
  Removal remove(const Queue& queue, const Receipt& receipt, Moment now, TouchedGroups& touched);

  enum class Change { kDone, kNotInFlight, kNotFound, kBeyondLimit };
  Change change_visibility(const Queue& queue, const Receipt& receipt, std::chrono::seconds timeout,
                           Moment now, TouchedGroups& touched);

  // The messages of an earlier receive, in its order, hidden for `timeout` from now, if all of them
  // are as that receive left them: in flight until `visible_at`.
  std::optional<std::vector<Message>> receive_again(const Queue& queue,
                                                    const std::vector<Receipt>& receipts,
                                                    Moment visible_at, const Receive& receive);

  // The messages that a move task takes next. They stay where they are until `redrive`, which sends
  // one to `to` as a new message, `id`, after the delay of that queue.
  std::vector<Message> oldest_visible(const Queue& queue, int count_max, Moment now);
  void redrive(const Queue& from, const Queue& to, const Message& message, std::string id,
               Moment now);

  MessageCounts counts(const Queue& queue, Moment now);
  void purge(const Queue& queue);
  // A FIFO queue's delay holds for the messages that wait already.
  void set_delay(const Queue& queue, Moment now);
  // To be called when the retention of a queue, or how many may be in flight, has changed.
  void refresh(const Queue& queue);

  // Deletes expired messages, a bounded number of them; answers when to look again, nothing for an
  // empty queue.
  std::optional<Moment> sweep(const Queue& queue, Moment now);

 private:
  static Message read(const Query& row);
  static bool is_expired(const Queue& queue, const Message& message, Moment now);
  std::vector<Message> candidates(const Queue& queue, int count_max, Moment now);
  std::vector<Message> fair_candidates(const Queue& queue, int count_max, Moment now);
  std::vector<Message> grouped_candidates(const Queue& queue, int count_max, Moment now);
  void choose(const Queue& queue, const Receive& receive, Random& random,
              std::vector<Message>& found);
  void take(const Receive& receive, Message& message);
  void insert(const Queue& queue, Message& message);
  void bury(const Queue& from, const Queue& to, Message& message, Moment now);
  struct Expired {
    std::int64_t row = 0;
    std::optional<std::int64_t> group_row;
  };
  std::vector<Expired> expired(const Queue& queue, int count_max, Moment now);
  MessageCounts hidden(const Queue& queue, Moment now);

  Database& database_;
  Groups groups_;
  Tenants tenants_;
  Statement insert_{database_, R"(
      INSERT OR FAIL INTO sqs_messages (
          id, queue, visible_at, receive_count, sent_at, first_received_at, group_row, cause,
          message_id, body_md5, sender, attributes_md5, group_id, deduplication_id, trace_header,
          dead_letter_source, attributes, body, received_before, origin)
        VALUES ((SELECT (queue << 36) + added + 1 FROM sqs_counts WHERE queue = ?1),
                ?1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"};
  Statement visible_{database_, R"(
      SELECT id, receive_count, visible_at, sent_at, first_received_at, message_id, body, body_md5,
             attributes, attributes_md5, sender, trace_header, dead_letter_source, group_id,
             deduplication_id, group_row, cause, received_before, origin
        FROM sqs_messages WHERE queue = ? AND visible_at <= ?
        ORDER BY visible_at, receive_count, sent_at, id)"};
  Statement of_group_{database_, R"(
      SELECT id, receive_count, visible_at, sent_at, first_received_at, message_id, body, body_md5,
             attributes, attributes_md5, sender, trace_header, dead_letter_source, group_id,
             deduplication_id, group_row, cause, received_before, origin
        FROM sqs_messages WHERE group_row = ? ORDER BY id)"};
  Statement get_{database_, R"(
      SELECT id, receive_count, visible_at, sent_at, first_received_at, message_id, body, body_md5,
             attributes, attributes_md5, sender, trace_header, dead_letter_source, group_id,
             deduplication_id, group_row, cause, received_before, origin
        FROM sqs_messages WHERE id = ?)"};
  Statement take_{database_, R"(
      UPDATE sqs_messages SET visible_at = ?2, receive_count = receive_count + 1,
             received_at = ?3, first_received_at = coalesce(first_received_at, ?3)
        WHERE id = ?1)"};
  Statement hide_again_{database_, R"(
      UPDATE sqs_messages SET visible_at = ?, received_at = ? WHERE id = ?)"};
  Statement next_visible_{database_, R"(
      SELECT min(visible_at) FROM sqs_messages WHERE queue = ? AND visible_at > ?)"};
  Statement find_{database_, R"(
      SELECT receive_count, visible_at, received_at, group_row, sent_at FROM sqs_messages
        WHERE id = ? AND queue = ?)"};
  Statement erase_{database_, "DELETE FROM sqs_messages WHERE id = ?"};
  Statement erase_received_{database_, R"(
      DELETE FROM sqs_messages
        WHERE id = ? AND queue = ? AND receive_count = ? AND received_at > ?)"};
  Statement set_visible_{database_, "UPDATE sqs_messages SET visible_at = ? WHERE id = ?"};
  Statement purge_{database_, "DELETE FROM sqs_messages WHERE id > ? AND id < ?"};
  Statement set_delay_{database_, R"(
      UPDATE sqs_messages SET visible_at = sent_at + ?
        WHERE queue = ? AND receive_count = 0 AND visible_at > ?)"};

  // Of those that are not visible.
  Statement hidden_{database_, R"(
      SELECT total(receive_count > 0), total(receive_count = 0)
        FROM sqs_messages WHERE queue = ? AND visible_at > ? AND sent_at > ?)"};
  Statement in_order_{database_, R"(
      SELECT id, group_row, sent_at FROM sqs_messages WHERE id > ? AND id < ? ORDER BY id)"};
  Statement late_{database_, R"(
      SELECT id, group_row FROM sqs_messages
        WHERE queue = ? AND origin > 0 AND sent_at <= ? AND id > ?)"};
  Statement oldest_late_{database_, R"(
      SELECT min(sent_at) FROM sqs_messages WHERE queue = ? AND origin > 0)"};

  // Triggers keep sqs_counts. `receivable` says how many may be received before those in flight
  // have to be counted again; it means nothing until there are more messages than may be in flight.
  Statement total_{database_, "SELECT added - removed FROM sqs_counts WHERE queue = ?"};
  Statement receivable_{database_, R"(
      SELECT receivable FROM sqs_counts WHERE queue = ? AND added - removed > in_flight_max)"};
  Statement set_receivable_{database_, "UPDATE sqs_counts SET receivable = ?2 WHERE queue = ?1"};
  Statement set_in_flight_max_{database_, R"(
      UPDATE sqs_counts SET in_flight_max = ?2, receivable = 0 WHERE queue = ?1)"};
};

}  // namespace snowglobe::sqs
