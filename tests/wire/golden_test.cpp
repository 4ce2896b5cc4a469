// Requests and the bytes they are answered with, in the .http files beside this one:
//
//   ### What the case shows
//   POST / HTTP/1.1
//   X-Amz-Target: ToyService.Echo
//
//   {"Text": "a"}
//   >>>
//   200
//   Content-Type: application/x-amz-json-1.0
//
//   {"Text":"a"}
//
// A body whose Content-Type is application/cbor stands in the notation of cbor_notation.h.
// With SNOWGLOBE_GOLDEN=write the replies are written as they are.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "emulator/base/text.h"
#include "tests/wire/cbor_notation.h"
#include "tests/wire/toys.h"

namespace snowglobe::wire {
namespace {

struct Case {
  std::string title;    // with its "### "
  std::string request;  // as it stands
  std::string reply;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void trim_end(std::string& text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
}

std::vector<Case> parse_cases(const std::string& text) {
  std::vector<Case> cases;
  bool is_reply = false;
  for (const std::string_view line : split(text, '\n')) {
    if (line.starts_with("### ")) {
      cases.push_back({std::string(line), {}, {}});
      is_reply = false;
    } else if (line == ">>>") {
      is_reply = true;
    } else if (!cases.empty()) {
      std::string& part = is_reply ? cases.back().reply : cases.back().request;
      part += line;
      part += '\n';
    }
  }
  for (Case& one : cases) {
    trim_end(one.request);
    trim_end(one.reply);
  }
  return cases;
}

std::string answer(const std::string& text) {
  Toys toys;
  HttpRequest request;
  const std::string_view all = text;
  const std::size_t end = all.find("\n\n");
  request.body = end == std::string_view::npos ? std::string_view() : all.substr(end + 2);
  bool is_first = true;
  for (const std::string_view line : split(all.substr(0, end), '\n')) {
    if (std::exchange(is_first, false)) {
      const auto words = split(line, ' ');
      request.method = words.at(0);
      request.target = words.at(1);
      continue;
    }
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos)
      throw std::runtime_error("no header: " + std::string(line));
    request.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  std::string cbor;
  if (request.header("Content-Type") == "application/cbor" && !request.body.empty()) {
    cbor = cbor_from_notation(request.body);
    request.body = cbor;
  }
  const HttpReply reply = toys.handle(request);
  std::string printed = std::to_string(reply.status) + "\n";
  if (!reply.content_type.empty()) printed += "Content-Type: " + reply.content_type + "\n";
  for (const auto& [name, value] : reply.headers) printed += name + ": " + value + "\n";
  if (!reply.body.empty()) {
    const bool is_cbor = reply.content_type == "application/cbor";
    printed += "\n" + (is_cbor ? cbor_to_notation(reply.body) : reply.body);
  }
  trim_end(printed);
  return printed;
}

class Golden : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Golden, Every_request_is_answered_with_the_bytes_that_stand_below_it) {
  const char* mode = std::getenv("SNOWGLOBE_GOLDEN");
  const bool writes = mode != nullptr && std::string_view(mode) == "write";
  auto cases = parse_cases(read_file(GetParam()));
  ASSERT_FALSE(cases.empty());
  std::string text;
  for (Case& one : cases) {
    const std::string reply = answer(one.request);
    if (!writes) {
      EXPECT_EQ(reply, one.reply) << one.title;
    }
    text += (text.empty() ? "" : "\n") + one.title + "\n" + one.request + "\n>>>\n" + reply + "\n";
  }
  if (writes) std::ofstream(GetParam(), std::ios::binary) << text;
}

std::vector<std::filesystem::path> golden_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(SNOWGLOBE_GOLDEN_FOLDER)) {
    if (entry.path().extension() == ".http") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

INSTANTIATE_TEST_SUITE_P(Files, Golden, testing::ValuesIn(golden_files()),
                         [](const auto& info) { return info.param.stem().string(); });

}  // namespace
}  // namespace snowglobe::wire
