// nlohmann/json without what costs every file that includes it and nobody here uses: its literals,
// which are ordinary functions and so make each file compile a parser of nlohmann::json, and its
// conversions of file names. nlohmann::json itself is empty; Json (json.h) is JSON.
#pragma once

#define JSON_HAS_FILESYSTEM 0
#define JSON_HAS_EXPERIMENTAL_FILESYSTEM 0

#include <nlohmann/json_fwd.hpp>
#include <string>

template <>
class nlohmann::basic_json<> {
 public:
  struct json_pointer {
    explicit json_pointer(const std::string& text);
  };
  static basic_json parse(const char* begin, const char* end);
};

// The order matters.
#include <nlohmann/json.hpp>
