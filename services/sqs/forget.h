// Tables of what is remembered for a few minutes, whose rows lie in the order of their moments.
#pragma once

#include "emulator/store/database.h"

namespace snowglobe::sqs {

// Deletes a few of the rows up to a moment. Each call that adds a row calls this once, which keeps
// the table small. REQUIRES: the statement deletes the oldest row, if it is not after its
// parameter.
inline void forget_a_few(Statement& forget_oldest, Moment until) {
  constexpr int rows_max = 4;
  for (int i = 0; i < rows_max && forget_oldest.run(until) == 1; ++i) continue;
}

}  // namespace snowglobe::sqs
