// A JSON document that is passed from state to state: its value and its text, each made from the
// other at first use and then kept, so that what does not change is neither parsed nor printed
// again. Immutable and shared. Not for several threads.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "emulator/base/json.h"

namespace snowglobe::states {

class Document {
 public:
  explicit Document(Json value) : value_(std::move(value)) {}
  // REQUIRES: `text` is JSON. It is kept as it was written.
  explicit Document(std::string text) : text_(std::move(text)) {}
  // REQUIRES: `value` is what `text` says.
  Document(std::string text, Json value) : value_(std::move(value)), text_(std::move(text)) {}

  const Json& value() const;
  const std::string& text() const;

 private:
  mutable std::optional<Json> value_;
  mutable std::optional<std::string> text_;
};

using Data = std::shared_ptr<const Document>;

inline Data make_data(Json value) { return std::make_shared<Document>(std::move(value)); }
inline Data make_data_from_text(std::string text) {
  return std::make_shared<Document>(std::move(text));
}

// The most bytes of text that a state's input, output or result may have.
inline constexpr std::size_t payload_bytes_max = 262'144;

}  // namespace snowglobe::states
