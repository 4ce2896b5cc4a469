#include "services/dynamodb/streams/stream_writer.h"

#include <stdexcept>

#include "emulator/base/arn.h"
#include "emulator/base/text.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

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

std::int64_t kind_of(const Item* before, const Item* after) {
  return (before != nullptr ? 1 : 0) + (after != nullptr ? 2 : 0);
}

}  // namespace

StreamWriter::StreamWriter(Host& host) : host_(host), database_(host.database()) {}

Stream StreamWriter::open(const TableName& table, std::string_view key_schema, StreamView view) {
  Moment created = host_.now();
  Stream stream;
  do {  // a label is never given twice
    const Arn arn{"dynamodb", table.region, table.account,
                  "table/" + table.name + "/stream/" + label_of(created)};
    stream.arn = arn.text();
    stream.label = label_of(created);
    created += Duration(1);
  } while (has(stream.arn));
  stream.table_name = table.name;
  stream.view = view;
  stream.created = host_.now();
  put_stream_.run(stream.arn, table.account, table.region, table.name, stream.label,
                  static_cast<int>(view), key_schema, stream.created);
  stream.id = database_.last_insert_id();
  open_shard(stream.id, std::nullopt);
  return stream;
}

void StreamWriter::open_shard(std::int64_t stream, const std::optional<std::string>& parent) {
  const std::string name = shard_name(host_.now(), host_.random().hex(8));
  put_shard_.run(stream, name, parent, host_.now(), end());
}

void StreamWriter::close_shard(std::int64_t shard) { close_shard_.run(shard, host_.now()); }

void StreamWriter::close(std::int64_t stream) {
  disable_.run(stream);
  std::int64_t shard = 0;
  {
    auto row = open_shard_.query(stream);
    if (!row.next()) return;
    shard = row.integer(0);
  }
  close_shard(shard);
}

std::int64_t StreamWriter::writable_shard(std::int64_t stream) {
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

void StreamWriter::record(const Table& table, const Item* before, const Item* after,
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

bool StreamWriter::has(std::string_view arn) {
  auto row = has_.query(arn);
  return row.next();
}

std::int64_t StreamWriter::end() {
  auto row = end_.query();
  return row.next() ? row.integer(0) : 1;
}

}  // namespace snowglobe::dynamodb
