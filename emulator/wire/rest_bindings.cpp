#include "emulator/wire/rest_bindings.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "emulator/wire/scalar.h"

namespace snowglobe::wire {
namespace {

std::string checked_utf8(std::string_view text, std::string_view where) {
  if (!is_utf8(text)) {
    throw AwsError("SerializationException", std::string(where) + " is not UTF-8.");
  }
  return std::string(text);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

// Whether the name of a header is this one, or begins with it, in any case.
bool has_prefix(std::string_view name, std::string_view prefix) {
  return name.size() >= prefix.size() && iequals(name.substr(0, prefix.size()), prefix);
}

// Dates of HTTP hold a comma themselves.
enum class ValueForm { kPlain, kHttpDate };

// Takes what stands before the comma, and the comma.
std::string_view take_value(std::string_view& rest, ValueForm form) {
  std::size_t end = rest.find(',');
  if (form == ValueForm::kHttpDate && end != std::string_view::npos) end = rest.find(',', end + 1);
  const std::string_view value = trimmed(rest.substr(0, end));
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return value;
}

// Takes "a \"quoted\", text" and the comma behind it. REQUIRES: it begins with a quote.
std::string take_quoted(std::string_view& rest) {
  std::string text;
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    text += rest[at];
  }
  if (at >= rest.size()) throw AwsError("MalformedInput", "A quoted text in a header has no end.");
  rest.remove_prefix(at + 1);
  if (!take_value(rest, ValueForm::kPlain).empty()) {
    throw AwsError("MalformedInput", "In a header a quoted text is not followed by a comma.");
  }
  return text;
}

// Values that are empty are passed over, unless they are quoted.
Json read_header_list(const Shape& element, std::string_view all, TimestampForm form) {
  const bool is_http_date = element.kind == Kind::kTimestamp && form == TimestampForm::kHttpDate;
  Json list = Json::array();
  while (!(all = trimmed(all)).empty()) {
    if (element.kind == Kind::kString && all.front() == '"') {
      list.push_back(take_quoted(all));
      continue;
    }
    const std::string_view value =
        take_value(all, is_http_date ? ValueForm::kHttpDate : ValueForm::kPlain);
    if (!value.empty()) list.push_back(read_scalar(element, value, form));
  }
  return list;
}

// A text that would be read as two, or as quoted, is quoted.
std::string print_header_text(const std::string& text) {
  if (text.find_first_of(",\"") == std::string::npos) return text;
  return "\"" + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

std::string print_header(const ShapeMember& member, const Json& value) {
  const TimestampForm form = member.timestamp_form.value_or(TimestampForm::kHttpDate);
  if (member.shape->kind != Kind::kList || !value.is_array()) {
    return print_scalar(*member.shape, value, form);
  }
  const Shape& element = *member.shape->element;
  std::vector<std::string> texts;
  for (const Json& item : value) {
    std::string text = print_scalar(element, item, form);
    texts.push_back(element.kind == Kind::kString ? print_header_text(text) : std::move(text));
  }
  return join(texts, ", ");
}

std::optional<Json> some(Json&& value) {
  return value.empty() ? std::nullopt : std::optional<Json>(std::move(value));
}

class InputReader {
 public:
  InputReader(const Reading& reading, const RestFormat& format)
      : request_(reading.request),
        route_(*reading.rest.route),
        labels_(reading.rest.labels),
        format_(format),
        query_(parse_form(request_.query())) {}

  Json read(const Shape& shape) {
    Json input = Json::object();
    if (payload_of(shape) == nullptr) input = format_.read_members(shape, request_.body);
    for (const ShapeMember& member : shape.members) {
      const bool is_label = route_.has_label(member.name);
      if (member.location == Location::kBody && !is_label) continue;
      input.erase(member.name);
      if (auto value = is_label ? from_label(member) : from_request(member)) {
        input.get_ref<Json::object_t&>().push_back({member.name, std::move(*value)});
      }
    }
    return input;
  }

 private:
  std::optional<Json> from_label(const ShapeMember& member) const {
    for (const auto& [name, value] : labels_) {
      if (name != member.name) continue;
      return read_scalar(*member.shape, checked_utf8(value, "The path"), text_form(member));
    }
    return std::nullopt;
  }

  std::optional<Json> from_request(const ShapeMember& member) const {
    switch (member.location) {
      case Location::kQueryString:
        return from_query(member);
      case Location::kQueryMap:
        return from_whole_query(*member.shape);
      case Location::kHeader:
        return from_header(member);
      case Location::kPrefixHeaders:
        return from_headers(member.location_name);
      case Location::kPayload:
        return from_payload(member);
      default:
        return std::nullopt;
    }
  }

  static TimestampForm text_form(const ShapeMember& member) {
    return member.timestamp_form.value_or(TimestampForm::kDateTime);
  }

  std::optional<Json> from_query(const ShapeMember& member) const {
    const bool is_list = member.shape->kind == Kind::kList;
    const Shape& shape = is_list ? *member.shape->element : *member.shape;
    Json list = Json::array();
    for (const auto& [name, value] : query_) {
      if (name != member.location_name) continue;
      Json read = read_scalar(shape, value, text_form(member));
      if (!is_list) return read;
      list.push_back(std::move(read));
    }
    return some(std::move(list));
  }

  // Every parameter, with its first value or a list of them.
  std::optional<Json> from_whole_query(const Shape& shape) const {
    Json map = Json::object();
    for (const auto& [name, value] : query_) {
      if (shape.element->kind == Kind::kList) {
        map[name].push_back(value);
      } else if (!map.contains(name)) {
        map[name] = value;
      }
    }
    return some(std::move(map));
  }

  std::optional<Json> from_header(const ShapeMember& member) const {
    const TimestampForm form = member.timestamp_form.value_or(TimestampForm::kHttpDate);
    if (member.shape->kind == Kind::kList) {
      std::string all;
      for (const auto& [name, value] : request_.headers) {
        if (!iequals(name, member.location_name)) continue;
        all += all.empty() ? "" : ",";
        all += value;
      }
      return some(read_header_list(*member.shape->element, checked_utf8(all, "A header"), form));
    }
    const std::string_view value = request_.header(member.location_name);
    if (value.empty()) return std::nullopt;
    return read_scalar(*member.shape, checked_utf8(value, "A header"), form);
  }

  std::optional<Json> from_headers(std::string_view prefix) const {
    Json map = Json::object();
    for (const auto& [name, value] : request_.headers) {
      if (!has_prefix(name, prefix)) continue;
      map.emplace(checked_utf8(name.substr(prefix.size()), "A header's name"),
                  checked_utf8(value, "A header"));
    }
    return some(std::move(map));
  }

  std::optional<Json> from_payload(const ShapeMember& member) const {
    const std::string_view body = request_.body;
    if (body.empty()) return std::nullopt;
    if (member.shape->kind == Kind::kBlob) return json_bytes(std::string(body));
    if (member.shape->kind == Kind::kString && member.xml_name.empty()) {
      return checked_utf8(body, "The body");
    }
    return format_.read_payload(member, body);
  }

  const HttpRequest& request_;
  const Route& route_;
  const Labels& labels_;
  const RestFormat& format_;
  const Parameters query_;
};

class OutputWriter {
 public:
  OutputWriter(const Writing& writing, const RestFormat& format, HttpReply& reply)
      : writing_(writing), format_(format), reply_(reply) {}

  void write(const Json& output) {
    const Shape& shape = writing_.operation->output();
    reply_.status = writing_.route->status();
    bool has_body = false;
    for (const ShapeMember& member : shape.members) {
      has_body = has_body || is_in_reply_document(member);
      const Json* value = find_member(output, member.name);
      if (value != nullptr && !value->is_null()) this->member(member, *value);
    }
    if (has_body && payload_of(shape) == nullptr) format_.write_members(writing_, output, reply_);
    if (!content_type_.empty()) reply_.content_type = std::move(content_type_);
  }

 private:
  void member(const ShapeMember& member, const Json& value) {
    switch (member.location) {
      case Location::kHeader:
        return header(std::string(member.location_name), print_header(member, value));
      case Location::kPrefixHeaders:
        if (!value.is_object()) return;
        for (const auto& [name, text] : value.get_ref<const Json::object_t&>()) {
          header(std::string(member.location_name) + name,
                 print_scalar(*member.shape->element, text));
        }
        return;
      case Location::kStatusCode:
        if (value.is_number_integer()) reply_.status = value.get<int>();
        return;
      case Location::kPayload:
        return payload(member, value);
      default:
        return;
    }
  }

  // What is empty is not sent. A member that says what the body is wins over what it would be.
  void header(std::string name, std::string value) {
    if (value.empty()) return;
    if (iequals(name, "Content-Type")) {
      content_type_ = std::move(value);
    } else {
      reply_.headers.emplace_back(std::move(name), std::move(value));
    }
  }

  void payload(const ShapeMember& member, const Json& value) {
    if (value.is_binary()) {
      reply_.content_type = "application/octet-stream";
      reply_.body = bytes_of(value);
    } else if (member.shape->kind == Kind::kString && member.xml_name.empty() &&
               value.is_string()) {
      reply_.content_type = "text/plain";
      reply_.body = value.get_ref<const std::string&>();
    } else {
      reply_.content_type = format_.content_type;
      format_.write_payload(writing_, member, value, reply_);
    }
  }

  const Writing& writing_;
  const RestFormat& format_;
  HttpReply& reply_;
  std::string content_type_;
};

}  // namespace

const ShapeMember* payload_of(const Shape& shape) {
  const auto found =
      std::find_if(shape.members.begin(), shape.members.end(),
                   [](const ShapeMember& member) { return member.location == Location::kPayload; });
  return found == shape.members.end() ? nullptr : &*found;
}

Json read_rest_input(const Reading& reading, const RestFormat& format) {
  return InputReader(reading, format).read(reading.operation.input());
}

void write_rest_output(const Writing& writing, const Json& output, const RestFormat& format,
                       HttpReply& reply) {
  OutputWriter(writing, format, reply).write(output);
}

}  // namespace snowglobe::wire
