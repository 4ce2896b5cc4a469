// A request and a reply of HTTP, free of any library that carries them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snowglobe::wire {

// Views into memory that its owner keeps until the reply is made.
struct HttpRequest {
  std::string_view method = "POST";
  std::string_view target = "/";  // as it was sent: path and query, percent-encoded
  std::string_view scheme = "http";
  std::vector<std::pair<std::string_view, std::string_view>> headers;
  std::string_view body;
  // Whether the client has gone, asked while its request is carried out; may be empty.
  std::function<bool()> is_abandoned = {};

  // The first header of this name (the case of ASCII letters does not count); empty when absent.
  std::string_view header(std::string_view name) const;
  std::string_view path() const { return target.substr(0, target.find('?')); }
  std::string_view query() const;
};

struct HttpReply {
  int status = 200;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // Nothing of this is sent: the connection is cut.
  bool is_lost = false;
};

}  // namespace snowglobe::wire
