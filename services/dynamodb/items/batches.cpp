#include "services/dynamodb/items/batches.h"

#include <set>

#include "services/dynamodb/capacity/capacity.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/legacy.h"
#include "services/dynamodb/items/action.h"
#include "services/dynamodb/items/answers.h"
#include "services/dynamodb/items/key_paths.h"
#include "services/dynamodb/items/partial_failure.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t get_keys_max = 100;
constexpr std::size_t write_items_max = 25;
constexpr std::size_t response_bytes_max = 16 * 1024 * 1024;

AwsError has_duplicates() { return invalid("Provided list of item keys contains duplicates"); }

// One table's part of a BatchGetItem.
struct GetPart {
  const std::string* name;
  const KeysAndAttributes* request;
  std::unique_ptr<RequestExpressions> expressions;
  std::optional<BoundProjection> projection;
  std::vector<Map> keys;
  std::shared_ptr<const Table> table;
  std::vector<StoredKey> stored_keys;
};

GetPart read_part(const std::string& name, const KeysAndAttributes& request,
                  ExpressionCache& cache) {
  const ExpressionText text{"ProjectionExpression", &request.projection_expression};
  GetPart part{&name, &request, nullptr, std::nullopt, {}, nullptr, {}};
  part.expressions = std::make_unique<RequestExpressions>(
      cache, request.expression_attribute_names, std::nullopt,
      std::initializer_list<ExpressionText>{text}, std::initializer_list<ExpressionText>{});
  part.projection = part.expressions->projection(request.projection_expression);
  part.expressions->finish();
  if (!part.projection) part.projection = read_attributes_to_get(request.attributes_to_get);
  std::set<std::string> seen;
  for (const DocumentView& key : request.keys) {
    part.keys.push_back(read_map(*key.json));
    if (!seen.insert(encode_item(part.keys.back())).second) throw has_duplicates();
  }
  return part;
}

void find_keys(GetPart& part) {
  for (const Map& key : part.keys) part.stored_keys.push_back(read_key(*part.table, key));
  refuse_paths_into_keys(*part.table, part.projection);
}

// Not even those of different tables.
void refuse_mixture_in_get(const BatchGetItemInput& input) {
  bool has_legacy = false;
  std::optional<std::string> projection;
  for (const auto& [name, part] : input.request_items) {
    has_legacy = has_legacy || part.attributes_to_get;
    if (part.projection_expression) projection = part.projection_expression;
  }
  refuse_mixture({{"AttributesToGet", has_legacy}}, {{"ProjectionExpression", &projection}});
}

void leave_unprocessed(const GetPart& part, std::size_t key, BatchGetItemOutput& output) {
  UnprocessedKeys& rest = output.unprocessed_keys[*part.name];
  rest.keys.push_back(*part.request->keys[key].json);
  rest.attributes_to_get = part.request->attributes_to_get;
  rest.consistent_read = part.request->consistent_read;
  rest.projection_expression = part.request->projection_expression;
  if (part.request->expression_attribute_names) {
    rest.expression_attribute_names = *part.request->expression_attribute_names->json;
  }
}

Action read_write(const WriteRequest& request, const std::string& table_name,
                  ExpressionCache& cache) {
  if (request.put_request.has_value() == request.delete_request.has_value()) {
    throw invalid_parameter(
        "Exactly one of PutRequest and DeleteRequest must be given in a WriteRequest");
  }
  Action action;
  action.table_name = table_name;
  if (request.put_request) {
    read_put(action, cache, request.put_request->item, std::nullopt, std::nullopt, std::nullopt);
    refuse_large_item(action);
  } else {
    action.kind = Action::Kind::kDelete;
    read_keyed(action, cache, request.delete_request->key, std::nullopt, std::nullopt, std::nullopt,
               std::nullopt);
  }
  return action;
}

Json write_request_json(const WriteRequest& request) {
  if (request.put_request) return {{"PutRequest", {{"Item", *request.put_request->item.json}}}};
  return {{"DeleteRequest", {{"Key", *request.delete_request->key.json}}}};
}

void check_sizes(const BatchWriteItemInput& input) {
  std::size_t count = 0;
  for (const auto& [name, requests] : input.request_items) {
    if (requests.empty() || requests.size() > write_items_max) {
      throw invalid("1 validation error detected: Value '{" + name +
                    (requests.empty() ? "=[]" : "=[...]") +
                    "}' at 'requestItems' failed to satisfy constraint: Map value must satisfy "
                    "constraint: [Member must have length less than or equal to 25, Member must "
                    "have length greater than or equal to 1]");
    }
    count += requests.size();
  }
  if (count > write_items_max) {
    throw invalid("Too many items requested for the BatchWriteItem call");
  }
}

}  // namespace

