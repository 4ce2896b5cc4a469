// The receives of FIFO queues that named a ReceiveRequestAttemptId in the last five minutes, as
// rows of sqs_attempts: a client that lost the answer asks again with the same id and gets the same
// messages and receipt handles.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "emulator/store/database.h"
#include "emulator/store/forgetter.h"
#include "services/sqs/receipt.h"

namespace snowglobe::sqs {

struct Attempt {
  Moment visible_at;  // of its messages, if nobody has changed them
  std::vector<Receipt> receipts;
};

class Attempts {
 public:
  static constexpr std::chrono::minutes interval{5};

  explicit Attempts(Database& database);

  std::optional<Attempt> find(std::int64_t queue, std::string_view id, Moment now);
  // The interval begins with the first receive of these messages: see `extend` for later ones.
  void add(std::int64_t queue, std::string_view id, const Attempt& attempt, Moment now);
  void extend(std::int64_t queue, std::string_view id, Moment visible_at);
  void remove_all(std::int64_t queue);

 private:
  Database& database_;
  Statement find_{database_, R"(
      SELECT visible_at, receipts FROM sqs_attempts
        WHERE queue = ? AND name = ? AND received_at > ?)"};
  Statement add_{database_, R"(
      INSERT OR REPLACE INTO sqs_attempts (queue, name, visible_at, receipts, received_at)
        VALUES (?, ?, ?, ?, ?))"};
  Statement extend_{database_, R"(
      UPDATE sqs_attempts SET visible_at = ? WHERE queue = ? AND name = ?)"};
  Forgetter forgetter_{database_, R"(
      DELETE FROM sqs_attempts
        WHERE id < (SELECT min(id) FROM sqs_attempts) + 32 AND received_at <= ?)"};
  Statement remove_all_{database_, "DELETE FROM sqs_attempts WHERE queue = ?"};
};

}  // namespace snowglobe::sqs
