// Services that give back what they were given, so that a golden file shows the wire and nothing
// else.
#pragma once

#include "emulator/wire/exchange.h"

namespace snowglobe::wire {

struct Toys {
  Toys();
  // The whole way of a request, in process: read, called, written.
  HttpReply handle(const HttpRequest& request);

  std::vector<std::unique_ptr<Service>> services;  // in the order of their table
  std::unique_ptr<Wire> wire;
};

}  // namespace snowglobe::wire
