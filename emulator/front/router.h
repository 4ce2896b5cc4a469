// What stands behind the port: a request goes to the control API or, as an AWS call, to the world.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string_view>

#include "emulator/engine/world.h"
#include "emulator/front/control.h"
#include "emulator/wire/exchange.h"

namespace snowglobe {

class Router {
 public:
  // Told of every AWS call, when it is given: for logging.
  using Observer = std::function<void(const Call&, const Outcome&)>;

  // The world must outlive it.
  Router(World& world, const wire::Defaults& defaults, std::uint64_t seed, Observer observer);

  // Any thread may. Does not throw.
  wire::HttpReply handle(const wire::HttpRequest& request);

 private:
  // What is for nobody else; nothing when it is not for Snowglobe either.
  std::optional<wire::HttpReply> handle_unclaimed(const wire::HttpRequest& request);
  wire::HttpReply handle_aws(const wire::HttpRequest& request, wire::Exchange& exchange);

  World& world_;
  Control control_;
  wire::Wire wire_;
  const Observer observer_;
};

}  // namespace snowglobe
