// What the bench asks of a table or a queue, at a size that every round leaves as it was.
//
// Keys and groups are drawn from the whole size by a generator of the workload's own, so that two
// workloads made alike ask for the same.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "emulator/base/random.h"
#include "tests/bench/subject.h"

namespace snowglobe::bench {

// What a world holds. Each has calls of its own.
enum class Load { kItems, kIndexedItems, kMessages, kFifoMessages };
constexpr Load all_loads[] = {Load::kItems, Load::kIndexedItems, Load::kMessages,
                              Load::kFifoMessages};

class Workload {
 public:
  // Makes a table of `size` items, or a queue of as many messages.
  Workload(Subject& subject, Load load, int size);

  // Makes each kind of call about `calls` times.
  void round(int calls);

 private:
  void make_table();
  void make_queue();
  void item_round(int calls);
  void index_round(int calls);
  void queue_round(int calls);
  void fifo_round(int calls);
  void repeat(int times, const char* label, const char* operation,
              const std::function<Json(int)>& input);

  Json query(const char* key, const std::string& value_prefix);
  Json batch_of_writes(int first) const;
  Json transaction(int put, int deleted);
  Json batch_of_messages();
  // How many there were.
  int receive_and_delete(const std::string& kind);
  int draw(int bound);

  Subject& subject_;
  Load load_;
  int size_;
  Random random_{7};
  std::string queue_url_;
  int fresh_ = 0;     // keys beyond the size that were used
  int sent_ = 0;      // messages
  int requests_ = 0;  // client request tokens
};

}  // namespace snowglobe::bench
