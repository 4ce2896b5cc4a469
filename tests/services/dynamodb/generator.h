// Random items, conditions and updates for property tests, in the forms of model.h: few names and
// few values, so that they meet often.
#pragma once

#include <initializer_list>
#include <string>

#include "emulator/base/json.h"
#include "emulator/base/random.h"

namespace snowglobe::dynamodb {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.below(bound)); }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  const char* pick(std::initializer_list<const char*> choices);

  Json scalar(const std::string& type);  // S, N or B
  Json set(const std::string& type);
  Json value(int depth);
  Json item();  // attributes "a" to "f", some of them, of any type

  Json path();
  Json condition(int depth);
  // As model::updated() wants it. Not every one fits every item.
  Json update();

 private:
  Json operand();
  Json comparable(const Json& with);
  Json leaf();
  Json action(const std::string& name);
  Json source(int depth);
  Json list_actions(const std::string& name);

  Random random_;
};

}  // namespace snowglobe::dynamodb
