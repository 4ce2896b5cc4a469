#include "services/states/document.h"

namespace snowglobe::states {

const Json& Document::value() const {
  if (!value_) value_ = parse_json(*text_);
  return *value_;
}

const std::string& Document::text() const {
  if (!text_) text_ = print_json(*value_);
  return *text_;
}

}  // namespace snowglobe::states
