// A scenario file, read and run. The language is described in tests/scenarios/README.md.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/scenarios/runner/transport.h"

namespace snowglobe::scenario {

struct Line {
  int number;        // in the file, from 1
  std::string text;  // with its continuations
};

std::vector<Line> read_lines(const std::string& path);

// Where two JSON values differ, as a sentence; empty when `actual` holds all that is expected.
std::string difference(const Json& expected, const Json& actual, const std::string& where = "$");

enum class Restarts { kWhereWritten, kAfterEveryLine };

// Runs a file against a world; failures are reported to GoogleTest with file and line.
void run_file(const std::string& path, Transport& transport, Restarts restarts);

}  // namespace snowglobe::scenario
