// How much throughput a table, an index and an account in a region may have: "Quotas in Amazon
// DynamoDB". All functions throw LimitExceededException in AWS's words.
#pragma once

#include <cstdint>
#include <string>

#include "services/dynamodb/tables/shapes_table.h"

namespace snowglobe::dynamodb {

inline constexpr std::int64_t table_units_max = 40'000;
inline constexpr std::int64_t account_units_max = 80'000;

struct Units {
  std::int64_t reads = 0, writes = 0;
};

// Provisioned units of a table and its indexes together.
Units provisioned_units(const TableDescription& description);

// A table as it is to be, against the quotas for one table and one index. What `before` has of it
// already is not looked at; a new table, with nothing before, has its units together with its
// indexes (DescribeLimits in the API reference).
void check_table_quotas(const TableDescription& before, const TableDescription& after,
                        const std::string& region);

// `reserved` are the units of all other tables of the account.
void check_account_quotas(const Units& reserved, const Units& wanted, const std::string& region);

}  // namespace snowglobe::dynamodb
