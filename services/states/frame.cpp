#include "services/states/frame.h"

#include <numeric>

namespace snowglobe::states {
namespace {

void put(Json& json, const char* name, std::int64_t value) {
  if (value != 0) json[name] = value;
}
void put(Json& json, const char* name, Moment value) {
  if (value != never) json[name] = to_millis(value);
}

void take(const Json& json, const char* name, std::int64_t& value) {
  if (const Json* found = find_member(json, name)) value = found->get<std::int64_t>();
}
void take(const Json& json, const char* name, Moment& value) {
  if (const Json* found = find_member(json, name)) value = from_millis(found->get<std::int64_t>());
}

}  // namespace

std::int64_t Frame::retry_count() const {
  return std::accumulate(retries.begin(), retries.end(), std::int64_t{0});
}

std::string extra_text(const Frame& frame) {
  Json json = Json::object();
  if (!frame.retries.empty()) json["retries"] = frame.retries;
  put(json, "timeout", frame.timeout);
  put(json, "heartbeat", frame.heartbeat);
  put(json, "heartbeatInterval", frame.heartbeat_interval.count());
  if (!frame.token.empty()) json["token"] = frame.token;
  if (frame.submitted) json["submitted"] = true;
  put(json, "children", frame.children);
  put(json, "started", frame.started);
  put(json, "pending", frame.pending);
  put(json, "resultBytes", frame.result_bytes);
  put(json, "concurrency", frame.concurrency);
  if (frame.item_index) json["itemIndex"] = *frame.item_index;
  if (frame.item) json["item"] = frame.item->text();
  return json.empty() ? std::string() : print_json(json);
}

void read_extra(const std::string& text, Frame& frame) {
  if (text.empty()) return;
  const Json json = parse_json(text);
  if (const Json* retries = find_member(json, "retries"))
    frame.retries = retries->get<std::vector<std::int64_t>>();
  take(json, "timeout", frame.timeout);
  take(json, "heartbeat", frame.heartbeat);
  if (const Json* every = find_member(json, "heartbeatInterval"))
    frame.heartbeat_interval = Duration{every->get<std::int64_t>()};
  if (const Json* token = find_member(json, "token")) frame.token = token->get<std::string>();
  frame.submitted = find_member(json, "submitted") != nullptr;
  take(json, "children", frame.children);
  take(json, "started", frame.started);
  take(json, "pending", frame.pending);
  take(json, "resultBytes", frame.result_bytes);
  take(json, "concurrency", frame.concurrency);
  if (const Json* index = find_member(json, "itemIndex"))
    frame.item_index = index->get<std::int64_t>();
  if (const Json* item = find_member(json, "item"))
    frame.item = make_data_from_text(item->get<std::string>());
}

}  // namespace snowglobe::states
