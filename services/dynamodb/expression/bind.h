// A request's ExpressionAttributeNames and ExpressionAttributeValues, and what an expression's
// #names and :values stand for in that request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/dynamodb/expression/tree.h"
#include "services/dynamodb/values/value.h"

namespace snowglobe::dynamodb {

// In the order of References. Points into the Placeholders that made it.
struct Bindings {
  std::vector<std::string_view> names;
  std::vector<const Value*> values;
};

class Placeholders {
 public:
  // Either may be nullptr: not given. Throws AWS's ValidationException for bad keys and values.
  Placeholders(const Json* names, const Json* values);
  Placeholders(const Placeholders&) = delete;
  Placeholders& operator=(const Placeholders&) = delete;

  // Throws when one is not defined.
  Bindings bind(const References& references, ExpressionKind kind);
  // Throws when one was never bound. To be called after all expressions of the request.
  void refuse_unused() const;

 private:
  template <class T>
  struct Entry {
    std::string_view key;
    T value;
    bool is_used = false;
  };

  std::vector<Entry<std::string_view>> names_;  // sorted by key
  std::vector<Entry<Value>> values_;
};

// The name at the head of a path, or at any other place that is no index.
std::string_view name_of(const PathPart& part, const Bindings& bindings);
// "[a, b, [1]]", as AWS's messages print a path.
std::string print_path(const Path& path, const Bindings& bindings);
bool same_path(const Path& a, const Path& b, const Bindings& bindings);

}  // namespace snowglobe::dynamodb
