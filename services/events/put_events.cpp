#include "services/events/put_events.h"

#include "services/events/errors.h"

namespace snowglobe::events {
namespace {

constexpr std::size_t entries_size_max = 1024 * 1024;
constexpr std::size_t time_size = 14;  // what AWS counts for a time
constexpr std::size_t detail_type_size_max = 128;
constexpr std::size_t source_size_max = 256;

std::size_t size_of(const std::optional<std::string>& text) { return text ? text->size() : 0; }

EntryError invalid(const std::string& parameter, const std::string& reason) {
  return {"InvalidArgument", "Parameter " + parameter + " is not valid. Reason: " + reason};
}

bool is_missing(const std::optional<std::string>& text) { return !text || text->empty(); }

}  // namespace

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size
void check_size(const PutEventsInput& input) {
  std::size_t size = 0;
  for (const PutEventsEntry& entry : input.entries) {
    size += (entry.time ? time_size : 0) + size_of(entry.source) + size_of(entry.detail_type) +
            size_of(entry.detail);
    if (!entry.resources) continue;
    for (const std::string& resource : *entry.resources) size += resource.size();
  }
  if (size > entries_size_max) {
    throw validation("Total size of the entries in the request is over the limit.");
  }
}

std::variant<Json, EntryError> read_detail(const PutEventsEntry& entry) {
  if (is_missing(entry.source)) return invalid("Source", "Source is a required argument.");
  if (is_missing(entry.detail_type)) {
    return invalid("DetailType", "DetailType is a required argument.");
  }
  if (is_missing(entry.detail)) return invalid("Detail", "Detail is a required argument.");
  if (entry.source->size() > source_size_max) {
    return invalid("Source", "Source must not be longer than 256 characters.");
  }
  if (entry.detail_type->size() > detail_type_size_max) {
    return invalid("DetailType", "DetailType must not be longer than 128 characters.");
  }
  if (entry.source->starts_with("aws.")) {
    return EntryError{"NotAuthorizedForSourceException", "Not authorized for the source."};
  }
  try {
    Json detail = parse_json(*entry.detail);
    if (detail.is_object()) return detail;
  } catch (const JsonError&) {
  }
  return EntryError{"MalformedDetail", "Detail is malformed."};
}

Json read_test_event(const std::string& text) {
  Json event;
  try {
    event = parse_json(text);
  } catch (const JsonError&) {
  }
  if (!event.is_object()) throw validation("Parameter Event is not valid. Reason: It is not JSON.");
  for (const auto* name :
       {"id", "detail-type", "source", "account", "time", "region", "resources"}) {
    if (find_member(event, name) == nullptr) {
      throw validation("Parameter Event is not valid. Reason: " + std::string(name) +
                       " is a required field.");
    }
  }
  return event;
}

}  // namespace snowglobe::events
