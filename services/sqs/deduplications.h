// The messages that FIFO queues have accepted in the last five minutes, as rows of
// sqs_deduplications: a second one with the same id is answered like the first and dropped.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/store/database.h"
#include "emulator/store/forgetter.h"

namespace snowglobe::sqs {

class Deduplications {
 public:
  static constexpr std::chrono::minutes interval{5};

  struct Accepted {
    std::string message_id;
    std::int64_t message_row = 0;
  };

  explicit Deduplications(Database& database);

  // `group` is empty when the whole queue is the scope.
  std::optional<Accepted> find(std::int64_t queue, std::string_view group, std::string_view id,
                               Moment now);
  void add(std::int64_t queue, std::string_view group, std::string_view id,
           const Accepted& accepted, Moment now);
  void remove_all(std::int64_t queue);

 private:
  Database& database_;
  Statement find_{database_, R"(
      SELECT message_id, message_row FROM sqs_deduplications
        WHERE queue = ? AND scope = ? AND name = ? AND sent_at > ?)"};
  Statement add_{database_, R"(
      INSERT OR REPLACE INTO sqs_deduplications (queue, scope, name, message_id, message_row,
                                                 sent_at)
        VALUES (?, ?, ?, ?, ?, ?))"};
  Forgetter forgetter_{database_, R"(
      DELETE FROM sqs_deduplications
        WHERE id < (SELECT min(id) FROM sqs_deduplications) + 32 AND sent_at <= ?)"};
  Statement remove_all_{database_, "DELETE FROM sqs_deduplications WHERE queue = ?"};
};

}  // namespace snowglobe::sqs
