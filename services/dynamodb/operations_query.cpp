// Query and Scan.
#include "services/dynamodb/codec.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/key_condition.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/page.h"
#include "services/dynamodb/service.h"

namespace snowglobe::dynamodb {
namespace {

// The first key behind all that begin with `prefix`.
std::string behind_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (prefix.empty()) return beyond_all_keys;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

std::string behind(std::string key) { return key + '\0'; }

void check_operand(const KeyAttribute& attribute, const Value* value, KeyRole role) {
  if (value == nullptr) return;
  if (value->type != attribute.type) {
    throw invalid_parameter("Condition parameter type does not match schema type");
  }
  check_key_value(attribute, *value, role);
}

// The rows that a key condition names. REQUIRES: its operands are of the schema's types.
Span span_of(const KeyCondition& condition) {
  using Range = KeyCondition::Range;
  const std::string hash = stored_hash(*condition.hash);
  std::string low, high = beyond_all_keys;
  const std::string operand = condition.low != nullptr ? key_bytes(*condition.low) : "";
  switch (condition.range) {
    case Range::kAll:
      break;
    case Range::kEqual:
      low = operand;
      high = behind(operand);
      break;
    case Range::kLess:
      high = operand;
      break;
    case Range::kLessOrEqual:
      high = behind(operand);
      break;
    case Range::kGreater:
      low = behind(operand);
      break;
    case Range::kGreaterOrEqual:
      low = operand;
      break;
    case Range::kBetween:
      low = operand;
      high = behind(key_bytes(*condition.high));
      break;
    case Range::kBeginsWith:
      low = operand;
      high = behind_prefix(operand);
      break;
  }
  return {{{hash, low}, {}}, {{hash, high}, {}}};
}

void refuse_keys_in_filter(const BoundCondition& filter, const KeySchema& key) {
  for (const std::string_view name : filter.names()) {
    if (key.has(name)) {
      throw invalid(
          "Filter Expression can only contain non-primary key attributes: Primary key attribute: " +
          std::string(name));
    }
  }
}

// Leaves of the span what lies behind the start key, in the direction of the query.
void start_behind(Span& span, const Position& start, Direction direction) {
  if (start.key.hash != span.low.key.hash || start.key.range < span.low.key.range ||
      start.key.range >= span.high.key.range) {
    throw invalid(
        "The provided starting key is outside query boundaries based on provided conditions");
  }
  if (direction == Direction::kForward) {
    span.low = start;
    span.low.item.range += '\0';
  } else {
    span.high = start;
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

}  // namespace

PageOutput Dynamodb::query(const QueryInput& input, const Request& request) {
  const ExpressionText projection_text{"ProjectionExpression", &input.projection_expression};
  const ExpressionText filter_text{"FilterExpression", &input.filter_expression};
  const ExpressionText key_text{"KeyConditionExpression", &input.key_condition_expression};
  refuse_legacy({{"KeyConditions", input.key_conditions.has_value(), key_text.name},
                 {"QueryFilter", input.query_filter.has_value(), filter_text.name},
                 {"ConditionalOperator", input.conditional_operator.has_value(), filter_text.name},
                 {"AttributesToGet", input.attributes_to_get.has_value(), projection_text.name}},
                {projection_text, filter_text, key_text});
  check_select(input.select, input.projection_expression, input.index_name);
  RequestExpressions expressions(expressions_, input.expression_attribute_names,
                                 input.expression_attribute_values,
                                 {projection_text, filter_text, key_text}, {filter_text, key_text});
  const auto filter = expressions.condition(input.filter_expression, ExpressionKind::kFilter);
  const auto key_condition =
      expressions.condition(input.key_condition_expression, ExpressionKind::kKeyCondition);
  const auto projection = expressions.projection(input.projection_expression);
  expressions.finish();
  if (!key_condition) {
    throw invalid(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
        "request.");
  }
  const auto [name, table] = find_table(input.table_name, request);
  const Index* index = input.index_name ? &table->index(*input.index_name) : nullptr;
  const KeySchema& key = index != nullptr ? index->key : table->key;
  const KeyCondition condition =
      read_key_condition(*key_condition->tree, key_condition->bindings, key.hash.name,
                         key.range ? key.range->name : "");
  check_operand(key.hash, condition.hash, KeyRole::kHash);
  if (key.range) {
    check_operand(*key.range, condition.low, KeyRole::kRange);
    check_operand(*key.range, condition.high, KeyRole::kRange);
  }
  if (filter) refuse_keys_in_filter(*filter, key);

  Page page({*table, index, items_, input.table_name, input.limit, input.select,
             input.consistent_read.value_or(false), input.return_consumed_capacity, filter,
             projection});
  const bool is_forward = input.scan_index_forward.value_or(true);
  const Direction direction = is_forward ? Direction::kForward : Direction::kBackward;
  Span span = span_of(condition);
  if (input.exclusive_start_key) {
    start_behind(span, read_start_key(*table, index, *input.exclusive_start_key->json), direction);
  }
  items_.query(*table, index != nullptr ? index->number : 0, span, direction,
               [&](const Row& row) { return page.see(row); });
  return page.finish();
}

PageOutput Dynamodb::scan(const ScanInput& input, const Request& request) {
  const ExpressionText projection_text{"ProjectionExpression", &input.projection_expression};
  const ExpressionText filter_text{"FilterExpression", &input.filter_expression};
  refuse_legacy({{"ScanFilter", input.scan_filter.has_value(), filter_text.name},
                 {"ConditionalOperator", input.conditional_operator.has_value(), filter_text.name},
                 {"AttributesToGet", input.attributes_to_get.has_value(), projection_text.name}},
                {projection_text, filter_text});
  check_segments(input);
  check_select(input.select, input.projection_expression, input.index_name);
  RequestExpressions expressions(expressions_, input.expression_attribute_names,
                                 input.expression_attribute_values, {projection_text, filter_text},
                                 {filter_text});
  const auto filter = expressions.condition(input.filter_expression, ExpressionKind::kFilter);
  const auto projection = expressions.projection(input.projection_expression);
  expressions.finish();
  const auto [name, table] = find_table(input.table_name, request);
  const Index* index = input.index_name ? &table->index(*input.index_name) : nullptr;

  Page page({*table, index, items_, input.table_name, input.limit, input.select,
             input.consistent_read.value_or(false), input.return_consumed_capacity, filter,
             projection});
  Span span = segment_span(static_cast<std::uint64_t>(input.segment.value_or(0)),
                           static_cast<std::uint64_t>(input.total_segments.value_or(1)));
  if (input.exclusive_start_key) {
    Position start = read_start_key(*table, index, *input.exclusive_start_key->json);
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
  items_.scan(*table, index != nullptr ? index->number : 0, span,
              [&](const Row& row) { return page.see(row); });
  return page.finish();
}

}  // namespace snowglobe::dynamodb
