// Expressions of every kind in the first line, an item in the rest: only AwsError may come out, and
// what an update leaves must come back from its stored form.
#include <cstdint>
#include <cstdlib>

#include "emulator/base/error.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/expression/key_condition.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/expression/update.h"
#include "services/dynamodb/values/codec.h"
#include "tests/support/attribute_values.h"

namespace snowglobe::dynamodb {
namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

const Json& names() {
  static const Json json = parse_json(R"({"#a": "a", "#b": "b", "#n": "status"})");
  return json;
}

const Json& values() {
  static const Json json =
      attribute_map(R"({":s": {"S": "x"}, ":n": {"N": "1.5"}, ":b": {"B": "AQ=="},
    ":l": {"L": [{"S": "x"}]}, ":m": {"M": {"k": {"N": "1"}}}, ":t": {"SS": ["x", "y"]},
    ":o": {"BOOL": true}})");
  return json;
}

template <class Try>
void attempt(Try attempt) {
  try {
    attempt();
  } catch (const AwsError&) {
  }
}

void try_condition(std::string_view text, ExpressionKind kind, const Item& item) {
  const ConditionExpression tree = parse_condition(text, kind);
  Placeholders placeholders(&names(), &values());
  const Bindings bindings = placeholders.bind(tree.references, kind);
  check_condition(tree, bindings, kind);
  const bool holds = evaluate(tree, bindings, item);
  check(evaluate(tree, bindings, decode_item(encode_item(item))) == holds);
  if (kind == ExpressionKind::kKeyCondition) {
    static const KeySchema key{{{"a", Type::kString}, {"b", Type::kString}}};
    check(read_key_condition(tree, bindings, key).hash.size() == 1);
  }
}

void try_projection(std::string_view text, const Item& item) {
  const ProjectionExpression tree = parse_projection(text);
  Placeholders placeholders(&names(), &values());
  const Bindings bindings = placeholders.bind(tree.references, ExpressionKind::kProjection);
  PathTree paths(ExpressionKind::kProjection, bindings);
  for (const Path& path : tree.paths) paths.add(path);
  check(measure(project(paths, item)).bytes <= measure(item).bytes);
}

void try_update(std::string_view text, Item item) {
  const UpdateExpression tree = parse_update(text);
  Placeholders placeholders(&names(), &values());
  const Bindings bindings = placeholders.bind(tree.references, ExpressionKind::kUpdate);
  const PathTree paths = check_update(tree, bindings);
  apply_update(tree, bindings, paths, item);
  check(decode_item(encode_item(item)) == item);
  check(print_json(decode_item_to_json(encode_item(item))) == print_json(write_map(item)));
}

void run(std::string_view data) {
  const std::size_t end = data.find('\n');
  const std::string_view text = data.substr(0, end);
  Item item = read_map(attribute_map(R"({"a": {"M": {"b": {"L": [{"N": "1"}, {"S": "y"}]}}},
    "b": {"N": "-2"}, "c": {"SS": ["x"]}, "d": {"S": "xyz"}})"));
  attempt([&] {
    try {
      if (end != std::string_view::npos) item = read_map(attribute_map(data.substr(end + 1)));
    } catch (const JsonError&) {
    }
  });
  check(read_map(write_map(item)) == item);
  attempt([&] { try_condition(text, ExpressionKind::kCondition, item); });
  attempt([&] { try_condition(text, ExpressionKind::kKeyCondition, item); });
  attempt([&] { try_projection(text, item); });
  attempt([&] { try_update(text, item); });
}

}  // namespace
}  // namespace snowglobe::dynamodb

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::dynamodb::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
