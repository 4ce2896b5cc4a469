#include "services/sqs/messages.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace snowglobe::sqs {
namespace {

constexpr int expired_max = 1000;  // that one sweep deletes, or one receive passes over at a time
constexpr std::chrono::seconds sweep_every{60};
constexpr std::chrono::hours in_flight_max{12};
constexpr std::int64_t receive_max = 10;
constexpr std::int64_t sequence_number_step = 256;

// The rows of a queue are numbered from first_row(queue) + 1 on, as they come to it.
constexpr int row_bits = 36;
constexpr std::int64_t first_row(std::int64_t queue) { return queue << row_bits; }

std::optional<std::string_view> or_null(const std::string& text) {
  return text.empty() ? std::optional<std::string_view>() : text;
}

}  // namespace

std::string Message::sequence_number_of(std::int64_t row) {
  // Larger than 64 bits hold, and not consecutive, as AWS's are.
  const std::int64_t number = row & (first_row(1) - 1);
  return "1" + std::to_string(8'849'496'460'467'696'128 + number * sequence_number_step);
}

Messages::Messages(Database& database)
    : database_(database), groups_(database), tenants_(database) {
  // The index holds all that counting and ordering need, so that neither reads a row. What
  // receiving changes stands in front and the body at the end, where SQLite need not decode it.
  // Where a trigger belongs to a statement, OR FAIL keeps SQLite from copying each page before the
  // change, so that the statement could be undone alone: here a call is undone as a whole.
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
      CREATE INDEX sqs_messages_group ON sqs_messages (group_row) WHERE group_row IS NOT NULL)",
                                     R"(
      CREATE TABLE sqs_counts (
        queue INTEGER PRIMARY KEY, added INTEGER NOT NULL, removed INTEGER NOT NULL,
        in_flight_max INTEGER NOT NULL, receivable INTEGER NOT NULL);
      INSERT INTO sqs_counts (queue, added, removed, in_flight_max, receivable)
        SELECT id, added, added - (SELECT count(*) FROM sqs_messages WHERE queue = sqs_queues.id),
               120000, 0
          FROM sqs_queues, (SELECT coalesce(max(seq), 0) AS added FROM sqlite_sequence
                              WHERE name = 'sqs_messages');
      CREATE TABLE sqs_messages_1 AS SELECT * FROM sqs_messages;
      DROP TABLE sqs_messages;
      CREATE TABLE sqs_messages (
        id INTEGER PRIMARY KEY,
        queue INTEGER NOT NULL, visible_at INTEGER NOT NULL, receive_count INTEGER NOT NULL,
        sent_at INTEGER NOT NULL, first_received_at INTEGER, received_at INTEGER,
        received_before INTEGER NOT NULL, origin INTEGER NOT NULL, group_row INTEGER,
        cause INTEGER NOT NULL, message_id TEXT NOT NULL, body_md5 TEXT NOT NULL,
        sender TEXT NOT NULL, attributes_md5 TEXT, group_id TEXT, deduplication_id TEXT,
        trace_header TEXT, dead_letter_source TEXT, attributes TEXT, body TEXT NOT NULL);
      INSERT INTO sqs_messages
        SELECT (queue << 36) + id, queue, visible_at, receive_count, sent_at, first_received_at,
               received_at, 0, dead_letter_source IS NOT NULL, group_row, cause, message_id,
               body_md5, sender, attributes_md5, group_id, deduplication_id, trace_header,
               dead_letter_source, attributes, body FROM sqs_messages_1;
      CREATE INDEX sqs_messages_visible
        ON sqs_messages (queue, visible_at, receive_count, sent_at);
      CREATE INDEX sqs_messages_group ON sqs_messages (group_row) WHERE group_row IS NOT NULL;
      CREATE INDEX sqs_messages_late ON sqs_messages (queue, sent_at) WHERE origin > 0;
      CREATE INDEX sqs_messages_tenant
        ON sqs_messages (queue, group_id, group_row, visible_at, receive_count)
        WHERE group_row IS NULL AND group_id IS NOT NULL;
      CREATE TRIGGER sqs_counts_begin AFTER INSERT ON sqs_queues BEGIN
        INSERT INTO sqs_counts VALUES (NEW.id, 0, 0, 120000, 0); END;
      CREATE TRIGGER sqs_counts_end AFTER DELETE ON sqs_queues BEGIN
        DELETE FROM sqs_counts WHERE queue = OLD.id; END;
      CREATE TRIGGER sqs_counts_up AFTER INSERT ON sqs_messages BEGIN
        UPDATE OR FAIL sqs_counts SET added = added + 1,
               receivable = receivable * (added - removed > in_flight_max)
          WHERE queue = NEW.queue; END;
      CREATE TRIGGER sqs_counts_down AFTER DELETE ON sqs_messages BEGIN
        UPDATE OR FAIL sqs_counts SET removed = removed + 1 WHERE queue = OLD.queue; END;
      DROP TABLE sqs_messages_1)"});
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
  message.received_before = row.integer(17);
  message.origin = static_cast<Message::Origin>(row.integer(18));
  return message;
}

