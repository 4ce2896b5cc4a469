// Keeps a table small whose rows are remembered for a while only, and lie in the order of their
// moments.
#pragma once

#include "emulator/store/database.h"

namespace snowglobe {

class Forgetter {
 public:
  // The statement deletes those of the 32 oldest rows that are not after its parameter.
  Forgetter(Database& database, Sql forget_oldest) : forget_oldest_(database, forget_oldest) {}

  // To be called with each row that is added. Every 16th call deletes: rows go faster than they
  // come, no call has much to do, and most have nothing.
  void row_added(Moment until) {
    constexpr unsigned added_for_each_look = 16;
    if (added_++ % added_for_each_look == 0) forget_oldest_.run(until);
  }

 private:
  Statement forget_oldest_;
  unsigned added_ = 0;
};

}  // namespace snowglobe
