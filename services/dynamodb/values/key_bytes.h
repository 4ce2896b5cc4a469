// Keys as the database holds them: bytes in the order in which DynamoDB sorts keys.
//
// The values of a key's attributes follow one another. The last stands open, each before it is
// closed, so that none runs into the next:
//
//   open    S and B as they are, N as Decimal::append_key writes it
//   closed  S and B with 00 FF for each 00, then 00 01; N as if open, then 00
//
// Keys compare as their values do, one after the other; the key of one attribute is its value.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <string>

#include "services/dynamodb/values/value.h"

namespace snowglobe::dynamodb {

// Source: "Multi-attribute keys": of the partition key of a global index, and of its sort key.
inline constexpr std::size_t key_attributes_max = 4;

// Values of the attributes of a partition or sort key, in the schema's order; perhaps only of the
// first few. They live elsewhere.
class KeyValues {
 public:
  // REQUIRES: room for it.
  void push_back(const Value& value) {
    assert(size_ < key_attributes_max);
    values_[size_++] = &value;
  }
  void push_back(Value&& value) = delete;  // would not live long enough
  std::size_t size() const { return size_; }
  const Value& operator[](std::size_t at) const {
    assert(at < size_);
    return *values_[at];
  }

 private:
  std::array<const Value*, key_attributes_max> values_{};
  std::size_t size_ = 0;
};

enum class Ending { kOpen, kClosed };

// REQUIRES of each value: is_scalar(value.type).
void append_key_value(std::string& out, const Value& value, Ending ending);
// What all values begin with that begin with this S or B.
void append_key_prefix(std::string& out, const Value& prefix, Ending ending);
void append_key(std::string& out, const KeyValues& values);

}  // namespace snowglobe::dynamodb