bool Messages::is_expired(const Queue& queue, const Message& message, Moment now) {
  return message.sent_at <= queue.cutoff(now);
}

void Messages::add(const Queue& queue, Message& message, Moment visible_at, Moment now) {
  message.visible_at = visible_at;
  message.sent_at = now;
  insert(queue, message);
}

void Messages::insert(const Queue& queue, Message& message) {
  std::optional<std::int64_t> group_row;
  if (queue.settings.is_fifo) {
    const Moment expires_at = message.sent_at + std::chrono::seconds(queue.settings.retention_s);
    message.group_row =
        groups_.find_or_add(queue.id, message.group, std::min(message.visible_at, expires_at));
    group_row = message.group_row;
  }
  std::optional<Moment> first_received_at;
  if (message.first_received_at != Moment{}) first_received_at = message.first_received_at;
  insert_.run(queue.id, message.visible_at, message.receive_count, message.sent_at,
              first_received_at, group_row, message.cause, message.id, message.body_md5,
              message.sender, or_null(message.attributes_md5), or_null(message.group),
              or_null(message.deduplication_id), or_null(message.trace_header),
              or_null(message.dead_letter_source), or_null(message.attributes), message.body,
              message.received_before, static_cast<int>(message.origin));
  message.row = database_.last_insert_id();
}

void Messages::refresh_groups(const Queue& queue, const TouchedGroups& touched) {
  for (const std::int64_t group : touched) {
    groups_.refresh(group, std::chrono::seconds(queue.settings.retention_s));
  }
}

// ---- receiving

std::vector<Message> Messages::candidates(const Queue& queue, int count_max, Moment now) {
  return queue.settings.is_fifo ? grouped_candidates(queue, count_max, now)
                                : fair_candidates(queue, count_max, now);
}

std::vector<Message> Messages::grouped_candidates(const Queue& queue, int count_max, Moment now) {
  std::vector<Message> found;
  int count = 0;  // without those that have expired, which hold nobody up
  const auto is_enough = [&] {
    return count == count_max || static_cast<int>(found.size()) >= count_max + expired_max;
  };
  auto group = groups_.available(queue.id, now);
  while (!is_enough() && group.next()) {
    auto row = of_group_.query(group.integer(0));
    while (!is_enough() && row.next()) {
      Message message = read(row);
      if (!is_expired(queue, message, now)) {
        if (message.visible_at > now) break;  // nothing overtakes it
        ++count;
      }
      found.push_back(std::move(message));
    }
  }
  return found;
}

std::vector<Message> Messages::fair_candidates(const Queue& queue, int count_max, Moment now) {
  std::vector<Message> found;
  bool has_tenants = false;
  {
    int count = 0;  // without those that have expired
    auto row = visible_.query(queue.id, now);
    while (count < count_max && static_cast<int>(found.size()) < count_max + expired_max &&
           row.next()) {
      found.push_back(read(row));
      has_tenants = has_tenants || !found.back().group.empty();
      if (!is_expired(queue, found.back(), now)) ++count;
    }
  }
  if (!has_tenants) return found;
  std::vector<Waiting> front;
  for (const Message& message : found) {
    front.push_back({message.row, message.visible_at, message.group});
  }
  const auto rows = tenants_.choose(queue.id, front, count_max, now);
  if (!rows) return found;
  found.clear();
  for (const std::int64_t id : *rows) {
    auto row = get_.query(id);
    row.next();
    found.push_back(read(row));
  }
  return found;
}

// Applies what was asked of the queue.
void Messages::choose(const Queue& queue, const Receive& receive, Random& random,
                      std::vector<Message>& found) {
  if (queue.behavior.reorder_window > 0) {
    for (std::size_t i = 0; i + 1 < found.size(); ++i) {
      std::swap(found[i], found[i + random.below(found.size() - i)]);
    }
  }
  const double miss_probability =
      receive.is_short_poll ? queue.behavior.short_poll_miss_probability : 0;
  if (miss_probability > 0) {
    std::erase_if(found, [&](const Message&) { return random.unit() < miss_probability; });
  }
}

void Messages::take(const Receive& receive, Message& message) {
  message.visible_at = receive.now + receive.timeout;
  take_.run(message.row, message.visible_at, receive.now);
  if (message.receive_count++ == 0 && message.first_received_at == Moment{}) {
    message.first_received_at = receive.now;
  }
}

