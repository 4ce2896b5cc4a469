// A method and a path with {labels}, as an operation's line in its service's table writes it:
//   POST /2015-03-31/functions/{FunctionName}/invocations
// A label takes one segment of the path, {Label+} one or more. A third word is the status of
// success
// ("201"), 200 when there is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snowglobe::wire {

using Labels = std::vector<std::pair<std::string_view, std::string>>;

class Route {
 public:
  // Points into `http`, which must outlive the route.
  static Route parse(std::string_view http);

  // The labels' values, percent-decoded, when method and path are of this form. `path` is as it was
  // sent, without the query; a slash at its end does not count.
  std::optional<Labels> match(std::string_view method, std::string_view path) const;

  // Of two routes that match one path, the one that is closer to it is meant: more literal text.
  bool is_closer_than(const Route& other) const;

  int status() const { return status_; }
  std::string_view method() const { return method_; }
  // Does the path have this label?
  bool has_label(std::string_view name) const;

 private:
  struct Segment {
    enum class Kind { kLiteral, kLabel, kGreedy };
    Kind kind;
    std::string_view text;
  };

  std::string_view method_;
  std::vector<Segment> segments_;
  int status_ = 200;
};

}  // namespace snowglobe::wire
