// A world that is measured: in process, without threads, on a manual clock, with seed 1. Two of
// them that get the same calls write the same rows.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/engine/world.h"

struct sqlite3;

namespace snowglobe::bench {

double seconds_of(const std::function<void()>& work);
// Of several rounds. A minimum would hide what only some calls cost, and a mean what else the
// machine did.
double median(std::vector<double> rounds);

// One JSON object on a line of standard output, for scripts/bench.
void print(std::string_view part, const Json& values);

// Says on standard error how far something long has come, about every two seconds.
class Progress {
 public:
  Progress(std::string what, int total);
  void at(int done);

 private:
  std::string what_;
  int total_;
  MachineInstant start_, last_;
};

class Subject {
 public:
  // In memory, or in a directory.
  explicit Subject(const std::string& directory = "");

  // The output; an error ends the program.
  Json call(const char* service, const char* operation, Json input);
  // The same, and the time that it took counts for `label` in this round.
  Json timed(const std::string& label, const char* service, const char* operation, Json input);
  // Told after each timed call, outside of its time.
  using Observer = std::function<void(const std::string& label, double seconds, const Json&)>;
  void observe(Observer observer) { observer_ = std::move(observer); }

  // From now on timed calls of this label go through a function of their own, profiled_call, by
  // which a profiler knows them.
  void profile(std::string label) { profiled_ = std::move(label); }

  // The mean of each label's calls since the last time, in seconds.
  std::map<std::string, double> take_means();

  World& world() { return *world_; }
  sqlite3* connection() const { return connection_; }

 private:
  struct Sum {
    double seconds = 0;
    int calls = 0;
  };
  std::unique_ptr<World> world_;
  sqlite3* connection_;
  std::map<std::string, Sum> sums_;
  Observer observer_;
  std::string profiled_;
};

}  // namespace snowglobe::bench
