#include "services/dynamodb/items/queries.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/key_condition.h"
#include "services/dynamodb/expression/legacy.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/items/key_paths.h"
#include "services/dynamodb/items/key_span.h"
#include "services/dynamodb/items/page.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

void refuse_keys_in_filter(const char* parameter, const BoundCondition& filter,
                           const KeySchema& key) {
  for (const std::string_view name : filter.names()) {
    if (key.has(name)) {
      throw invalid(std::string(parameter) +
                    " can only contain non-primary key attributes: Primary key attribute: " +
                    std::string(name));
    }
  }
}

std::string checksum_bytes(std::uint64_t checksum) {
  if (checksum > UINT32_MAX) return beyond_all_keys;
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((checksum >> shift) & 0xFF));
  }
  return bytes;
}

// The rows of one segment: an equal share of the partition keys' checksums.
Span segment_span(std::uint64_t segment, std::uint64_t total) {
  const auto border = [total](std::uint64_t number) {
    return checksum_bytes(((number << 32) + total - 1) / total);
  };
  return {{{border(segment), {}}, {}}, {{border(segment + 1), {}}, {}}};
}

void check_segments(const ScanInput& input) {
  if (input.segment && !input.total_segments) {
    throw invalid(
        "The TotalSegments parameter is required but was not present in the request when Segment "
        "parameter is present");
  }
  if (input.total_segments && !input.segment) {
    throw invalid(
        "The Segment parameter is required but was not present in the request when parameter "
        "TotalSegments is present");
  }
  if (input.segment && *input.segment >= *input.total_segments) {
    throw invalid(
        "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
        "Segment: " +
        std::to_string(*input.segment) +
        " is not less than TotalSegments: " + std::to_string(*input.total_segments));
  }
}

// What a Query or Scan asks for, in whichever form.
struct QueryParts {
  std::unique_ptr<RequestExpressions> expressions;
  std::optional<Map> start;
  std::optional<BoundCondition> filter, keys;
  std::optional<BoundProjection> projection;
};

void read_texts(QueryParts& parts, const Maybe<std::string>& filter, const Maybe<std::string>& keys,
                const Maybe<std::string>& projection) {
  parts.filter = parts.expressions->condition(filter, ExpressionKind::kFilter);
  parts.keys = parts.expressions->condition(keys, ExpressionKind::kKeyCondition);
  parts.projection = parts.expressions->projection(projection);
  parts.expressions->finish();
}

QueryParts read_query(const QueryInput& input, ExpressionCache& cache) {
  const ExpressionText projection{"ProjectionExpression", &input.projection_expression};
  const ExpressionText filter{"FilterExpression", &input.filter_expression};
  const ExpressionText keys{"KeyConditionExpression", &input.key_condition_expression};
  refuse_mixture({{"AttributesToGet", input.attributes_to_get.has_value()},
                  {"QueryFilter", input.query_filter.has_value()},
                  {"ConditionalOperator", input.conditional_operator.has_value()},
                  {"KeyConditions", input.key_conditions.has_value()}},
                 {projection, filter, keys});
  QueryParts parts;
  if (input.exclusive_start_key) parts.start = read_start_key(*input.exclusive_start_key->json);
  validate([&] { check_select(input); });
  if (input.key_condition_expression == "") {  // AWS says so before it looks at the placeholders
    throw invalid("Invalid KeyConditionExpression: The expression can not be empty;");
  }
  const auto all = {projection, filter, keys};
  const auto takes_values = {filter, keys};
  parts.expressions =
      std::make_unique<RequestExpressions>(cache, input.expression_attribute_names,
                                           input.expression_attribute_values, all, takes_values);
  read_texts(parts, input.filter_expression, input.key_condition_expression,
             input.projection_expression);
  if (!parts.filter) parts.filter = read_filter(input.query_filter, input.conditional_operator);
  if (!parts.keys) parts.keys = read_key_conditions(input.key_conditions);
  if (!parts.projection) parts.projection = read_attributes_to_get(input.attributes_to_get);
  if (!parts.keys) {
    throw invalid(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
        "request.");
  }
  return parts;
}

