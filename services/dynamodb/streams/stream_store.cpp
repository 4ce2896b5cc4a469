#include "services/dynamodb/streams/stream_store.h"

#include <algorithm>
#include <array>

#include "emulator/base/text.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

// At most so many records go in one step of the sweep.
constexpr int swept_max = 1000;

// Not next to each other, as AWS's are not.
constexpr std::int64_t sequence_stride = 100;
constexpr std::string_view sequence_prefix = "1";
constexpr std::size_t sequence_digits = 20;

constexpr std::array<std::string_view, 4> view_names = {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE",
                                                        "NEW_AND_OLD_IMAGES"};

std::string padded(std::int64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

// 2026-01-01T00:00:00.000
std::string label_of(Moment moment) {
  std::string label = iso8601_millis(moment);
  label.pop_back();  // the Z
  return label;
}

bool shows_before(StreamView view) {
  return view == StreamView::kOldImage || view == StreamView::kNewAndOldImages;
}
bool shows_after(StreamView view) {
  return view == StreamView::kNewImage || view == StreamView::kNewAndOldImages;
}

Stream read_stream(const Query& row) {
  return {row.integer(0), row.text(1),        row.text(2),
          row.text(3),    row.text(4),        static_cast<StreamView>(row.integer(5)),
          row.moment(6),  row.integer(7) != 0};
}

std::int64_t kind_of(const Item* before, const Item* after) {
  return (before != nullptr ? 1 : 0) + (after != nullptr ? 2 : 0);
}

}  // namespace

std::string_view view_name(StreamView view) { return view_names[static_cast<std::size_t>(view)]; }

StreamView parse_view_name(std::string_view name) {
  const auto at = std::find(view_names.begin(), view_names.end(), name);
  return static_cast<StreamView>(at - view_names.begin());
}

std::string sequence_text(std::int64_t sequence) {
  return std::string(sequence_prefix) + padded(sequence * sequence_stride, sequence_digits);
}

std::optional<std::int64_t> parse_sequence(std::string_view text) {
  if (text.size() != sequence_prefix.size() + sequence_digits) return std::nullopt;
  if (!text.starts_with(sequence_prefix)) return std::nullopt;
  const auto number = parse_int(text.substr(sequence_prefix.size()));
  if (!number || *number < 0 || *number % sequence_stride != 0) return std::nullopt;
  return *number / sequence_stride;
}

StreamStore::StreamStore(Host& host) : host_(host), database_(host.database()) {}

Stream StreamStore::open(const TableName& table, std::string_view key_schema, StreamView view) {
  Moment created = host_.now();
  Stream stream;
  do {  // a label is never given twice
    const Arn arn{"dynamodb", table.region, table.account,
                  "table/" + table.name + "/stream/" + label_of(created)};
    stream.arn = arn.text();
    stream.label = label_of(created);
    created += Duration(1);
  } while (find(stream.arn));
  stream.table_name = table.name;
  stream.view = view;
  stream.created = host_.now();
  put_stream_.run(stream.arn, table.account, table.region, table.name, stream.label,
                  static_cast<int>(view), key_schema, stream.created);
  stream.id = database_.last_insert_id();
  open_shard(stream.id, std::nullopt);
  return stream;
}

void StreamStore::open_shard(std::int64_t stream, const std::optional<std::string>& parent) {
  const std::string name =
      "shardId-" + padded(to_millis(host_.now()), 20) + "-" + host_.random().hex(8);
  put_shard_.run(stream, name, parent, host_.now(), end());
}

void StreamStore::close_shard(std::int64_t shard) { close_shard_.run(shard, host_.now()); }

void StreamStore::close(std::int64_t stream) {
  disable_.run(stream);
  std::int64_t shard = 0;
  {
    auto row = open_shard_.query(stream);
    if (!row.next()) return;
    shard = row.integer(0);
  }
  close_shard(shard);
}

std::int64_t StreamStore::writable_shard(std::int64_t stream) {
  std::int64_t shard = 0;
  std::string name;
  {
    auto row = open_shard_.query(stream);
    if (!row.next()) throw std::runtime_error("a stream in use has no open shard");
    shard = row.integer(0);
    if (host_.now() - row.moment(2) < shard_takes_records) return shard;
    name = row.text(1);
  }
  close_shard(shard);
  open_shard(stream, name);
  return database_.last_insert_id();
}

