// What the bench asks of tables and queues, at a size that every round leaves as it was.
//
// Keys and groups are drawn from the whole size by a generator of the workload's own, so that two
// workloads made alike ask for the same.
#pragma once

#include <string>
#include <vector>

#include "emulator/base/random.h"
#include "tests/bench/subject.h"

namespace snowglobe::bench {

class Workload {
 public:
  // Makes tables and queues of `size` items and messages.
  Workload(Subject& subject, int size);

  // Makes each kind of call about `calls` times.
  void round(int calls);

 private:
  void make_tables();
  void make_queues();
  void item_round(int calls);
  void queue_round(int calls);
  void fifo_round(int calls);

  Json batch_of_writes(const char* table, int first) const;
  Json transaction(int put, int deleted);
  Json batch_of_messages(const std::string& url);
  // How many there were.
  int receive_and_delete(const std::string& url, const std::string& kind);
  int draw(int bound);

  Subject& subject_;
  int size_;
  Random random_{7};
  std::string queue_, fifo_;
  int fresh_ = 0;     // keys beyond the size that were used
  int sent_ = 0;      // messages
  int requests_ = 0;  // client request tokens
};

}  // namespace snowglobe::bench