QueryParts read_scan(const ScanInput& input, ExpressionCache& cache) {
  const ExpressionText projection{"ProjectionExpression", &input.projection_expression};
  const ExpressionText filter{"FilterExpression", &input.filter_expression};
  refuse_mixture({{"AttributesToGet", input.attributes_to_get.has_value()},
                  {"ScanFilter", input.scan_filter.has_value()},
                  {"ConditionalOperator", input.conditional_operator.has_value()}},
                 {projection, filter});
  QueryParts parts;
  if (input.exclusive_start_key) parts.start = read_start_key(*input.exclusive_start_key->json);
  check_select(input);
  const auto all = {projection, filter};
  const auto takes_values = {filter};
  parts.expressions =
      std::make_unique<RequestExpressions>(cache, input.expression_attribute_names,
                                           input.expression_attribute_values, all, takes_values);
  read_texts(parts, input.filter_expression, std::nullopt, input.projection_expression);
  if (!parts.filter) parts.filter = read_filter(input.scan_filter, input.conditional_operator);
  if (!parts.projection) parts.projection = read_attributes_to_get(input.attributes_to_get);
  return parts;
}

}  // namespace

PageOutput Queries::query(const QueryInput& input, const Request& request) {
  const QueryParts parts = read_query(input, expressions_);
  const auto [name, table] = finder_.find(input.table_name, request);
  const Index* index = input.index_name ? &table->index(*input.index_name) : nullptr;
  const KeySchema& key = table->key_of(index);
  const KeyCondition condition = read_key_condition(*parts.keys->tree, parts.keys->bindings, key);
  check_operands(key, condition);
  refuse_paths_into_keys(*table, parts.filter);
  refuse_paths_into_keys(*table, parts.projection);
  if (parts.filter) {
    refuse_keys_in_filter(input.query_filter ? "QueryFilter" : "Filter Expression", *parts.filter,
                          key);
    check_filter(*table, index, parts.filter);
  }

  const Table& seen = seen_by(*table, input.consistent_read);
  Page page({seen, index, items_, input.table_name, input.limit, input.select,
             input.consistent_read.value_or(false), input.return_consumed_capacity, parts.filter,
             parts.projection});
  const bool is_forward = input.scan_index_forward.value_or(true);
  const Direction direction = is_forward ? Direction::kForward : Direction::kBackward;
  Span span = span_of(key, condition);
  if (parts.start) {
    const Position start = find_start_key(*table, index, *parts.start, &invalid_start_key);
    start_behind(span, start, direction);
  }
  items_.query(seen, index != nullptr ? index->number : 0, span, direction,
               [&](const Row& row) { return page.see(row); });
  return page.finish();
}

PageOutput Queries::scan(const ScanInput& input, const Request& request) {
  check_segments(input);
  const QueryParts parts = read_scan(input, expressions_);
  const auto [name, table] = finder_.find(input.table_name, request);
  const Index* index = input.index_name ? &table->index(*input.index_name) : nullptr;
  refuse_paths_into_keys(*table, parts.filter);
  refuse_paths_into_keys(*table, parts.projection);

  const Table& seen = seen_by(*table, input.consistent_read);
  Page page({seen, index, items_, input.table_name, input.limit, input.select,
             input.consistent_read.value_or(false), input.return_consumed_capacity, parts.filter,
             parts.projection});
  Span span = segment_span(static_cast<std::uint64_t>(input.segment.value_or(0)),
                           static_cast<std::uint64_t>(input.total_segments.value_or(1)));
  if (parts.start) {
    Position start = find_start_key(*table, index, *parts.start, &mismatched_start_key);
    if (start.key.hash < span.low.key.hash || start.key.hash >= span.high.key.hash) {
      throw invalid(
          "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use "
          "ExclusiveStartKey with correct Segment. TotalSegments: " +
          std::to_string(input.total_segments.value_or(1)) +
          " Segment: " + std::to_string(input.segment.value_or(0)));
    }
    start.item.range += '\0';
    span.low = std::move(start);
  }
  items_.scan(seen, index != nullptr ? index->number : 0, span,
              [&](const Row& row) { return page.see(row); });
  return page.finish();
}

}  // namespace snowglobe::dynamodb
