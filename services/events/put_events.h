// What PutEvents and TestEventPattern ask of the events they are given.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "services/events/shapes.h"

namespace snowglobe::events {

// Throws when the entries together are too large.
void check_size(const PutEventsInput& input);

// Why an entry is no event: the code and message of its result; or its detail, read.
struct EntryError {
  std::string code, message;
};
std::variant<Json, EntryError> read_detail(const PutEventsEntry& entry);

// The event that TestEventPattern is given. Throws when it is none.
Json read_test_event(const std::string& text);

}  // namespace snowglobe::events
