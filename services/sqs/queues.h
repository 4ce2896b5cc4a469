// The queues of a world, as rows of sqs_queues.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/job.h"
#include "emulator/base/time.h"
#include "emulator/store/database.h"
#include "services/sqs/behavior.h"
#include "services/sqs/queue_name.h"
#include "services/sqs/settings.h"

namespace snowglobe::sqs {

struct Queue {
  std::int64_t id = 0;
  QueueName name;
  Settings settings;
  std::int64_t secret = 0;      // of its receipt handles
  bool is_sweep_known = false;  // Queues::set_sweep
  QueueBehavior behavior;

  // What calls that wait for a message park on.
  std::string topic() const { return "sqs:" + name.arn(); }
  // Messages sent at or before this moment have expired.
  Moment cutoff(Moment now) const { return now - std::chrono::seconds(settings.retention_s); }
};

// What is only needed to describe a queue.
struct QueueDetails {
  StringMap attributes, tags;  // those that were set
  Moment created_at, modified_at;
};

class Queues {
 public:
  explicit Queues(Database& database);

  std::optional<Queue> find(const QueueName& name);
  std::optional<Queue> find(std::int64_t id);
  std::optional<Queue> find_arn(std::string_view arn);
  QueueDetails details(const Queue& queue);

  void add(const QueueName& name, const StringMap& attributes, const StringMap& tags,
           std::int64_t secret, Moment now);
  void set_attributes(Queue& queue, const StringMap& attributes, Moment now);
  void set_tags(const Queue& queue, const StringMap& tags);
  // Its name stays taken for a minute.
  void remove(const Queue& queue, Moment now);
  bool is_deleted_recently(const QueueName& name, Moment now);
  void set_behavior(Queue& queue, const QueueBehavior& behavior);

  // Names in order, behind `after`, at most `count_max`.
  std::vector<std::string> list(const std::string& account, const std::string& region,
                                std::string_view prefix, std::string_view after, int count_max);
  // Those whose RedrivePolicy names this queue.
  std::vector<std::string> list_sources(const Queue& dead_letter, std::string_view after,
                                        int count_max);
  bool is_dead_letter_queue(const Queue& queue);

  // Notes a purge, unless there was one within the last 60 s.
  bool begin_purge(const Queue& queue, Moment now);

  // When expired messages are to be looked for next: written when the first message comes, then by
  // each sweep, so that sending does not write it.
  void set_sweep(std::int64_t queue, std::optional<Moment> due);
  DueRow first_to_sweep(const PutOffRows& put_off) { return put_off.first_of(to_sweep_.query()); }

 private:
  static Queue read(const Query& row, QueueName name);

  Database& database_;
  Statement find_{database_, R"(
      SELECT id, is_fifo, visibility_timeout_s, delay_s, retention_s, wait_s, message_bytes_max,
             dedups_by_content, dedups_per_group, dead_letter_arn, receive_count_max, secret,
             sweep_due IS NOT NULL, behavior
        FROM sqs_queues WHERE account = ? AND region = ? AND name = ?)"};
  Statement find_name_{database_, "SELECT account, region, name FROM sqs_queues WHERE id = ?"};
  Statement details_{database_, R"(
      SELECT attributes, tags, created_at, modified_at FROM sqs_queues WHERE id = ?)"};
  Statement add_{database_, R"(
      INSERT INTO sqs_queues (account, region, name, secret, tags, created_at)
        VALUES (?, ?, ?, ?, ?, ?))"};
  Statement set_attributes_{database_, R"(
      UPDATE sqs_queues SET is_fifo = ?, visibility_timeout_s = ?, delay_s = ?, retention_s = ?,
             wait_s = ?, message_bytes_max = ?, dedups_by_content = ?, dedups_per_group = ?,
             dead_letter_arn = ?, receive_count_max = ?, attributes = ?, modified_at = ?
        WHERE id = ?)"};
  Statement set_behavior_{database_, "UPDATE sqs_queues SET behavior = ? WHERE id = ?"};
  Statement set_tags_{database_, "UPDATE sqs_queues SET tags = ? WHERE id = ?"};
  Statement remove_{database_, "DELETE FROM sqs_queues WHERE id = ?"};
  Statement forget_deleted_{database_, "DELETE FROM sqs_deleted_queues WHERE deleted_at <= ?"};
  Statement note_deleted_{database_, R"(
      INSERT OR REPLACE INTO sqs_deleted_queues (account, region, name, deleted_at)
        VALUES (?, ?, ?, ?))"};
  Statement find_deleted_{database_, R"(
      SELECT 1 FROM sqs_deleted_queues
        WHERE account = ? AND region = ? AND name = ? AND deleted_at > ?)"};
  Statement list_{database_, R"(
      SELECT name FROM sqs_queues
        WHERE account = ? AND region = ? AND name >= ? AND name > ? ORDER BY name)"};
  Statement list_sources_{database_, R"(
      SELECT name FROM sqs_queues
        WHERE dead_letter_arn = ? AND name > ? AND dead_letter_arn <> '' ORDER BY name LIMIT ?)"};
  Statement begin_purge_{database_, R"(
      UPDATE sqs_queues SET purged_at = ?2 WHERE id = ?1 AND coalesce(purged_at <= ?3, 1))"};
  Statement set_sweep_{database_, "UPDATE sqs_queues SET sweep_due = ? WHERE id = ?"};
  Statement to_sweep_{database_, R"(
      SELECT sweep_due, id FROM sqs_queues WHERE sweep_due IS NOT NULL ORDER BY sweep_due, id)"};
};

}  // namespace snowglobe::sqs
