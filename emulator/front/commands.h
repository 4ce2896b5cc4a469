// What the command line asks of a running Snowglobe, and how it shows the answers.
#pragma once

#include <iosfwd>
#include <string>

#include "emulator/base/json.h"

namespace snowglobe {

// A running Snowglobe's control API. Every call throws std::runtime_error that says what is wrong
// and what to do.
class ControlClient {
 public:
  explicit ControlClient(std::string endpoint) : endpoint_(std::move(endpoint)) {}

  // `path` is what follows "/_snowglobe".
  Json get(const std::string& path) const { return request("GET", path, {}); }
  Json post(const std::string& path, const Json& body) const;
  Json remove(const std::string& path) const { return request("DELETE", path, {}); }

 private:
  Json request(const std::string& method, const std::string& path, const std::string& body) const;

  const std::string endpoint_;
};

// Reads what a person wrote on the command line. Throws std::runtime_error that names `what`.
Json read_argument(const std::string& text, const std::string& what);

void show(const Json& answer, std::ostream& out);
void show_clock(const Json& clock, std::ostream& out);
void show_faults(const Json& answer, std::ostream& out);
// One line an entry, and below each entry what it led to, further in.
void show_journal(const Json& answer, std::ostream& out);

}  // namespace snowglobe