Received Messages::receive(const Queue& queue, const std::optional<Queue>& dead_letter,
                           const Receive& receive, Random& random) {
  Received received;
  const Moment now = receive.now;
  const QueueBehavior& behavior = queue.behavior;
  bool has_more = true;
  while (received.messages.empty() && has_more) {
    has_more = false;  // unless what was found is not for receiving
    TouchedGroups touched;
    std::vector<Message> found =
        candidates(queue, std::max(receive.count_max, behavior.reorder_window), now);
    choose(queue, receive, random, found);
    for (Message& message : found) {
      if (queue.settings.is_fifo) touched.insert(message.group_row);
      if (is_expired(queue, message, now)) {
        erase_.run(message.row);
        has_more = true;
      } else if (static_cast<int>(received.messages.size()) == receive.count_max) {
        continue;  // found for the choice's sake
      } else if (dead_letter && message.receive_count >= queue.settings.receive_count_max) {
        bury(queue, *dead_letter, message, now);
        ++received.dead_count;
        has_more = true;
      } else {
        take(receive, message);
        received.messages.push_back(std::move(message));
      }
    }
    refresh_groups(queue, touched);
  }
  if (behavior.duplicate_probability == 0) return received;
  for (const Message& message : received.messages) {
    if (message.origin == Message::Origin::kCopied ||
        random.unit() >= behavior.duplicate_probability)
      continue;
    Message copy = message;
    copy.visible_at = now;
    copy.origin = Message::Origin::kCopied;
    insert(queue, copy);
    received.has_copies = true;
  }
  return received;
}

std::optional<std::vector<Message>> Messages::receive_again(const Queue& queue,
                                                            const std::vector<Receipt>& receipts,
                                                            Moment visible_at,
                                                            const Receive& receive) {
  std::vector<Message> messages;
  if (visible_at <= receive.now) return std::nullopt;
  for (const Receipt& receipt : receipts) {
    auto row = get_.query(receipt.message);
    if (!row.next()) return std::nullopt;
    Message message = read(row);
    if (message.receive_count != receipt.receive || message.visible_at != visible_at ||
        is_expired(queue, message, receive.now)) {
      return std::nullopt;
    }
    messages.push_back(std::move(message));
  }
  TouchedGroups touched;
  for (Message& message : messages) {
    message.visible_at = receive.now + receive.timeout;
    hide_again_.run(message.visible_at, receive.now, message.row);
    touched.insert(message.group_row);
  }
  refresh_groups(queue, touched);
  return messages;
}

Moment Messages::next_visible(const Queue& queue, Moment now) {
  if (queue.settings.is_fifo) return groups_.next_available(queue.id, now);
  auto row = next_visible_.query(queue.id, now);
  return row.next() && !row.is_null(0) ? row.moment(0) : never;
}

std::int64_t Messages::room(const Queue& queue, Moment now) {
  std::int64_t room = 0;
  {
    auto row = receivable_.query(queue.id);
    if (!row.next()) return receive_max;  // there are fewer messages than may be in flight
    room = row.integer(0);
  }
  if (room < receive_max) {
    room = std::max<std::int64_t>(0, queue.behavior.in_flight_max - hidden(queue, now).in_flight);
  }
  set_receivable_.run(queue.id, std::max<std::int64_t>(0, room - receive_max));
  return room;
}

// ---- moving

// To the dead-letter queue: the message keeps its id and what it holds.
void Messages::bury(const Queue& from, const Queue& to, Message& message, Moment now) {
  erase_.run(message.row);
  message.received_before += std::exchange(message.receive_count, 0);
  message.dead_letter_source = from.name.arn();
  message.visible_at = now;
  message.origin = Message::Origin::kMoved;
  if (to.settings.is_fifo) {
    // AWS counts the age from the first queue's send, but in FIFO queues from the move; and two
    // messages that had one deduplication id must not become one there.
    message.sent_at = now;
    message.deduplication_id = message.id;
  }
  Message moved = message;
  insert(to, moved);
  if (to.settings.is_fifo) refresh_groups(to, {moved.group_row});
}

std::vector<Message> Messages::oldest_visible(const Queue& queue, int count_max, Moment now) {
  std::vector<Message> found = candidates(queue, count_max, now);
  std::erase_if(found, [&](const Message& message) { return is_expired(queue, message, now); });
  return found;
}

void Messages::redrive(const Queue& from, const Queue& to, const Message& message, std::string id,
                       Moment now) {
  erase_.run(message.row);
  if (from.settings.is_fifo) refresh_groups(from, {message.group_row});
  Message moved = message;
  moved.id = std::move(id);
  moved.receive_count = moved.received_before = 0;
  moved.first_received_at = Moment{};
  moved.dead_letter_source.clear();
  moved.origin = Message::Origin::kSent;
  add(to, moved, now + std::chrono::seconds(to.settings.delay_s), now);
  if (to.settings.is_fifo) refresh_groups(to, {moved.group_row});
}

