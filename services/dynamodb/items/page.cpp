#include "services/dynamodb/items/page.h"

#include <set>

#include "emulator/base/text.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t page_bytes_max = 1024 * 1024;

}  // namespace

Page::Page(const PageRequest& request)
    : request_(request), is_count_only_(request.select && *request.select == "COUNT") {
  if (request_.index != nullptr) {
    check_index();
    fetches_ = needs_table();
  }
  if (!is_count_only_) output_.items.emplace();
}

void Page::check_index() const {
  const Index& index = *request_.index;
  if (!index.is_global) return;
  if (request_.is_consistent) {
    throw invalid("Consistent reads are not supported on global secondary indexes");
  }
  if (index.projection == Index::Projection::kAll) return;
  if (request_.select && *request_.select == "ALL_ATTRIBUTES") {
    throw invalid_parameter(
        "Select type ALL_ATTRIBUTES is not supported for global secondary index " + index.name +
        " because its projection type is not ALL");
  }
  if (!request_.projection) return;
  std::string missing;
  for (const std::string_view name : request_.projection->names()) {
    if (index_has_attribute(request_.table, index, name)) continue;
    missing += (missing.empty() ? "" : ", ") + std::string(name);
  }
  if (!missing.empty()) {
    throw invalid_parameter("Global secondary index " + index.name + " does not project [" +
                            missing + "]");
  }
}

void check_filter(const Table& table, const Index* index,
                  const std::optional<BoundCondition>& filter) {
  if (index == nullptr || !filter) return;
  std::set<std::string> missing;
  for (const std::string_view name : filter->names()) {
    if (!index_has_attribute(table, *index, name)) missing.emplace(name);
  }
  if (missing.empty()) return;
  const std::string names = join({missing.begin(), missing.end()}, ", ");
  throw invalid_parameter("Secondary index " + index->name +
                          " does not project one or more filter attributes: [" + names + "]");
}

bool Page::needs_table() const {
  const Index& index = *request_.index;
  if (index.is_global || index.projection == Index::Projection::kAll) return false;
  if (request_.select && *request_.select == "ALL_ATTRIBUTES") return true;
  const auto is_missing = [&](std::string_view name) {
    return !index_has_attribute(request_.table, index, name);
  };
  if (request_.projection) {
    for (const std::string_view name : request_.projection->names()) {
      if (is_missing(name)) return true;
    }
  }
  if (request_.filter) {
    for (const std::string_view name : request_.filter->names()) {
      if (is_missing(name)) return true;
    }
  }
  return false;
}

void Page::take(const Row& row) {
  if (!request_.filter && !request_.projection && !fetches_) {
    ++output_.count;
    if (!is_count_only_) output_.items->push_back(decode_item_to_json(row.item));
    return;
  }
  Item item;
  if (fetches_) {
    const StoredKey key{std::string(row.item_hash), std::string(row.item_range)};
    request_.items.find(request_.table, key, [&](const Row& whole) {
      item = decode_item(whole.item);
      fetch_units_ += read_units(
          whole.bytes, request_.is_consistent ? Consistency::kStrong : Consistency::kEventual);
    });
  } else {
    item = decode_item(row.item);
  }
  if (request_.filter && !request_.filter->holds(item)) return;
  ++output_.count;
  if (is_count_only_) return;
  output_.items->push_back(
      write_map(request_.projection ? request_.projection->apply(item) : item));
}

bool Page::see(const Row& row) {
  if (bytes_ + row.bytes > page_bytes_max) {  // no single item is so large
    is_full_ = true;
    return false;
  }
  bytes_ += row.bytes;
  ++output_.scanned_count;
  last_.assign(row.item);
  take(row);
  is_full_ = request_.limit && output_.scanned_count >= *request_.limit;
  return !is_full_;
}

PageOutput Page::finish() {
  if (is_full_) {
    output_.last_evaluated_key =
        write_map(key_attributes(request_.table, request_.index, decode_item(last_)));
  }
  const double units =
      read_units(bytes_, request_.is_consistent ? Consistency::kStrong : Consistency::kEventual);
  const bool is_index = request_.index != nullptr;
  output_.consumed_capacity =
      consumed(request_.return_consumed_capacity, request_.table_name, request_.index,
               is_index ? units : 0, is_index ? fetch_units_ : units);
  return std::move(output_);
}

template <class Input>
void check_select(const Input& input) {
  const auto& select = input.select;
  if (!select) return;
  const bool has_expression = input.projection_expression.has_value();
  const bool has_projection = has_expression || input.attributes_to_get;
  if (*select == "ALL_PROJECTED_ATTRIBUTES" && !input.index_name) {
    throw invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  if (*select == "SPECIFIC_ATTRIBUTES") {
    if (has_projection) return;
    throw invalid(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
        "SPECIFIC_ATTRIBUTES");
  }
  if (!has_projection) return;
  throw invalid(std::string("Cannot specify the ") +
                (has_expression ? "ProjectionExpression" : "AttributesToGet") +
                " when choosing to get " +
                (*select == "COUNT" ? std::string("only the Count") : *select));
}
template void check_select(const QueryInput& input);
template void check_select(const ScanInput& input);

Map read_start_key(const Json& json) {
  try {
    return read_map(json);
  } catch (AwsError& error) {
    if (error.code == "ValidationException") {
      error.message = "The provided starting key is invalid: " + error.message;
    }
    throw;
  }
}

Position find_start_key(const Table& table, const Index* index, const Map& start,
                        AwsError (*refusal)()) {
  const Map key = key_attributes(table, nullptr, start);
  if (key_attributes(table, index, start).size() != start.size()) throw refusal();
  Position position;
  try {
    position.key = read_key(table, key);
  } catch (const AwsError&) {
    throw refusal();
  }
  if (index == nullptr) return position;
  const auto in_index = index_key(*index, start);
  if (!in_index) throw refusal();
  return {*in_index, position.key};
}

}  // namespace snowglobe::dynamodb
