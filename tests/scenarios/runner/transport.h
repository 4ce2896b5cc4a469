// How a scenario reaches a world: in process, or over HTTP.
#pragma once

#include <memory>
#include <string>

#include "emulator/api/service.h"

namespace snowglobe::scenario {

// A call whose answer may not be there yet.
class Pending {
 public:
  virtual ~Pending() = default;
  virtual bool is_answered() = 0;
  virtual Outcome outcome() = 0;  // waits for it
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual std::unique_ptr<Pending> submit(const Call& call) = 0;
  virtual void advance(const std::string& duration) = 0;
  virtual void settle() = 0;
  virtual void add_fault(const Json& rule) = 0;
  virtual void clear_faults() = 0;
  virtual void restart() = 0;
};

std::unique_ptr<Transport> in_process();
// Starts the program on a free port of its own, with a data directory of its own.
std::unique_ptr<Transport> over_http();

}  // namespace snowglobe::scenario