// ---- the rest

Messages::Removal Messages::remove(const Queue& queue, const Receipt& receipt, Moment now,
                                   TouchedGroups& touched) {
  // A standard queue says yes to the handle of an earlier receive, and keeps the message.
  if (!queue.settings.is_fifo) {
    const Moment oldest = now - in_flight_max;
    if (erase_received_.run(receipt.message, queue.id, receipt.receive, oldest) == 1) {
      return Removal::kDone;
    }
    auto row = find_.query(receipt.message, queue.id);
    const bool is_latest = row.next() && row.integer(0) == receipt.receive;
    return is_latest ? Removal::kExpired : Removal::kWasGone;
  }
  {
    auto row = find_.query(receipt.message, queue.id);
    if (!row.next()) return Removal::kWasGone;
    if (row.integer(0) != receipt.receive || row.moment(1) <= now) return Removal::kExpired;
    touched.insert(row.integer(3));
  }
  erase_.run(receipt.message);
  return Removal::kDone;
}

Messages::Change Messages::change_visibility(const Queue& queue, const Receipt& receipt,
                                             std::chrono::seconds timeout, Moment now,
                                             TouchedGroups& touched) {
  {
    auto row = find_.query(receipt.message, queue.id);
    if (!row.next() || row.integer(0) != receipt.receive || row.moment(4) <= queue.cutoff(now)) {
      return Change::kNotFound;
    }
    if (row.moment(1) <= now) return Change::kNotInFlight;
    if (now + timeout > row.moment(2) + in_flight_max) return Change::kBeyondLimit;
    if (queue.settings.is_fifo) touched.insert(row.integer(3));
  }
  set_visible_.run(now + timeout, receipt.message);
  return Change::kDone;
}

MessageCounts Messages::hidden(const Queue& queue, Moment now) {
  auto row = hidden_.query(queue.id, now, queue.cutoff(now));
  row.next();
  return {0, row.integer(0), row.integer(1)};
}

MessageCounts Messages::counts(const Queue& queue, Moment now) {
  MessageCounts counts = hidden(queue, now);
  const std::vector<Expired> gone = expired(queue, std::numeric_limits<int>::max(), now);
  auto row = total_.query(queue.id);
  row.next();
  counts.visible =
      row.integer(0) - static_cast<std::int64_t>(gone.size()) - counts.in_flight - counts.delayed;
  return counts;
}

// Messages are numbered as they come, so all in front of the first one that has not expired have;
// only what came late may have been sent before that one as well.
std::vector<Messages::Expired> Messages::expired(const Queue& queue, int count_max, Moment now) {
  const Moment cutoff = queue.cutoff(now);
  std::vector<Expired> found;
  const auto is_full = [&] { return static_cast<int>(found.size()) >= count_max; };
  std::int64_t after = first_row(queue.id);
  {
    auto row = in_order_.query(after, first_row(queue.id + 1));
    while (!is_full() && row.next() && row.moment(2) <= cutoff) {
      after = row.integer(0);
      found.push_back({after, row.optional_integer(1)});
    }
  }
  auto row = late_.query(queue.id, cutoff, after);
  while (!is_full() && row.next()) found.push_back({row.integer(0), row.optional_integer(1)});
  return found;
}

void Messages::purge(const Queue& queue) {
  purge_.run(first_row(queue.id), first_row(queue.id + 1));
  if (queue.settings.is_fifo) groups_.remove_all(queue.id);
}

void Messages::set_delay(const Queue& queue, Moment now) {
  set_delay_.run(std::int64_t{queue.settings.delay_s} * 1000, queue.id, now);
  refresh(queue);
}

void Messages::refresh(const Queue& queue) {
  set_in_flight_max_.run(queue.id, queue.behavior.in_flight_max);
  if (queue.settings.is_fifo) {
    groups_.refresh_all(queue.id, std::chrono::seconds(queue.settings.retention_s));
  }
}

std::optional<Moment> Messages::sweep(const Queue& queue, Moment now) {
  const std::vector<Expired> gone = expired(queue, expired_max, now);
  TouchedGroups touched;
  for (const Expired& message : gone) {
    erase_.run(message.row);
    if (message.group_row) touched.insert(*message.group_row);
  }
  refresh_groups(queue, touched);
  if (gone.size() == expired_max) return now;
  Moment oldest = never;
  if (auto row = in_order_.query(first_row(queue.id), first_row(queue.id + 1)); row.next()) {
    oldest = row.moment(2);
  }
  if (auto row = oldest_late_.query(queue.id); row.next() && !row.is_null(0)) {
    oldest = std::min(oldest, row.moment(0));
  }
  if (oldest == never) return std::nullopt;
  return std::max(oldest + std::chrono::seconds(queue.settings.retention_s), now + sweep_every);
}

}  // namespace snowglobe::sqs
