// A JSONPath as Step Functions reads it (Jayway's dialect): where a state's input, output, result
// and conditions are found.
//
// Read: $  .name  ['name']  ["name"]  [0]  [-1]  [0,2]  ['a','b']  [1:3]  *  ..  [?(filter)] and
// the functions length() size() keys() first() last() index(n) min() max() avg() sum() stddev()
// concat(). A path that begins with $$ is read from the context object. A filter knows
// @ $ literals && || ! ( ) == != < <= > >= =~ in nin subsetof anyof noneof size empty contains
// all type.
// https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "emulator/base/json.h"

namespace snowglobe::states {

namespace jsonpath {
struct Query;
}

// The text is no JSONPath. what() is as CreateStateMachine words it, without the place in the
// definition ("Value must be a valid JSONPath."); the caller appends " at /States/X/InputPath".
struct PathError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A path that matches nothing at run time, or not what it must. The caller decides which error of
// the States Language it becomes. what() is one sentence ("Missing property in path $['a']").
struct PathNotFound : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The number of nodes one evaluation may visit or copy. Input is at most 256 KiB, so that a path
// that looks at each node a few times stays far below; `$..*..*..*` does not.
inline constexpr int path_visits_max = 4'000'000;
inline constexpr int path_length_max = 65'536;    // bytes of text
inline constexpr int path_filter_depth_max = 16;  // filters in filters, parentheses in filters

// Immutable; a copy shares the parsed form.
class Path {
 public:
  // Throws PathError.
  static Path parse(std::string_view text);
  // As parse, and the path must be a reference path ("Value is not a Reference Path").
  static Path parse_reference(std::string_view text);

  bool is_context() const;    // begins with $$
  bool is_reference() const;  // only .name ['name'] [n]: identifies one node. n may not be negative
  bool is_definite() const;   // can match one node at most

  // A definite path: the node; throws PathNotFound. Any other: an array of the matches, perhaps
  // empty; throws PathNotFound when its definite beginning matches nothing ("$.missing[*]").
  Json evaluate(const Json& input, const Json& context) const;
  // Is there at least one match?
  bool exists(const Json& input, const Json& context) const;
  // The node of a definite path without a copy: a pointer into `input` or `context`, or nullptr
  // when nothing matches. REQUIRES: is_reference().
  const Json* find(const Json& input, const Json& context) const;

  const std::string& text() const;

 private:
  friend Json put_at(const Path& path, Json input, Json value);
  explicit Path(std::shared_ptr<const jsonpath::Query> query);

  std::shared_ptr<const jsonpath::Query> query_;
};

// ResultPath: `value` put into `input` at a reference path; objects on the way are made, an array's
// element must exist. "$" replaces the input. Throws PathNotFound (States.ResultPathMatchFailure)
// when the way leads through a value that is no object, or past an array's end.
// REQUIRES: path.is_reference() && !path.is_context().
Json put_at(const Path& path, Json input, Json value);

}  // namespace snowglobe::states