void StreamStore::record(const Table& table, const Item* before, const Item* after,
                         const Origin& origin) {
  if (before == nullptr && after == nullptr) return;
  if (before != nullptr && after != nullptr && *before == *after) return;
  const auto [stream, view] = *table.stream;
  const Item keys = key_attributes(table, nullptr, after != nullptr ? *after : *before);
  std::size_t bytes = measure(keys).bytes;
  std::optional<std::string> old_image, new_image;
  if (before != nullptr && shows_before(view)) {
    old_image = encode_item(*before);
    bytes += measure(*before).bytes;
  }
  if (after != nullptr && shows_after(view)) {
    new_image = encode_item(*after);
    bytes += measure(*after).bytes;
  }
  const auto blob = [](const std::optional<std::string>& image) {
    return image ? std::optional<Bytes>(Bytes{*image}) : std::nullopt;
  };
  const std::int64_t cause = origin.cause != 0 ? origin.cause : host_.present_call();
  put_record_.run(writable_shard(stream), host_.now(), origin.kind == Origin::Kind::kExpiry, cause,
                  static_cast<std::int64_t>(bytes), Bytes{encode_item(keys)},
                  kind_of(before, after), blob(old_image), blob(new_image));
}

std::optional<Stream> StreamStore::find(std::string_view arn) {
  auto row = find_.query(arn);
  if (!row.next()) return std::nullopt;
  return read_stream(row);
}

std::vector<Stream> StreamStore::list(const TableName& table, std::string_view start, int limit) {
  std::vector<Stream> streams;
  auto rows = list_.query(table.account, table.region, table.name, start, limit);
  while (rows.next()) streams.push_back(read_stream(rows));
  return streams;
}

std::vector<Shard> StreamStore::read_shards(Query rows) {
  std::vector<Shard> shards;
  while (rows.next()) {
    shards.push_back({rows.integer(0), rows.text(1), rows.optional_text(2), rows.integer(3),
                      rows.optional_integer(4), rows.integer(5)});
  }
  return shards;
}

std::vector<Shard> StreamStore::shards(std::int64_t stream, std::string_view start, int limit) {
  return read_shards(shards_.query(stream, start, limit));
}

std::vector<Shard> StreamStore::children(std::int64_t stream, std::string_view parent) {
  return read_shards(children_.query(stream, parent));
}

std::optional<Shard> StreamStore::shard(std::int64_t stream, std::string_view name) {
  auto found = read_shards(shard_.query(stream, name));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::int64_t StreamStore::oldest(const Shard& shard) {
  return first_since(shard, host_.now() - record_lives + Duration(1));
}

std::int64_t StreamStore::first_since(const Shard& shard, Moment moment) {
  moment = std::max(moment, host_.now() - record_lives + Duration(1));
  {
    auto row = first_since_.query(shard.id, moment);
    if (row.next()) return row.integer(0);
  }
  return end();
}

std::int64_t StreamStore::end() {
  auto row = end_.query();
  return row.next() ? row.integer(0) : 1;
}

bool StreamStore::is_trimmed(const Shard& shard, std::int64_t place) {
  if (place <= shard.trimmed) return true;
  auto row = unswept_.query(shard.id, place, host_.now() - record_lives);
  return row.next();
}

std::vector<StreamRecord> StreamStore::read(const Shard& shard, std::int64_t place, int limit,
                                            std::int64_t bytes_max) {
  std::vector<StreamRecord> records;
  std::int64_t bytes = 0;
  auto rows = read_.query(shard.id, place, limit);
  while (rows.next()) {
    bytes += rows.integer(4);
    if (bytes > bytes_max && !records.empty()) break;
    StreamRecord record;
    record.sequence = rows.integer(0);
    record.at = rows.moment(1);
    if (rows.integer(2) != 0) record.origin.kind = Origin::Kind::kExpiry;
    record.origin.cause = rows.integer(3);
    record.bytes = rows.integer(4);
    record.keys = rows.text(5);
    record.had_before = (rows.integer(6) & 1) != 0;
    record.has_after = (rows.integer(6) & 2) != 0;
    record.before = rows.optional_text(7);
    record.after = rows.optional_text(8);
    records.push_back(std::move(record));
  }
  return records;
}

Moment RecordSweep::next_due() {
  auto row = oldest_.query();
  if (!row.next()) return never;
  return std::chrono::ceil<std::chrono::hours>(row.moment(0) + record_lives);
}

void RecordSweep::run_one(Moment now) {
  std::int64_t last = 0;
  {
    auto row = last_.query(swept_max, now - record_lives);
    if (row.next()) last = row.integer(0);
  }
  note_.run(last);
  remove_.run(last);
}

Moment ShardSweep::next_due() {
  auto row = next_.query();
  return row.next() && !row.is_null(0) ? row.moment(0) + record_lives : never;
}

void ShardSweep::run_one(Moment) {
  std::int64_t shard = 0, stream = 0;
  {
    auto row = first_.query();
    if (!row.next()) return;
    shard = row.integer(0);
    stream = row.integer(1);
  }
  remove_records_.run(shard);
  remove_.run(shard);
  remove_stream_.run(stream);
}

}  // namespace snowglobe::dynamodb
