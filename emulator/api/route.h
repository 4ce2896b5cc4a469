// A method and a target with {labels}, as an operation's line in its service's table writes it:
//   POST /2015-03-31/functions/{FunctionName}/invocations
//   GET /{Bucket}?list-type=2
// A label takes one segment of the path, {Label+} one or more. What stands in the query must stand
// in a request's, too, with this value when one is given. A third word is the status of success
// ("201"), 200 when there is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snowglobe {

using Labels = std::vector<std::pair<std::string_view, std::string>>;

class Route {
 public:
  // Points into `http`, which must outlive the route.
  static Route parse(std::string_view http);

  // The labels' values, percent-decoded, when method and target are of this form. `target` is as it
  // was sent, percent-encoded; a slash at the end of its path does not count.
  std::optional<Labels> match(std::string_view method, std::string_view target) const;

  // Of two routes that match one target, the one that is closer to it is meant: more of its query,
  // then more literal text.
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
  std::vector<std::string_view> query_;  // "acl", "list-type=2"
  int status_ = 200;
};

}  // namespace snowglobe
