#include "tests/scenarios/runner/scenario.h"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <stdexcept>

#include "emulator/base/text.h"

namespace snowglobe::scenario {
namespace {

struct Fail : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string take_word(std::string& text) {
  const std::size_t start = text.find_first_not_of(' ');
  if (start == std::string::npos) return text = {};
  const std::size_t end = std::min(text.find(' ', start), text.size());
  std::string word = text.substr(start, end - start);
  text.erase(0, std::min(text.find_first_not_of(' ', end), text.size()));
  return word;
}

// "${repeat:ab:3}" becomes "ababab". The text may hold colons and braces: it ends where a colon,
// digits and a brace follow it.
std::string expand_repeats(std::string text) {
  const std::string mark = "${repeat:";
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) {
    const std::size_t start = at + mark.size();
    std::size_t end = text.find('}', start);
    std::optional<std::int64_t> times;
    std::size_t colon = 0;
    for (; end != std::string::npos; end = text.find('}', end + 1)) {
      colon = text.rfind(':', end);
      if (colon > start)
        times = parse_int(std::string_view(text).substr(colon + 1, end - colon - 1));
      if (times) break;
    }
    if (!times || *times < 0 || *times > 10'000'000) throw Fail("${repeat:TEXT:TIMES}?");
    const std::string piece = text.substr(start, colon - start);
    std::string repeated;
    for (std::int64_t i = 0; i < *times; ++i) repeated += piece;
    text.replace(at, end + 1 - at, repeated);
    at += repeated.size();
  }
  return text;
}

// "Messages[0].Body"
const Json& at_path(const Json& value, const std::string& path) {
  const Json* here = &value;
  for (std::string_view step : split(path, '.')) {
    const std::size_t bracket = step.find('[');
    const std::string name(step.substr(0, bracket));
    if (!name.empty()) here = find_member(*here, name);
    if (here == nullptr) throw Fail("the answer has no " + path);
    while (bracket != std::string_view::npos && step.find('[') != std::string_view::npos) {
      const auto index =
          parse_int(step.substr(step.find('[') + 1, step.find(']') - step.find('[') - 1));
      if (!index || !here->is_array() || *index >= static_cast<std::int64_t>(here->size())) {
        throw Fail("the answer has no " + path);
      }
      here = &(*here)[static_cast<std::size_t>(*index)];
      step.remove_prefix(step.find(']') + 1);
    }
  }
  return *here;
}

class Run {
 public:
  Run(Transport& transport) : transport_(transport) {}

  void line(std::string text, const std::string& next_word) {
    for (const auto& [name, value] : saved_) text = replace_all(text, "${" + name + "}", value);
    text = expand_repeats(std::move(text));
    const std::string word = take_word(text);
    if (word == "call") {
      call(text);
      if (next_word != "error" && last_.error) throw Fail(told_error());
    } else if (word == "expect") {
      if (last_.error) throw Fail(told_error());
      const std::string why = difference(parse_json(text), last_.output);
      if (!why.empty()) throw Fail(why + "\n  in " + print_json(last_.output));
    } else if (word == "error") {
      expect_error(text);
    } else if (word == "save") {
      const std::string name = take_word(text);
      take_word(text);  // "="
      const Json& value = at_path(last_.output, text);
      saved_[name] = value.is_string() ? value.get<std::string>() : print_json(value);
    } else if (word == "submit") {
      const std::string name = take_word(text);
      pending_[name] = transport_.submit(parse_call(text));
    } else if (word == "waiting") {
      if (pending_.at(text)->is_answered()) throw Fail(text + " is answered already");
    } else if (word == "answered") {
      last_ = pending_.at(text)->outcome();
      pending_.erase(text);
    } else if (word == "advance") {
      transport_.advance(text);
    } else if (word == "settle") {
      transport_.settle();
    } else if (word == "fault") {
      transport_.add_fault(parse_json(text));
    } else if (word == "clear") {
      transport_.clear_faults();
    } else if (word == "restart") {
      transport_.restart();
    } else {
      throw Fail("no such line: " + word);
    }
  }

  bool has_pending() const { return !pending_.empty(); }

 private:
  Call parse_call(std::string& text) {
    Call call;
    call.service = take_word(text);
    call.operation = take_word(text);
    call.input = text.empty() ? Json::object() : parse_json(text);
    return call;
  }

  void call(std::string& text) { last_ = transport_.submit(parse_call(text))->outcome(); }

  std::string told_error() const {
    return "the call failed: " + last_.error->code + ": " + last_.error->message;
  }

  void expect_error(std::string& text) {
    if (!last_.error) throw Fail("the call succeeded: " + print_json(last_.output));
    const std::string code = take_word(text);
    if (last_.error->code != code ||
        (!text.empty() && !wildcard_match(text, last_.error->message))) {
      throw Fail(told_error());
    }
  }

  Transport& transport_;
  Outcome last_;
  std::map<std::string, std::string> saved_;
  std::map<std::string, std::unique_ptr<Pending>> pending_;
};

std::string first_word(const std::vector<Line>& lines, std::size_t at) {
  if (at >= lines.size()) return {};
  std::string text = lines[at].text;
  return take_word(text);
}

}  // namespace

std::vector<Line> read_lines(const std::string& path) {
  std::ifstream file(path);
  std::vector<Line> lines;
  std::string text;
  for (int number = 1; std::getline(file, text); ++number) {
    if (text.empty() || text[0] == '#') continue;
    if (text[0] == ' ' && !lines.empty()) {
      lines.back().text += text.substr(text.find_first_not_of(' ') - 1);
    } else {
      lines.push_back({number, text});
    }
  }
  return lines;
}

std::string difference(const Json& expected, const Json& actual, const std::string& where) {
  if (expected == "<any>") return {};
  if (expected.is_object() && actual.is_object()) {
    for (const auto& [name, value] : expected.get_ref<const Json::object_t&>()) {
      const Json* member = find_member(actual, name);
      if (value == "<absent>") {
        if (member != nullptr) return where + "." + name + " should be absent";
        continue;
      }
      if (member == nullptr) return where + "." + name + " is absent";
      if (auto why = difference(value, *member, where + "." + name); !why.empty()) return why;
    }
    return {};
  }
  if (expected.is_array() && actual.is_array()) {
    if (expected.size() != actual.size()) {
      return where + " has " + std::to_string(actual.size()) + " elements, not " +
             std::to_string(expected.size());
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const std::string element = where + "[" + std::to_string(i) + "]";
      if (auto why = difference(expected[i], actual[i], element); !why.empty()) return why;
    }
    return {};
  }
  if (expected.is_string() && actual.is_string() &&
      wildcard_match(expected.get_ref<const std::string&>(),
                     actual.get_ref<const std::string&>())) {
    return {};
  }
  if (json_equal(expected, actual)) return {};
  return where + " is " + print_json(actual) + ", not " + print_json(expected);
}

void run_file(const std::string& path, Transport& transport, Restarts restarts) {
  const std::vector<Line> lines = read_lines(path);
  ASSERT_FALSE(lines.empty()) << path << " tells nothing";
  Run run(transport);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    try {
      run.line(lines[i].text, first_word(lines, i + 1));
      // Who waits for an answer over a connection loses it with the process.
      if (restarts == Restarts::kAfterEveryLine && !run.has_pending()) transport.restart();
    } catch (const std::exception& error) {
      ADD_FAILURE_AT(path.c_str(), lines[i].number) << lines[i].text << "\n  " << error.what();
      return;
    }
  }
}

}  // namespace snowglobe::scenario
