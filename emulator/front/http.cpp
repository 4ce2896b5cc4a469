#include "emulator/front/http.h"

// As Debian's library is built: its classes look otherwise without.
#define CPPHTTPLIB_OPENSSL_SUPPORT
#define CPPHTTPLIB_ZLIB_SUPPORT
#define CPPHTTPLIB_BROTLI_SUPPORT
#include <httplib.h>

#include <limits>
#include <stdexcept>

#include "emulator/base/json.h"
#include "emulator/base/text.h"

namespace snowglobe {
namespace {

constexpr std::size_t buffer_bytes = 16 << 10;
constexpr std::size_t unsent_bytes_max = 256 << 10;
// How long a client may take between two pieces of one request: 30 s.
constexpr int patience = 30'000 / Connection::read_timeout_ms;
// What is read and thrown away of a request that was refused before its end, so that the client
// gets to read the answer.
constexpr std::size_t drained_bytes_max = 1u << 30;
constexpr int drain_patience = 2'000 / Connection::read_timeout_ms;
constexpr std::size_t chunk_line_bytes_max = 4096;
constexpr int trailers_max = 100;
// A request's first line and headers together. cpp-httplib bounds each header alone.
constexpr std::size_t head_bytes_max = 256 << 10;
constexpr char tls_first_byte = 0x16;

// The channel as cpp-httplib sees it: reads are served from a buffer, writes gathered until
// flush().
class BufferedStream : public httplib::Stream {
 public:
  explicit BufferedStream(const std::atomic<bool>& is_stopping) : is_stopping_(is_stopping) {}

  void open(std::unique_ptr<Channel> channel) { channel_ = std::move(channel); }
  Channel* channel() { return channel_.get(); }

  bool has_bytes() const { return begin_ < end_; }
  // Reads what there is, once.
  std::ptrdiff_t fill() {
    if (in_.empty()) in_.resize(buffer_bytes);
    const std::ptrdiff_t count = channel_->read(in_.data(), in_.size());
    begin_ = 0;
    end_ = count > 0 ? static_cast<std::size_t>(count) : 0;
    return count;
  }
  // An idle connection keeps no memory.
  void release_buffers() {
    std::string().swap(in_);
    std::string().swap(out_);
  }

  bool flush() {
    const bool is_good = out_.empty() || channel_->write(out_);
    out_.clear();
    return is_good;
  }
  void drop_output() { out_.clear(); }

  // From here to end_head(), what goes beyond head_bytes_max cannot be read.
  void begin_head() { left_ = head_bytes_max; }
  void end_head() { left_ = std::numeric_limits<std::size_t>::max(); }
  bool is_head_too_large() const { return left_ == 0; }

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override {
    if (left_ == 0 || (!has_bytes() && !wait())) return -1;
    const std::size_t count = std::min({size, end_ - begin_, left_});
    std::memcpy(to, in_.data() + begin_, count);
    begin_ += count;
    left_ -= count;
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* bytes, std::size_t size) override {
    out_.append(bytes, size);
    if (out_.size() > unsent_bytes_max && !flush()) return -1;
    return static_cast<ssize_t>(size);
  }
  // Nobody asks; cpp-httplib would print them into headers.
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return INVALID_SOCKET; }

 private:
  bool wait() {
    if (!flush()) return false;  // "100 Continue"
    for (int tries = 0; tries < patience && !(tries > 0 && is_stopping_); ++tries) {
      const std::ptrdiff_t count = fill();
      if (count != Channel::timed_out) return count > 0;
    }
    return false;
  }

