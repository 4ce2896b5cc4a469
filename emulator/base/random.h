// The seeded generator from which a world draws every id, token and jitter: the same seed and the
// same calls give the same values on every machine.
#pragma once

#include <cstdint>
#include <string>

namespace snowglobe {

// SplitMix64: its whole state is one number, which a world keeps in its database.
class Random {
 public:
  explicit Random(std::uint64_t state) : state_(state) {}

  std::uint64_t state() const { return state_; }
  std::uint64_t next();
  std::uint64_t below(std::uint64_t bound);  // uniform in [0, bound). REQUIRES: bound > 0
  double unit();                             // uniform in [0, 1)
  std::string uuid();                        // version 4, lower case
  std::string hex(int digits);               // lower case
  std::string alphanumeric(int characters);  // A-Z a-z 0-9

 private:
  std::uint64_t state_;
};

}  // namespace snowglobe
