// How a world begins.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/engine/clock.h"
#include "emulator/store/database.h"

namespace snowglobe {

enum class Threads {
  kNone,        // a test submits, advances and looks: nothing happens by itself
  kBackground,  // one thread runs what only time brings
};

struct WorldOptions {
  std::string directory;  // of world.db; empty: in memory
  Durability durability = Durability::kNormal;
  Threads threads = Threads::kBackground;

  // What a new world begins with. A world that was there before goes on with its own.
  ClockMode clock = ClockMode::kReal;
  std::optional<Moment> clock_start;  // of a manual clock, before `never`; else the machine's time
  std::uint64_t seed = 1;

  std::string endpoint = "http://localhost:4566";
  std::int64_t journal_entries_max = 100'000;
  std::function<void(std::string_view)> log = [](std::string_view) {};
};

}  // namespace snowglobe
