// Bytes to and from one client, in the clear or through TLS. Used by one thread at a time, but for
// has_client_left().
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace snowglobe {

// A descriptor that is closed when its owner goes.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { close(); }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  int release();
  void close();

 private:
  int number_;
};

class Channel {
 public:
  // What read() answers beside a number of bytes.
  static constexpr std::ptrdiff_t ended = 0;       // the client closed, or the connection broke
  static constexpr std::ptrdiff_t timed_out = -1;  // nothing came within the socket's read timeout

  virtual ~Channel() = default;
  virtual std::ptrdiff_t read(char* to, std::size_t size) = 0;
  // All of it; false when the connection broke or the client does not take it.
  virtual bool write(std::string_view bytes) = 0;
  // No more is written; the client sees an orderly end.
  virtual void end_writing() = 0;
  // Whether the client has closed its end, whatever it sent before; any thread may ask.
  virtual bool has_client_left() const = 0;
  // Bytes that came and wait in memory, so that the socket will not say that it is readable.
  virtual bool has_waiting_bytes() const { return false; }
};

// What has_client_left answers for a connected socket.
bool has_peer_closed(int descriptor);

// The descriptor must outlive the channel.
std::unique_ptr<Channel> make_plain_channel(int descriptor);

}  // namespace snowglobe
