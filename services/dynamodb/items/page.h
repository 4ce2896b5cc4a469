// One page of a Query or Scan: takes the rows as they come and stops at the limit or at 1 MB.
#pragma once

#include <optional>
#include <string>

#include "services/dynamodb/capacity/capacity.h"
#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/items/shapes_item.h"

namespace snowglobe::dynamodb {

struct PageRequest {
  const Table& table;
  const Index* index;  // nullptr: the table itself
  ItemStore& items;
  const std::string& table_name;  // as the request has it
  Maybe<int> limit;
  const Maybe<std::string>& select;
  bool is_consistent;
  const Maybe<std::string>& return_consumed_capacity;
  const std::optional<BoundCondition>& filter;
  const std::optional<BoundProjection>& projection;
};

// The table whose rows a read sees that has this ConsistentRead.
inline const Table& seen_by(const Table& table, const Maybe<bool>& consistent_read) {
  return table.as_read(consistent_read.value_or(false) ? Consistency::kStrong
                                                       : Consistency::kEventual);
}

class Page {
 public:
  // Throws what AWS answers when the index cannot give what is asked for.
  explicit Page(const PageRequest& request);

  // False when the page is full.
  bool see(const Row& row);
  PageOutput finish();

 private:
  void check_index() const;
  bool needs_table() const;
  void take(const Row& row);

  PageRequest request_;
  bool is_count_only_;
  bool fetches_ = false;  // whole items from the table, for what a local index does not hold
  std::size_t bytes_ = 0;
  double fetch_units_ = 0;
  std::string last_;  // the last row's item
  bool is_full_ = false;
  PageOutput output_;
};

// Throws what AWS answers when the filter of a Query reads what the index does not hold. A Scan
// may.
void check_filter(const Table& table, const Index* index,
                  const std::optional<BoundCondition>& filter);

// What is wrong with Select whatever the table.
template <class Input>
void check_select(const Input& input);

// An ExclusiveStartKey.
Map read_start_key(const Json& json);
// Where it stands. Throws `refusal` for a key of another table or index.
Position find_start_key(const Table& table, const Index* index, const Map& start,
                        AwsError (*refusal)());

}  // namespace snowglobe::dynamodb
