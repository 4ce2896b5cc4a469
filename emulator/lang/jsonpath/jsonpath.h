// A JSONPath as Step Functions reads it: where a state's input, output, result and conditions are
// found. A plain value; it knows no service.
//
// Read: $  .name  ['name']  ["name"]  [0]  [0,2]  ['a','b']  [1:3]  [-1:]  [(@.length-1)]  *  ..
// and [?(filter)], whose filter knows @ and paths below it, 'text', numbers, true, false, null,
// == != < <= > >= && || ! and parentheses. A path that begins with $$ is read from the context
// object. As in AWS, there are no functions ($.a.length() is a member that nobody has), [-1] alone
// matches nothing, and @ by itself matches objects only. What AWS's page calls not supported in
// filters (regular expressions, in, subsetof, ..., $ inside a filter) is refused when parsed.
// https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "emulator/base/json.h"
#include "emulator/lang/budget.h"

namespace snowglobe {

namespace jsonpath {
struct Query;
}

// The text is no JSONPath. what() is as CreateStateMachine words it, without the place in the
// definition ("Value must be a valid JSONPath."); the caller appends " at /States/X/InputPath".
struct JsonPathError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A path that matches nothing at run time, or not what it must. The caller decides which error of
// the States Language it becomes. what() is what AWS puts behind "Invalid path '$.a.b' : ":
// "Missing property in path $['a']".
struct JsonPathNotFound : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Immutable; a copy shares the parsed form.
class JsonPath {
 public:
  static constexpr int text_bytes_max = 65'536;
  static constexpr int path_steps_max = 1'000;
  static constexpr int filter_depth_max = 16;  // filters and parentheses inside each other
  // A document has at most 256 KiB, so that a path which looks at each node a few times stays far
  // below; `$..*..*..*` does not.
  static constexpr int evaluation_steps_max = 2'000'000;
  static constexpr int result_bytes_max = 4 * 1048576;
  static constexpr Budget budget() { return {evaluation_steps_max, result_bytes_max}; }

  // Throws JsonPathError.
  static JsonPath parse(std::string_view text);
  // As parse, and the path must be a reference path.
  static JsonPath parse_reference(std::string_view text);

  bool is_context() const;    // begins with $$
  bool is_reference() const;  // only .name ['name'] [n], n >= 0: identifies one node
  bool is_definite() const;   // gives one value, not a list of matches

  // A definite path: its value; throws JsonPathNotFound. Any other: an array of the matches,
  // perhaps empty; throws JsonPathNotFound when its definite beginning matches nothing
  // ("$.missing[*]"). Throws BudgetExceeded.
  Json evaluate(const Json& input, const Json& context) const;
  Json evaluate(const Json& input, const Json& context, Budget& budget) const;
  // Is there at least one match? Throws BudgetExceeded only.
  bool exists(const Json& input, const Json& context) const;
  bool exists(const Json& input, const Json& context, Budget& budget) const;
  // The node itself, inside `input` or `context`, or nullptr when nothing matches.
  // REQUIRES: is_reference(). Only the second throws BudgetExceeded, since one walk is short.
  const Json* find(const Json& input, const Json& context) const;
  const Json* find(const Json& input, const Json& context, Budget& budget) const;

  const std::string& text() const;

 private:
  friend Json put_at(const JsonPath& path, Json input, Json value);
  explicit JsonPath(std::shared_ptr<const jsonpath::Query> query);

  std::shared_ptr<const jsonpath::Query> query_;
};

// ResultPath: `value` put into `input` at a reference path; objects on the way are made, an array's
// element must exist. "$" replaces the input. Throws JsonPathNotFound ("Unable to apply
// ReferencePath $.a.b to input {...}": States.ResultPathMatchFailure) when the way leads through a
// value that is no object or past an array's end, BudgetExceeded when the result would be nested
// too deeply. REQUIRES: path.is_reference() && !path.is_context().
Json put_at(const JsonPath& path, Json input, Json value);

}  // namespace snowglobe