  const std::atomic<bool>& is_stopping_;
  std::unique_ptr<Channel> channel_;
  std::string in_, out_;
  std::size_t begin_ = 0, end_ = 0;
  std::size_t left_ = std::numeric_limits<std::size_t>::max();
};

// How a request's body is delimited, or why it is refused.
struct Framing {
  enum class Kind { kLength, kChunked, kRefused };
  Kind kind = Kind::kLength;
  std::size_t length = 0;
  int status = 400;
  std::string reason;
};

Framing refused(int status, std::string reason) {
  return {Framing::Kind::kRefused, 0, status, std::move(reason)};
}

Framing too_large(std::size_t bytes_max) {
  return refused(413, "The request's body is larger than " + std::to_string(bytes_max) +
                          " bytes, the most that Snowglobe takes.");
}

// cpp-httplib decodes %XX in the values of headers. A line's end in one of them could end up in a
// header of the reply.
bool has_control_character(const httplib::Headers& headers) {
  return std::any_of(headers.begin(), headers.end(), [](const auto& header) {
    return std::any_of(header.second.begin(), header.second.end(),
                       [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f'; });
  });
}

// Connection: close, keep-alive
bool asks_to_close(const httplib::Headers& headers) {
  const auto [first, last] = headers.equal_range("Connection");
  return std::any_of(first, last, [](const auto& header) {
    const auto words = split(header.second, ',');
    return std::any_of(words.begin(), words.end(), [](std::string_view word) {
      word.remove_prefix(std::min(word.find_first_not_of(" \t"), word.size()));
      return iequals(word.substr(0, word.find_last_not_of(" \t") + 1), "close");
    });
  });
}

Framing framing_of(const httplib::Headers& headers, std::size_t bytes_max) {
  if (has_control_character(headers)) {
    return refused(400, "The request's headers hold control characters.");
  }
  if (headers.count("Content-Encoding") > 0) {
    const std::string& encoding = headers.find("Content-Encoding")->second;
    if (!iequals(encoding, "identity") && !encoding.starts_with("amz-")) {
      return refused(415, "Snowglobe reads no compressed requests (Content-Encoding: " +
                              encoding.substr(0, 40) + ").");
    }
  }
  if (const auto transfer = headers.find("Transfer-Encoding"); transfer != headers.end()) {
    if (!iequals(transfer->second, "chunked") || headers.count("Transfer-Encoding") > 1 ||
        headers.count("Content-Length") > 0) {
      return refused(400, "The request's Transfer-Encoding is not understood.");
    }
    return {Framing::Kind::kChunked, 0, 0, {}};
  }
  if (headers.count("Content-Length") > 1) return refused(400, "Content-Length stands twice.");
  const auto header = headers.find("Content-Length");
  if (header == headers.end()) return {};
  const std::string& digits = header->second;
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) {
    return refused(400, "The request's Content-Length is no number.");
  }
  const auto length = parse_int(digits);
  if (!length || static_cast<std::size_t>(*length) > bytes_max) return too_large(bytes_max);
  return {Framing::Kind::kLength, static_cast<std::size_t>(*length), 0, {}};
}

bool read_exactly(BufferedStream& stream, std::size_t size, std::string& body) {
  constexpr std::size_t piece_bytes_max = 64 << 10;
  const std::size_t end = body.size() + size;
  // Grows with what came, not with what the client says will come.
  while (body.size() < end) {
    const std::size_t begin = body.size();
    body.resize(begin + std::min(end - begin, piece_bytes_max));
    std::size_t filled = begin;
    while (filled < body.size()) {
      const ssize_t count = stream.read(body.data() + filled, body.size() - filled);
      if (count <= 0) return false;
      filled += static_cast<std::size_t>(count);
    }
  }
  return true;
}

bool read_line(BufferedStream& stream, std::string& line) {
  line.clear();
  for (char c = 0; line.size() < chunk_line_bytes_max;) {
    if (stream.read(&c, 1) != 1) return false;
    if (c == '\n') {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return true;
    }
    line += c;
  }
  return false;
}

std::optional<std::size_t> read_chunk_size(BufferedStream& stream, std::string& line) {
  if (!read_line(stream, line)) return std::nullopt;
  const std::string digits = line.substr(0, line.find_first_of("; \t"));
  if (digits.empty() || digits.size() > 8 ||
      digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(std::stoul(digits, nullptr, 16));
}

// Nothing when the body was read; else why not. `status` 0: the client is gone.
std::optional<Framing> read_body(BufferedStream& stream, const Framing& framing,
                                 std::size_t bytes_max, std::string& body) {
  const Framing gone = refused(0, "");
  if (framing.kind == Framing::Kind::kRefused) return framing;
  if (framing.kind == Framing::Kind::kLength) {
    if (!read_exactly(stream, framing.length, body)) return gone;
    return std::nullopt;
  }
  std::string line;
  for (;;) {
    const auto size = read_chunk_size(stream, line);
    if (!size) return refused(400, "The request's chunks are malformed.");
    if (*size > bytes_max || body.size() + *size > bytes_max) return too_large(bytes_max);
    if (*size == 0) break;
    if (!read_exactly(stream, *size, body) || !read_line(stream, line)) return gone;
    if (!line.empty()) return refused(400, "The request's chunks are malformed.");
  }
  for (int trailers = 0; trailers <= trailers_max; ++trailers) {
    if (!read_line(stream, line)) return gone;
    if (line.empty()) return std::nullopt;
  }
  return refused(400, "The request has too many trailers.");
}

}  // namespace

// The part of httplib::Server that is used. One object a connection, since its hooks carry no
// state.
class Connection::Exchange : private httplib::Server {
 public:
  Exchange(const HttpSettings& settings, const HttpHandler& handler)
      : stream(*settings.is_stopping), settings_(settings), handler_(handler) {
    // The headers that it prints promise what we do: a connection stays as long as the client
    // likes.
    set_keep_alive_timeout(3600);
    set_keep_alive_max_count(1'000'000);
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      answer(request, response);
      return HandlerResponse::Handled;
    });
    set_error_handler([this](const httplib::Request&, httplib::Response& response) {
      if (!was_answered_) explain(response);
    });
    set_expect_100_continue_handler([this](const httplib::Request&, httplib::Response& response) {
      if (framing_.kind != Framing::Kind::kRefused) return 100;
      was_answered_ = true;
      refuse(framing_, response);
      return framing_.status;
    });
  }

