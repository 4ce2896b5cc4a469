#include "services/dynamodb/tables/table_describer.h"

#include "services/dynamodb/tables/throughput.h"

namespace snowglobe::dynamodb {

TableDescription TableDescriber::describe(const TableName& name, const Table& table) {
  TableDescription description;
  read_shape(tables_.description(name), description);
  const Totals totals = totals_.totals(table.id, 0, host_.now());
  description.item_count = totals.items;
  description.table_size_bytes = totals.bytes;
  forget_decreases_of_other_days(host_.now(), description.provisioned_throughput);
  const auto add_totals = [&](auto& index) {
    const int number = table.index(index.index_name).number;
    const Totals index_totals = totals_.totals(table.id, number, host_.now());
    index.item_count = index_totals.items;
    index.index_size_bytes = index_totals.bytes;
  };
  if (description.local_secondary_indexes) {
    for (auto& index : *description.local_secondary_indexes) add_totals(index);
  }
  if (description.global_secondary_indexes) {
    for (auto& index : *description.global_secondary_indexes) {
      add_totals(index);
      forget_decreases_of_other_days(host_.now(), index.provisioned_throughput);
    }
  }
  return description;
}

}  // namespace snowglobe::dynamodb
