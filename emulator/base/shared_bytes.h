// Bytes that never change and are shared: a copy costs a count, whatever their number.
//
// What a JSON value of the kind binary holds (emulator/base/json.h), and so what a blob is on its
// way through the program. Any thread may read and copy it.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace snowglobe {

class SharedBytes {
 public:
  using value_type = std::uint8_t;
  using const_iterator = const value_type*;

  SharedBytes() = default;
  explicit SharedBytes(std::string bytes)
      : bytes_(bytes.empty() ? nullptr : std::make_shared<const std::string>(std::move(bytes))) {}

  // Good as long as any copy of this is.
  std::string_view view() const { return bytes_ ? std::string_view(*bytes_) : std::string_view(); }
  std::string text() const { return std::string(view()); }

  std::size_t size() const { return bytes_ ? bytes_->size() : 0; }
  bool empty() const { return !bytes_; }
  // As the JSON library asks for them.
  const value_type* data() const { return reinterpret_cast<const value_type*>(view().data()); }
  const_iterator begin() const { return data(); }
  const_iterator end() const { return data() + size(); }
  const_iterator cbegin() const { return begin(); }
  const_iterator cend() const { return end(); }
  value_type back() const { return end()[-1]; }  // REQUIRES: not empty

  friend bool operator==(const SharedBytes& a, const SharedBytes& b) {
    return a.bytes_ == b.bytes_ || a.view() == b.view();
  }
  friend std::strong_ordering operator<=>(const SharedBytes& a, const SharedBytes& b) {
    return a.view() <=> b.view();
  }

 private:
  std::shared_ptr<const std::string> bytes_;  // nullptr: none
};

}  // namespace snowglobe
