// The control API, below /_snowglobe/: what a test does to a world and wants to know of it, and the
// few paths below /_localstack/ that tools made for LocalStack look for. docs/control-api.md
// describes it.
//
// Answers are JSON; an error is {"error": its code, "message": what is wrong, "hint": what would be
// right} with a status from 400.
#pragma once

#include <string>
#include <string_view>

#include "emulator/engine/world.h"
#include "emulator/wire/identify.h"
#include "emulator/wire/message.h"

namespace snowglobe {

inline constexpr std::string_view program_version = "0.1.0";

class Control {
 public:
  // The world must outlive it.
  Control(World& world, wire::Defaults defaults);

  // Is the request for this API?
  static bool owns(const wire::HttpRequest& request);

  // Any thread may. Does not throw.
  wire::HttpReply handle(const wire::HttpRequest& request);

  // What a handler works on.
  struct Context {
    World& world;
    const wire::Defaults& defaults;
    const wire::HttpRequest& request;
    Labels labels;
    Json body;

    std::string label(std::string_view name) const;
    // A parameter of the URL's query; empty when absent.
    std::string parameter(std::string_view name) const;
  };

 private:
  World& world_;
  const wire::Defaults defaults_;
};

}  // namespace snowglobe