BatchGetItemOutput Batches::batch_get_item(const BatchGetItemInput& input, const Request& request) {
  std::size_t count = 0;
  for (const auto& [name, part] : input.request_items) count += part.keys.size();
  if (count > get_keys_max) throw invalid("Too many items requested for the BatchGetItem call");
  refuse_mixture_in_get(input);
  std::vector<GetPart> parts;
  for (const auto& [name, part] : input.request_items) {
    parts.push_back(read_part(name, part, expressions_));
  }
  for (GetPart& part : parts) {
    part.table = finder_.find(*part.name, request).table;
    find_keys(part);
  }
  BatchGetItemOutput output;
  std::size_t bytes = 0;
  for (const GetPart& part : parts) {
    auto& items = output.responses[*part.name];
    const auto consistency = part.request->consistent_read.value_or(false) ? Consistency::kStrong
                                                                           : Consistency::kEventual;
    const Table& seen = part.table->as_read(consistency);
    double units = 0;
    for (std::size_t i = 0; i < part.stored_keys.size(); ++i) {
      std::size_t item_bytes = 0;
      bool is_left = is_struck(host_, request);
      if (!is_left) {
        items_.find(seen, part.stored_keys[i], [&](const Row& row) {
          item_bytes = row.bytes;
          is_left = bytes > 0 && bytes + item_bytes > response_bytes_max;
          if (is_left) return;
          items.push_back(part.projection ? write_map(part.projection->apply(decode_item(row.item)))
                                          : decode_item_to_json(row.item));
        });
      }
      if (is_left) {
        leave_unprocessed(part, i, output);
        continue;
      }
      bytes += item_bytes;
      units += read_units(item_bytes, consistency);
    }
    if (auto capacity = consumed(input.return_consumed_capacity, *part.name, nullptr, 0, units)) {
      if (!output.consumed_capacity) output.consumed_capacity.emplace();
      output.consumed_capacity->push_back(std::move(*capacity));
    }
  }
  return output;
}

BatchWriteItemOutput Batches::batch_write_item(const BatchWriteItemInput& input,
                                               const Request& request) {
  check_sizes(input);
  struct Part {
    Action action;
    const WriteRequest* request;
  };
  std::vector<Part> parts;
  for (const auto& [name, requests] : input.request_items) {
    for (const WriteRequest& write : requests) {
      parts.push_back({read_write(write, name, expressions_), &write});
    }
  }
  std::set<std::pair<std::int64_t, StoredKey>> seen;
  FoundTables tables;
  for (Part& part : parts) {
    Action& action = part.action;
    action.table = finder_.find_once(tables, action.table_name, request);
    action.reads_before = is_asked(input.return_consumed_capacity);
    resolve_in_batch(action);
    if (!seen.emplace(action.table->id, action.key).second) throw has_duplicates();
  }
  BatchWriteItemOutput output;
  std::map<std::string, ConsumedCapacity> capacities;
  for (Part& part : parts) {
    Action& action = part.action;
    if (is_struck(host_, request)) {
      output.unprocessed_items[action.table_name].push_back(write_request_json(*part.request));
      continue;
    }
    prepare(action, items_);
    carry_out(action, items_);
    if (auto capacity = consumed_by(action, input.return_consumed_capacity, Writing::kAlone)) {
      const auto [at, is_new] = capacities.emplace(action.table_name, *capacity);
      if (!is_new) add(at->second, *capacity);
    }
    if (input.return_item_collection_metrics.value_or("NONE") != "SIZE") continue;
    const Item& item = action.after ? *action.after : action.given;
    if (auto metrics = collection_metrics(*action.table, item)) {
      if (!output.item_collection_metrics) output.item_collection_metrics.emplace();
      (*output.item_collection_metrics)[action.table_name].push_back(std::move(*metrics));
    }
  }
  for (auto& [name, capacity] : capacities) {
    if (!output.consumed_capacity) output.consumed_capacity.emplace();
    output.consumed_capacity->push_back(std::move(capacity));
  }
  return output;
}

}  // namespace snowglobe::dynamodb
