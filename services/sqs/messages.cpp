#include "services/sqs/messages.h"

#include <algorithm>
#include <set>

namespace snowglobe::sqs {
namespace {

constexpr int expired_max = 1000;  // that one sweep deletes
constexpr std::chrono::seconds sweep_every{60};
constexpr std::chrono::hours in_flight_max{12};

}  // namespace

std::string Message::sequence_number_of(std::int64_t row) {
  // Larger than 64 bits hold, as AWS's are.
  return "1" + std::to_string(8'849'496'460'467'696'128 + row);
}

Messages::Messages(Database& database) : database_(database), groups_(database) {
  // The index holds all that counting and ordering need, so that neither reads a row. What
  // receiving changes stands in front and the body at the end, where SQLite need not decode it.
  database_.migrate("sqs.messages", {R"(
      CREATE TABLE sqs_messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        queue INTEGER NOT NULL, visible_at INTEGER NOT NULL, receive_count INTEGER NOT NULL,
        sent_at INTEGER NOT NULL, first_received_at INTEGER, received_at INTEGER,
        group_row INTEGER, cause INTEGER NOT NULL, message_id TEXT NOT NULL,
        body_md5 TEXT NOT NULL, sender TEXT NOT NULL, attributes_md5 TEXT, group_id TEXT,
        deduplication_id TEXT, trace_header TEXT, dead_letter_source TEXT, attributes TEXT,
        body TEXT NOT NULL);
      CREATE INDEX sqs_messages_visible
        ON sqs_messages (queue, visible_at, receive_count, sent_at);
      CREATE INDEX sqs_messages_group ON sqs_messages (group_row) WHERE group_row IS NOT NULL)"});
}

Message Messages::read(const Query& row) {
  Message message;
  message.row = row.integer(0);
  message.receive_count = row.integer(1);
  message.visible_at = row.moment(2);
  message.sent_at = row.moment(3);
  message.first_received_at = row.moment(4);
  message.id = row.text(5);
  message.body = row.text(6);
  message.body_md5 = row.text(7);
  message.attributes = row.text(8);
  message.attributes_md5 = row.text(9);
  message.sender = row.text(10);
  message.trace_header = row.text(11);
  message.dead_letter_source = row.text(12);
  message.group = row.text(13);
  message.deduplication_id = row.text(14);
  message.group_row = row.integer(15);
  message.cause = row.integer(16);
  return message;
}

void Messages::add(const Queue& queue, Message& message, Moment visible_at, Moment now) {
  const auto or_null = [](const std::string& text) {
    return text.empty() ? std::optional<std::string_view>() : text;
  };
  std::optional<std::int64_t> group_row;
  if (queue.settings.is_fifo) {
    message.group_row = groups_.find_or_add(queue.id, message.group, visible_at);
    group_row = message.group_row;
  }
  add_.run(queue.id, visible_at, now, group_row, message.cause, message.id, message.body_md5,
           message.sender, or_null(message.attributes_md5), or_null(message.group),
           or_null(message.deduplication_id), or_null(message.trace_header),
           or_null(message.attributes), message.body);
  message.row = database_.last_insert_id();
  message.visible_at = visible_at;
  message.sent_at = now;
}

std::vector<Message> Messages::candidates(const Queue& queue, int count_max, Moment now) {
  std::vector<Message> found;
  if (!queue.settings.is_fifo) {
    auto row = visible_.query(queue.id, now, count_max);
    while (row.next()) found.push_back(read(row));
    return found;
  }
  for (const std::int64_t group : groups_.available(queue.id, now, count_max)) {
    auto row = first_of_group_.query(group, count_max - static_cast<int>(found.size()));
    while (row.next()) {
      Message message = read(row);
      if (message.visible_at > now) break;  // nothing overtakes it
      found.push_back(std::move(message));
    }
    if (static_cast<int>(found.size()) == count_max) break;
  }
  return found;
}

std::vector<Message> Messages::receive(const Queue& queue, const std::optional<Queue>& dead_letter,
                                       int count_max, std::chrono::seconds timeout, Moment now,
                                       int& dead_count) {
  std::vector<Message> received;
  bool has_more = true;
  while (received.empty() && has_more) {
    has_more = false;  // unless what was found is not for receiving
    std::set<std::int64_t> groups;
    for (Message& message : candidates(queue, count_max, now)) {
      if (queue.settings.is_fifo) groups.insert(message.group_row);
      if (message.sent_at <= queue.cutoff(now)) {
        erase_.run(message.row);
        has_more = true;
      } else if (dead_letter && message.receive_count >= queue.settings.receive_count_max) {
        move(queue, *dead_letter, message, now);
        ++dead_count;
        has_more = true;
      } else {
        message.visible_at = now + timeout;
        take_.run(message.row, message.visible_at, now);
        if (message.receive_count++ == 0 && message.first_received_at == Moment{}) {
          message.first_received_at = now;
        }
        received.push_back(std::move(message));
      }
    }
    for (const std::int64_t group : groups) groups_.refresh(group);
  }
  return received;
}

void Messages::move(const Queue& from, const Queue& to, Message& message, Moment now) {
  std::optional<std::int64_t> group_row;
  if (to.settings.is_fifo) group_row = groups_.find_or_add(to.id, message.group, now);
  // AWS counts the age from the first queue's send, but in FIFO queues from the move.
  const Moment sent_at = to.settings.is_fifo ? now : message.sent_at;
  move_.run(to.id, now, sent_at, group_row, from.name.arn(), message.row);
  if (group_row) groups_.refresh(*group_row);
}

Moment Messages::next_visible(const Queue& queue, Moment now) {
  if (queue.settings.is_fifo) return groups_.next_available(queue.id, now);
  auto row = next_visible_.query(queue.id, now);
  return row.next() && !row.is_null(0) ? row.moment(0) : never;
}

Messages::Removal Messages::remove(const Queue& queue, const Receipt& receipt, Moment now) {
  std::int64_t group = 0;
  {
    auto row = find_.query(receipt.message, queue.id);
    if (!row.next()) return Removal::kWasGone;
    const bool is_latest = row.integer(0) == receipt.receive;
    if (queue.settings.is_fifo && (!is_latest || row.moment(1) <= now)) return Removal::kExpired;
    // A standard queue says yes to the handle of an earlier receive, and keeps the message.
    if (!is_latest) return Removal::kWasGone;
    group = row.integer(3);
  }
  erase_.run(receipt.message);
  if (queue.settings.is_fifo) groups_.refresh(group);
  return Removal::kDone;
}

Messages::Change Messages::change_visibility(const Queue& queue, const Receipt& receipt,
                                             std::chrono::seconds timeout, Moment now) {
  std::int64_t group = 0;
  {
    auto row = find_.query(receipt.message, queue.id);
    if (!row.next() || row.integer(0) != receipt.receive) return Change::kNotFound;
    if (row.moment(1) <= now) return Change::kNotInFlight;
    if (now + timeout > row.moment(2) + in_flight_max) return Change::kBeyondLimit;
    group = row.integer(3);
  }
  set_visible_.run(now + timeout, receipt.message);
  if (queue.settings.is_fifo) groups_.refresh(group);
  return Change::kDone;
}

MessageCounts Messages::counts(const Queue& queue, Moment now) {
  auto row = counts_.query(queue.id, now, queue.cutoff(now));
  row.next();
  return {row.integer(0), row.integer(1), row.integer(2)};
}

void Messages::purge(const Queue& queue) {
  purge_.run(queue.id);
  if (queue.settings.is_fifo) groups_.remove_all(queue.id);
}

void Messages::set_delay(const Queue& queue, Moment now) {
  set_delay_.run(std::int64_t{queue.settings.delay_s} * 1000, queue.id, now);
  groups_.refresh_all(queue.id);
}

std::optional<Moment> Messages::sweep(const Queue& queue, Moment now) {
  // A message is sent before it is visible, so these have all expired. The few that expired while
  // they were in flight or after a move are skipped by receives and counts, and found here later.
  std::set<std::int64_t> groups;
  std::vector<std::int64_t> rows;
  {
    auto row = expired_.query(queue.id, queue.cutoff(now), expired_max);
    while (row.next()) {
      rows.push_back(row.integer(0));
      if (!row.is_null(1)) groups.insert(row.integer(1));
    }
  }
  for (const std::int64_t row : rows) erase_.run(row);
  for (const std::int64_t group : groups) groups_.refresh(group);
  if (rows.size() == expired_max) return now;
  auto row = oldest_.query(queue.id);
  if (!row.next() || row.is_null(0)) return std::nullopt;
  const Moment next = row.moment(0) + std::chrono::seconds(queue.settings.retention_s);
  return std::max(next, now + sweep_every);
}

}  // namespace snowglobe::sqs
