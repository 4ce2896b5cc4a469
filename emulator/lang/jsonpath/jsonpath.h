// A JSONPath as Step Functions reads it: where a state's input, output, result and conditions are
// found.
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

namespace snowglobe {

namespace jsonpath {
class Budget;
struct Query;
}  // namespace jsonpath

// The text is no JSONPath. what() is as CreateStateMachine words it, without the place in the
// definition ("Value must be a valid JSONPath."); the caller appends " at /States/X/InputPath".
struct PathError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A path that matches nothing at run time, or not what it must. The caller decides which error of
// the States Language it becomes. what() is what AWS puts behind "Invalid path '$.a.b' : ":
// "Missing property in path $['a']".
struct PathNotFound : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The evaluation would visit, or make, more than the limits below. (States.DataLimitExceeded is the
// nearest error; a caller that does not know this one still catches it.)
struct PathLimitExceeded : PathNotFound {
  using PathNotFound::PathNotFound;
};

// Input is at most 256 KiB, so that a path which looks at each node a few times stays far below;
// `$..*..*..*` does not.
inline constexpr int path_visits_max = 4'000'000;          // nodes one evaluation looks at
inline constexpr int path_result_bytes_max = 4 * 1048576;  // as printed, about
inline constexpr int path_length_bytes_max = 65'536;       // of the text
inline constexpr int path_steps_max = 1'000;
inline constexpr int path_filter_depth_max = 16;  // filters and parentheses inside each other

// Immutable; a copy shares the parsed form.
class Path {
 public:
  // Throws PathError.
  static Path parse(std::string_view text);
  // As parse, and the path must be a reference path.
  static Path parse_reference(std::string_view text);

  bool is_context() const;    // begins with $$
  bool is_reference() const;  // only .name ['name'] [n], n >= 0: identifies one node
  bool is_definite() const;   // gives one value, not a list of matches

  // A definite path: its value; throws PathNotFound. Any other: an array of the matches, perhaps
  // empty; throws PathNotFound when its definite beginning matches nothing ("$.missing[*]").
  Json evaluate(const Json& input, const Json& context) const;
  // Is there at least one match? Throws PathLimitExceeded only.
  bool exists(const Json& input, const Json& context) const;
  // The same, within what is left of a budget that several evaluations share.
  Json evaluate(const Json& input, const Json& context, jsonpath::Budget& budget) const;
  bool exists(const Json& input, const Json& context, jsonpath::Budget& budget) const;
  // The node itself, inside `input` or `context`, or nullptr when nothing matches.
  // REQUIRES: is_reference().
  const Json* find(const Json& input, const Json& context) const;

  const std::string& text() const;

 private:
  friend Json put_at(const Path& path, Json input, Json value);
  explicit Path(std::shared_ptr<const jsonpath::Query> query);

  std::shared_ptr<const jsonpath::Query> query_;
};

// ResultPath: `value` put into `input` at a reference path; objects on the way are made, an array's
// element must exist. "$" replaces the input. Throws PathNotFound ("Unable to apply ReferencePath
// $.a.b to input {...}": States.ResultPathMatchFailure) when the way leads through a value that is
// no object or past an array's end, PathLimitExceeded when the result would be nested too deeply.
// REQUIRES: path.is_reference() && !path.is_context().
Json put_at(const Path& path, Json input, Json value);

}  // namespace snowglobe