  // One request and its reply; false when the connection ends.
  bool run() {
    was_answered_ = is_cut_ = must_close_ = asks_to_close_ = false;
    bool client_closes = false;
    stream.begin_head();
    const bool is_good = process_request(stream, *settings_.is_stopping, client_closes,
                                         [this](httplib::Request& request) { prepare(request); });
    if (!is_good || is_cut_) {
      stream.drop_output();
      return false;
    }
    // cpp-httplib refused it: what comes next may be its rest, and no request.
    if (!was_answered_) must_close_ = true;
    if (!stream.flush()) return false;
    if (must_close_) drain();
    return !must_close_ && !asks_to_close_ && !client_closes && !*settings_.is_stopping;
  }

  BufferedStream stream;
  std::string_view scheme = "http";

 private:
  // The head was read.
  void prepare(httplib::Request& request) {
    stream.end_head();
    // It would compress the reply, or cut a range out of it.
    request.headers.erase("Accept-Encoding");
    request.ranges.clear();
    framing_ = framing_of(request.headers, settings_.body_bytes_max);
    asks_to_close_ = asks_to_close(request.headers);
    if (framing_.kind != Framing::Kind::kRefused && !asks_to_close_) return;
    // The one form of it that cpp-httplib knows.
    request.headers.erase("Connection");
    request.headers.emplace("Connection", "close");
  }

  void answer(const httplib::Request& request, httplib::Response& response) {
    was_answered_ = true;
    body_.clear();
    if (const auto refusal = read_body(stream, framing_, settings_.body_bytes_max, body_)) {
      is_cut_ = refusal->status == 0;
      refuse(*refusal, response);
      return;
    }
    wire::HttpRequest read;
    read.method = request.method;
    read.target = request.target;
    read.scheme = scheme;
    read.headers.reserve(request.headers.size());
    for (const auto& [name, value] : request.headers) read.headers.emplace_back(name, value);
    read.body = body_;
    read.is_abandoned = [this] { return stream.channel()->has_client_left(); };
    wire::HttpReply reply = handler_(read);
    is_cut_ = reply.is_lost;
    response.status = reply.status;
    for (auto& [name, value] : reply.headers) {
      response.headers.emplace(std::move(name), std::move(value));
    }
    if (!reply.content_type.empty()) {
      response.headers.emplace("Content-Type", std::move(reply.content_type));
    }
    response.body = std::move(reply.body);
    if (body_.capacity() > unsent_bytes_max) std::string().swap(body_);
  }

