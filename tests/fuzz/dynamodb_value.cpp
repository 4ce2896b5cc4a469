// DynamoDB's values and numbers: what is read is written as something that reads back the same, and
// order, key bytes and arithmetic agree with each other.
#include <compare>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "services/dynamodb/values/key_bytes.h"
#include "services/dynamodb/values/value.h"
#include "tests/support/attribute_values.h"

namespace snowglobe::dynamodb {
namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

std::strong_ordering order_of_bytes(const std::string& a, const std::string& b) {
  return a.compare(b) <=> 0;
}

void try_numbers(std::string_view text) {
  const std::size_t end = text.find('\n');
  Decimal a, b;
  if (Decimal::parse(text.substr(0, end), a) != Decimal::Flaw::kNone) return;
  Decimal again;
  check(Decimal::parse(a.text(), again) == Decimal::Flaw::kNone && again == a);
  if (end == text.npos || Decimal::parse(text.substr(end + 1), b) != Decimal::Flaw::kNone) return;
  std::string key_a, key_b;
  a.append_key(key_a);
  b.append_key(key_b);
  check(order_of_bytes(key_a, key_b) == (a <=> b));
  Decimal sum, other, back;
  const auto flaw = Decimal::add(a, b, sum);
  check(Decimal::add(b, a, other) == flaw);
  if (flaw != Decimal::Flaw::kNone) return;
  check(sum == other);
  if (Decimal::subtract(sum, b, back) == Decimal::Flaw::kNone) check(back == a);
  check((sum <=> a) == (b <=> Decimal()));
}

std::string bytes_of(const Value& value, Ending ending) {
  std::string bytes;
  append_key_value(bytes, value, ending);
  return bytes;
}

void try_value(const Json& json) {
  const Value value = read_value(json);
  const Json written = write_value(value);
  check(read_value(written) == value);
  const Measure measured = measure(value);
  check(measured.levels <= nesting_levels_max);
  debug_text(value);
  if (!is_scalar(value.type)) return;
  check(compare(value, value) == std::strong_ordering::equal);
}

void try_pair(const Value& a, const Value& b) {
  const auto order = compare(a, b);
  if (!order) return;
  for (const Ending ending : {Ending::kOpen, Ending::kClosed}) {
    check(order_of_bytes(bytes_of(a, ending), bytes_of(b, ending)) == *order);
  }
  check((a == b) == (*order == std::strong_ordering::equal));
}

void run(std::string_view text) {
  try_numbers(text);
  try {
    Json json = parse_json(text);
    // A pair of values, or one.
    text_to_blobs(json, json.is_array() ? shape_of<std::vector<AttributeValue>>()
                                        : shape_of<AttributeValue>());
    if (json.is_array() && json.size() == 2) {
      try_pair(read_value(json[0]), read_value(json[1]));
    } else {
      try_value(json);
    }
  } catch (const JsonError&) {
  } catch (const AwsError&) {
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::dynamodb::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
