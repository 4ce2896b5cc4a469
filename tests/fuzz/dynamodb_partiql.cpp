// A statement in the first lines, up to a line "--", and parameters as JSON behind it: only
// AwsError may come out, and what the plan says of a table must be sound.
#include <cstdint>
#include <cstdlib>

#include "emulator/base/error.h"
#include "services/dynamodb/items/key_span.h"
#include "services/dynamodb/partiql/plan.h"
#include "services/dynamodb/values/codec.h"
#include "tests/support/attribute_values.h"

namespace snowglobe::dynamodb {
namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

std::shared_ptr<const Table> table() {
  static const auto made = [] {
    auto table = std::make_shared<Table>();
    table->name = "tab";
    table->key = {{{"h", Type::kString}, {"r", Type::kNumber}}};
    Index index;
    index.number = 1;
    index.name = "idx";
    index.key = {{{"g", Type::kString}}};
    table->indexes.push_back(index);
    return table;
  }();
  return made;
}

const Item& item() {
  static const Item made = read_map(attribute_map(R"({"h": {"S": "a"}, "r": {"N": "1"},
    "m": {"M": {"b": {"L": [{"N": "1"}, {"S": "y"}]}}}, "t": {"SS": ["x"]}, "s": {"S": "xyz"}})"));
  return made;
}

void try_read(const partiql::BoundStatement& statement) {
  const auto projection = partiql::bind_projection(statement);
  const partiql::ReadPlan plan = partiql::plan_read(statement, *table());
  for (const KeyCondition& query : plan.queries) {
    const Span span = span_of(table()->key_of(plan.index), query);
    check(span.low.key.hash == span.high.key.hash);
  }
  if (projection) check(measure(projection->apply(item())).bytes <= measure(item()).bytes);
  if (plan.filter) {
    const bool holds = plan.filter->holds(item());
    // No item that WHERE lets through lies outside the queries.
    if (holds && !plan.queries.empty() && plan.index == nullptr) {
      const StoredKey key = key_of_new_item(*table(), item());
      bool is_inside = false;
      for (const KeyCondition& query : plan.queries) {
        const Span span = span_of(table()->key_of(plan.index), query);
        is_inside |= key.hash == span.low.key.hash && key.range >= span.low.key.range &&
                     key.range < span.high.key.range;
      }
      check(is_inside);
    }
  }
}

void try_write(const partiql::BoundStatement& statement) {
  Action action = partiql::plan_write(statement, table());
  partiql::check_key(action);
  resolve(action);
  if (action.condition) static_cast<void>(action.condition->holds(item()));
  if (!action.update) return;
  Item changed = item();
  action.update->apply(changed);
  check(decode_item(encode_item(changed)) == changed);
}

void run(std::string_view data) {
  const std::size_t end = data.find("\n--\n");
  const std::string text(data.substr(0, std::min<std::size_t>(end, 8192)));
  Json json;
  std::optional<std::vector<AttributeValueView>> parameters;
  try {
    if (end != std::string_view::npos) json = parse_json(data.substr(end + 4));
  } catch (const JsonError&) {
  }
  if (json.is_array()) {
    parameters.emplace();
    for (const Json& value : json) parameters->push_back({&value});
  }
  try {
    const partiql::BoundStatement statement = partiql::read_statement(text, parameters);
    if (statement->is_read()) {
      try_read(statement);
    } else {
      try_write(statement);
    }
  } catch (const AwsError&) {
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::dynamodb::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