  void refuse(const Framing& why, httplib::Response& response) {
    must_close_ = true;
    if (framing_.kind != Framing::Kind::kRefused) response.headers.emplace("Connection", "close");
    response.status = why.status == 0 ? 400 : why.status;
    response.set_content(print_json({{"message", why.reason}}), "application/json");
  }

  void explain(httplib::Response& response) {
    response.headers.emplace("Connection", "close");
    if (stream.is_head_too_large()) response.status = 431;
    const char* message = response.status == 414 ? "The request's URL is longer than 8,192 bytes."
                          : response.status == 431
                              ? "The request's headers are longer than 262,144 bytes."
                              : "This is no HTTP request that Snowglobe can read.";
    response.set_content(print_json({{"message", message}}), "application/json");
  }

  void drain() {
    stream.channel()->end_writing();
    std::string waste(unsent_bytes_max, '\0');
    int waits = 0;
    for (std::size_t drained = 0; drained < drained_bytes_max && waits < drain_patience;) {
      const std::ptrdiff_t count = stream.channel()->read(waste.data(), waste.size());
      if (count == Channel::ended) return;
      waits = count == Channel::timed_out ? waits + 1 : 0;
      if (count > 0) drained += static_cast<std::size_t>(count);
      if (*settings_.is_stopping) return;
    }
  }

  const HttpSettings& settings_;
  const HttpHandler& handler_;
  Framing framing_;
  std::string body_;
  bool was_answered_ = false;  // by us, rather than by cpp-httplib
  bool is_cut_ = false;        // nothing is to be sent
  bool must_close_ = false;
  bool asks_to_close_ = false;  // the client, in whatever words
};

Connection::Connection(Descriptor socket, const HttpSettings& settings, const HttpHandler& handler)
    : socket_(std::move(socket)), exchange_(std::make_unique<Exchange>(settings, handler)) {
  if (settings.tls == nullptr) {
    exchange_->stream.open(make_plain_channel(socket_.number()));
    return;
  }
  // Called when there is something to read.
  char first = 0;
  const bool is_tls = ::recv(socket_.number(), &first, 1, MSG_PEEK) == 1 && first == tls_first_byte;
  if (is_tls) exchange_->scheme = "https";
  exchange_->stream.open(is_tls ? settings.tls->make_channel(socket_.number())
                                : make_plain_channel(socket_.number()));
}

Connection::~Connection() {
  // An orderly end: without it TLS clients report a truncation.
  exchange_->stream.channel()->end_writing();
}

Connection::State Connection::serve() {
  BufferedStream& stream = exchange_->stream;
  for (;;) {
    if (!stream.has_bytes()) {
      const std::ptrdiff_t count = stream.fill();
      if (count == Channel::timed_out) {
        if (stream.channel()->has_waiting_bytes()) continue;
        stream.release_buffers();
        return State::kIdle;
      }
      if (count <= 0) return State::kClosed;
    }
    if (!exchange_->run()) return State::kClosed;
  }
}

HttpAnswer http_request(const std::string& endpoint, const std::string& method,
                        const std::string& path, const std::string& body) {
  httplib::Client client(endpoint);
  if (!client.is_valid()) throw std::runtime_error("'" + endpoint + "' is no endpoint");
  client.enable_server_certificate_verification(false);
  client.set_read_timeout(
      std::chrono::hours(24));  // advancing a clock may take as long as it likes
  client.set_tcp_nodelay(true);
  httplib::Request request;
  request.method = method;
  request.path = path;
  request.body = body;
  if (!body.empty()) request.set_header("Content-Type", "application/json");
  const httplib::Result result = client.send(request);
  if (!result) {
    throw std::runtime_error("nothing answers at " + endpoint + " (" +
                             httplib::to_string(result.error()) +
                             "); is it running? Start it with: snowglobe serve");
  }
  return {result->status, result->body};
}

}  // namespace snowglobe
