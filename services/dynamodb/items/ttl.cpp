#include "services/dynamodb/items/ttl.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

// Source: "Using time to live (TTL)": what expired longer ago is taken for a mistake and stays.
constexpr Duration stays_after = std::chrono::hours(24 * 365 * 5);

// AWS takes up to a few days.
constexpr Duration deleted_within = std::chrono::minutes(10);

}  // namespace

std::optional<Moment> expiry(const Table& table, const Item& item) {
  const Value* value = item.find(table.ttl_attribute);
  if (value == nullptr || value->type != Type::kNumber) return std::nullopt;
  const std::string_view text = value->text();
  const auto seconds = parse_int(text.substr(0, text.find('.')));
  if (!seconds || *seconds <= 0 || *seconds >= to_millis(never) / 1000) return std::nullopt;
  return from_millis(*seconds * 1000);
}

Moment deletion_moment(const Table& table, Moment expires, Moment now, Random& random) {
  if (table.ttl_delay) return std::max(expires + *table.ttl_delay, now);
  const auto bound = static_cast<std::uint64_t>(deleted_within.count()) + 1;
  return std::max(expires, now) + Duration(random.below(bound));
}

void ExpiryJob::run(const DueRow& due, Moment now) {
  StoredKey key;
  std::string schema;
  Moment expires;
  std::int64_t cause = 0;
  {
    auto row = find_.query(due.id);
    row.next();
    key = {row.text(0), row.text(1)};
    schema = row.text(2);
    expires = row.moment(3);
    cause = row.integer(4);
  }
  remove_.run(due.id);
  if (schema.empty() || expires < now - stays_after) return;
  const Table table = read_schema(schema);
  const auto item = items_.find(table, key);
  if (!item) return;
  cause = host_.note(cause, "dynamodb", "expired an item", table.name);
  items_.write(table, key, &*item, nullptr, 0, {Origin::Kind::kExpiry, cause});
}

}  // namespace snowglobe::dynamodb
