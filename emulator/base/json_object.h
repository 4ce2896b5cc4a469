// The members of a JSON object, in the order in which they came.
//
// It is nlohmann's ordered_map, but it grows by moving its values. A vector of pairs with constant
// keys copies them instead, each with all that is in it: half the time of an answer of ten items.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "emulator/base/json_library.h"

namespace snowglobe {

template <class Key, class T, class Less = std::less<Key>,
          class Allocator = std::allocator<std::pair<const Key, T>>>
class JsonObject : public nlohmann::ordered_map<Key, T, Less, Allocator> {
 public:
  using Base = nlohmann::ordered_map<Key, T, Less, Allocator>;
  using Base::Base;
  using typename Base::const_iterator;
  using typename Base::iterator;
  using typename Base::value_type;

  // Adds a member unless there is one of this name.
  template <class Name>
  std::pair<iterator, bool> emplace(Name&& name, T&& value) {
    if (const auto found = this->find(name); found != this->end()) return {found, false};
    return {append(std::forward<Name>(name), std::move(value)), true};
  }
  template <class Name>
  T& operator[](Name&& name) {
    return emplace(std::forward<Name>(name), T{}).first->second;
  }
  std::pair<iterator, bool> insert(const value_type& member) {
    return emplace(member.first, T(member.second));
  }
  std::pair<iterator, bool> insert(value_type&& member) {
    return emplace(member.first, std::move(member.second));
  }
  template <class Input>
  void insert(Input first, Input last) {
    for (; first != last; ++first) insert(*first);
  }

  // Adds a member without looking for one of the same name.
  void push_back(value_type&& member) { append(member.first, std::move(member.second)); }
  template <class Name>
  iterator append(Name&& name, T&& value) {
    if (this->size() == this->capacity()) grow();
    Base::emplace_back(std::forward<Name>(name), std::move(value));
    return std::prev(this->end());
  }

 private:
  // One member is by far the most frequent number ({"S": "x"}), then a handful.
  void grow() {
    JsonObject larger;
    larger.reserve(this->empty() ? 1 : std::max<std::size_t>(4, 2 * this->size()));
    for (auto& [name, value] : *this) larger.Base::emplace_back(name, std::move(value));
    this->swap(larger);
  }
};

}  // namespace snowglobe
