// Time to live: items with a moment at which they expire.
#pragma once

#include <optional>

#include "emulator/api/service.h"
#include "emulator/base/random.h"
#include "emulator/store/database.h"
#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb {

class ItemStore;

// When the item expires: its attribute, a number of seconds since 1970. Nothing when it is missing
// or no such number.
std::optional<Moment> expiry(const Table& table, const Item& item);

// When an item that expires then is deleted: never before it expires, and not in the past. As long
// after it as the table's behaviour says, else at any time within ten minutes.
Moment deletion_moment(const Table& table, Moment expires, Moment now, Random& random);

// Deletes expired items. Until then they can be read and written like any other.
class ExpiryJob : public Job {
 public:
  ExpiryJob(Host& host, ItemStore& items)
      : host_(host), database_(host.database()), items_(items) {}

  std::string_view name() const override { return "dynamodb.expire"; }
  std::string_view table() const override { return "dynamodb_expiries"; }
  DueRow first_due(const PutOffRows& put_off) override { return put_off.first_of(due_.query()); }
  void run(const DueRow& due, Moment now) override;

 private:
  Host& host_;
  Database& database_;
  ItemStore& items_;
  Statement due_{database_, R"(SELECT due, id FROM dynamodb_expiries ORDER BY due, id)"};
  Statement find_{database_, R"(
    SELECT expiries.hash, expiries.range, tables.schema, expiries.expires,
      expiries.cause
    FROM dynamodb_expiries AS expiries
    LEFT JOIN dynamodb_tables AS tables ON tables.id = expiries.table_id
    WHERE expiries.id = ?)"};
  Statement remove_{database_, R"(DELETE FROM dynamodb_expiries WHERE id = ?)"};
};

}  // namespace snowglobe::dynamodb
