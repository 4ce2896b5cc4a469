// Fair queues: on a standard queue MessageGroupId names the tenant of a message, and while a tenant
// is a noisy neighbor the messages of the others are received first.
//
// A tenant is noisy while it has at least 30 messages in flight and more than a tenth of all that
// are, as AWS says it detects them. Nothing is remembered: each receive looks at what is in flight.
// Of several noisy tenants the one with the fewest in flight comes first. A message without a
// tenant is always quiet, but keeps its place in the queue.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/store/database.h"

namespace snowglobe::sqs {

// A message that could be received.
struct Waiting {
  std::int64_t row = 0;
  Moment visible_at;
  std::string tenant;  // empty: none
};

class Tenants {
 public:
  explicit Tenants(Database& database) : database_(database) {}

  // The rows of the messages to be received, at most `count_max`, where fairness makes them others
  // than the first of the queue, `front`. Nothing when no tenant of `front` is noisy, which costs
  // an index look-up for each; otherwise the cost grows with the number of tenants (up to 1,000 are
  // looked at), not with that of messages.
  std::optional<std::vector<std::int64_t>> choose(std::int64_t queue,
                                                  const std::vector<Waiting>& front, int count_max,
                                                  Moment now);

 private:
  // In the order in which they are received: first what no noisy tenant sent.
  struct Candidate {
    std::int64_t noise = 0;
    Moment visible_at;
    std::int64_t row = 0;
    auto operator<=>(const Candidate&) const = default;
  };
  // How many messages a noisy tenant has in flight; nothing for a quiet one.
  std::optional<std::int64_t> noise_of(std::int64_t queue, std::string_view tenant, Moment now);
  // The first messages of each tenant.
  std::vector<Candidate> candidates(std::int64_t queue, int count_max, Moment now);

  Database& database_;
  // All begin with the terms of the index sqs_messages_tenant.
  Statement in_flight_of_{database_, R"(
      SELECT count(*) FROM (
        SELECT 1 FROM sqs_messages
          WHERE group_row IS NULL AND group_id IS NOT NULL AND queue = ? AND group_id = ?
                AND visible_at > ? AND receive_count > 0 LIMIT ?))"};
  Statement in_flight_{database_, R"(
      SELECT count(*) FROM (
        SELECT 1 FROM sqs_messages WHERE queue = ? AND visible_at > ? AND receive_count > 0
          LIMIT ?))"};
  Statement next_tenant_{database_, R"(
      SELECT min(group_id) FROM sqs_messages
        WHERE group_row IS NULL AND group_id IS NOT NULL AND queue = ? AND group_id > ?)"};
  Statement first_of_tenant_{database_, R"(
      SELECT id, visible_at FROM sqs_messages
        WHERE group_row IS NULL AND group_id IS NOT NULL AND queue = ? AND group_id = ?
              AND visible_at <= ?
        ORDER BY visible_at, receive_count, id LIMIT ?)"};
};

}  // namespace snowglobe::sqs
