#include "services/dynamodb/streams/stream_store.h"

#include <algorithm>

namespace snowglobe::dynamodb {
namespace {

// At most so many records go in one step of the sweep.
constexpr int swept_max = 1000;

Stream read_stream(const Query& row) {
  return {row.integer(0), row.text(1),        row.text(2),
          row.text(3),    row.text(4),        static_cast<StreamView>(row.integer(5)),
          row.moment(6),  row.integer(7) != 0};
}

}  // namespace

StreamStore::StreamStore(Host& host) : host_(host), database_(host.database()) {}

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

// The oldest record stands for all that go with it.
DueRow RecordSweep::first_due(const PutOffRows& put_off) {
  auto row = oldest_.query();
  if (!row.next()) return {};
  const DueRow oldest{std::chrono::ceil<std::chrono::hours>(row.moment(0) + record_lives),
                      row.integer(1)};
  return put_off.contains(oldest) ? DueRow{} : oldest;
}

void RecordSweep::run(const DueRow&, Moment now) {
  std::int64_t last = 0;
  {
    auto row = last_.query(swept_max, now - record_lives);
    if (row.next()) last = row.integer(0);
  }
  note_.run(last);
  remove_.run(last);
}

DueRow ShardSweep::first_due(const PutOffRows& put_off) {
  return put_off.first_of(due_.query(record_lives.count()));
}

void ShardSweep::run(const DueRow& due, Moment) {
  std::int64_t stream = 0;
  {
    auto row = find_.query(due.id);
    row.next();
    stream = row.integer(0);
  }
  remove_records_.run(due.id);
  remove_.run(due.id);
  remove_stream_.run(stream);
}

}  // namespace snowglobe::dynamodb
