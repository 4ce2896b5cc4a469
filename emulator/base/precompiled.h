// The precompiled header of the whole build: what nearly every file includes and what costs most
// to compile. A file still includes what it uses; this only makes it cheap.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/base/json_library.h"
