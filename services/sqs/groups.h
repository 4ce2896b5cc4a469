// The message groups of FIFO queues, as rows of sqs_groups: from when each may be received.
//
// A group is not received from while a message of it is in flight, and its messages leave in the
// order of their rows. So the moment of a group is that of its first message, or of its last one in
// flight, whichever is later. One that expires holds its group no longer than that. A group without
// messages has no row.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "emulator/store/database.h"

namespace snowglobe::sqs {

class Groups {
 public:
  explicit Groups(Database& database);

  // `available_at` is for a group that is new.
  std::int64_t find_or_add(std::int64_t queue, std::string_view name, Moment available_at);
  // The rows of those that may be received from, the longest available first. Nothing may be
  // written while they are read.
  Query available(std::int64_t queue, Moment now) { return available_.query(queue, now); }
  // The next moment at which one that may not be received from now may.
  Moment next_available(std::int64_t queue, Moment now);
  // To be called whenever the messages of a group have changed, or how long its queue keeps them.
  void refresh(std::int64_t group, std::chrono::seconds retention);
  void refresh_all(std::int64_t queue, std::chrono::seconds retention);
  void remove_all(std::int64_t queue);

 private:
  Database& database_;
  Statement add_{database_, R"(
      INSERT INTO sqs_groups (queue, name, available_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING)"};
  Statement find_{database_, "SELECT id FROM sqs_groups WHERE queue = ? AND name = ?"};
  Statement available_{database_, R"(
      SELECT id FROM sqs_groups WHERE queue = ? AND available_at <= ?
        ORDER BY available_at, id)"};
  Statement next_available_{database_, R"(
      SELECT min(available_at) FROM sqs_groups WHERE queue = ? AND available_at > ?)"};
  Statement messages_{database_, R"(
      SELECT min(visible_at, sent_at + ?1), receive_count FROM sqs_messages WHERE group_row = ?2
        ORDER BY id)"};
  Statement set_available_{database_, R"(
      UPDATE sqs_groups SET available_at = ?1 WHERE id = ?2 AND available_at <> ?1)"};
  Statement all_{database_, "SELECT id FROM sqs_groups WHERE queue = ?"};
  Statement remove_{database_, "DELETE FROM sqs_groups WHERE id = ?"};
  Statement remove_all_{database_, "DELETE FROM sqs_groups WHERE queue = ?"};
};

}  // namespace snowglobe::sqs
