#include "emulator/front/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace snowglobe {
namespace {

class PlainChannel : public Channel {
 public:
  explicit PlainChannel(int descriptor) : descriptor_(descriptor) {}

  std::ptrdiff_t read(char* to, std::size_t size) override {
    for (;;) {
      const ssize_t count = ::recv(descriptor_, to, size, 0);
      if (count >= 0) return count;
      if (errno == EAGAIN || errno == EWOULDBLOCK) return timed_out;
      if (errno != EINTR) return ended;
    }
  }

  bool write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  void end_writing() override { ::shutdown(descriptor_, SHUT_WR); }

  bool has_client_left() const override { return has_peer_closed(descriptor_); }

 private:
  const int descriptor_;
};

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    close();
    number_ = other.release();
  }
  return *this;
}

int Descriptor::release() { return std::exchange(number_, -1); }

void Descriptor::close() {
  if (is_open()) ::close(release());
}

bool has_peer_closed(int descriptor) {
  pollfd asked{descriptor, POLLRDHUP, 0};
  return ::poll(&asked, 1, 0) == 1;
}

std::unique_ptr<Channel> make_plain_channel(int descriptor) {
  return std::make_unique<PlainChannel>(descriptor);
}

}  // namespace snowglobe
