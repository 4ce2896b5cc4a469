#include "emulator/front/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <latch>

#include "emulator/base/text.h"

namespace snowglobe {
namespace {

// A client that sends bytes and reads what comes.
class Client {
 public:
  explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    EXPECT_EQ(::connect(socket_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address),
              0);
  }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void end() { ::shutdown(socket_.number(), SHUT_WR); }
  // Until the text has come, or the connection has ended.
  std::string read_until(std::string_view text) {
    std::string all;
    char buffer[4096];
    while (all.find(text) == std::string::npos) {
      const ssize_t count = ::recv(socket_.number(), buffer, sizeof buffer, 0);
      if (count <= 0) break;
      all.append(buffer, static_cast<std::size_t>(count));
    }
    return all;
  }
  std::string read_all() { return read_until("\xff never"); }

 private:
  Descriptor socket_;
};

wire::HttpReply echo(const wire::HttpRequest& request) {
  wire::HttpReply reply;
  reply.content_type = "text/plain";
  reply.is_lost = request.path() == "/lose";
  reply.body = std::string(request.method) + " " + std::string(request.target) + " " +
               std::string(request.body);
  return reply;
}

class ServerTest : public testing::Test {
 protected:
  void start(HttpHandler handler = &echo) {
    ServerOptions options;
    options.body_bytes_max = 1000;
    options.tls = tls_.get();
    server_ = std::make_unique<Server>(options, std::move(handler));
    port_ = server_->bind("127.0.0.1", 0);
    server_->start();
  }
  // The reply to one request on a connection of its own.
  std::string ask(std::string_view request) {
    Client client(port_);
    client.send(request);
    client.end();
    return client.read_all();
  }
  bool is_alive() {
    return ask("GET /alive HTTP/1.1\r\n\r\n").find("GET /alive") != std::string::npos;
  }

  std::unique_ptr<Tls> tls_;
  std::unique_ptr<Server> server_;
  int port_ = 0;
};

TEST_F(ServerTest, Requests_on_one_connection_are_answered_in_their_order) {
  start();
  Client client(port_);
  client.send(
      "GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /3?q=%20 "
      "HTTP/1.1\r\n\r\n");
  const std::string answer = client.read_until("GET /3");
  EXPECT_LT(answer.find("GET /1"), answer.find("POST /2 abc"));
  EXPECT_NE(answer.find("GET /3?q=%20 "), std::string::npos);
}

TEST_F(ServerTest, A_body_may_come_in_chunks) {
  start();
  const std::string answer =
      ask("PUT /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: "
          "t\r\n\r\n");
  EXPECT_NE(answer.find("PUT /c abcde"), std::string::npos) << answer;
}

// What a chunk holds beyond its size would be read as something else by the next one in line.
TEST_F(ServerTest, Chunks_that_do_not_add_up_are_refused) {
  start();
  const std::string head = "PUT /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n";
  for (const std::string& rest : {
           std::string("\r\n3\r\nabcJUNK\r\n0\r\n\r\n"),
           std::string("\r\n-3\r\nabc\r\n0\r\n\r\n"),
           std::string("\r\n\r\n\r\n"),
           std::string("\r\n0x3\r\nabc\r\n0\r\n\r\n"),
           std::string("Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n"),
           std::string("Content-Length: 3\r\n\r\n0\r\n\r\n"),
           "\r\n0\r\n" + replace_all(std::string(200, 't'), "t", "T: t\r\n") + "\r\n",
       }) {
    EXPECT_NE(ask(head + rest).find(" 400 "), std::string::npos) << rest;
  }
  EXPECT_TRUE(is_alive());
}

// Two lengths are two opinions of where the next request begins.
TEST_F(ServerTest, A_length_that_stands_twice_is_refused) {
  start();
  EXPECT_NE(
      ask("PUT / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc").find(" 400 "),
      std::string::npos);
  EXPECT_NE(ask("PUT / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc").find(" 400 "),
            std::string::npos);
}

// Who asks before it sends should not have to send.
TEST_F(ServerTest, An_expected_body_is_waited_for_or_refused_before_it_comes) {
  start();
  Client client(port_);
  client.send("PUT /e HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_NE(client.read_until("\r\n\r\n").find(" 100 "), std::string::npos);
  client.send("abc");
  EXPECT_NE(client.read_until("abc").find("PUT /e abc"), std::string::npos);
  const std::string answer =
      ask("PUT /e HTTP/1.1\r\nContent-Length: 3000\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(answer.find(" 100 "), std::string::npos);
  EXPECT_NE(answer.find(" 413 "), std::string::npos);
}

// cpp-httplib decodes them, and the router answers with the origin that it was asked by.
TEST_F(ServerTest, A_header_with_an_encoded_line_end_is_refused) {
  start();
  for (const char* value : {"a%0d%0aX-Evil: 1", "a%00", "a%7f"}) {
    const std::string answer = ask("GET / HTTP/1.1\r\nOrigin: " + std::string(value) + "\r\n\r\n");
    EXPECT_NE(answer.find(" 400 "), std::string::npos) << answer;
  }
  EXPECT_NE(ask("GET /tab HTTP/1.1\r\nX: a\tb\r\n\r\n").find("GET /tab"), std::string::npos);
}

// Such a client reads until the end.
TEST_F(ServerTest, A_client_that_asks_to_close_in_any_words_sees_the_end) {
  start();
  for (const char* words : {"close", "Close", "TE, close", "close , x"}) {
    Client client(port_);
    client.send("GET /bye HTTP/1.1\r\nConnection: " + std::string(words) + "\r\n\r\n");
    const std::string answer = client.read_all();
    EXPECT_NE(answer.find("GET /bye"), std::string::npos);
    EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  }
}

// The client must be able to tell it from an answer: not a byte may come.
TEST_F(ServerTest, A_lost_reply_cuts_the_connection_without_a_byte) {
  start();
  EXPECT_EQ(ask("GET /lose HTTP/1.1\r\n\r\n"), "");
  EXPECT_TRUE(is_alive());
}

// A consumer that is stopped during a long poll would else take a message with it.
TEST_F(ServerTest, A_handler_can_tell_that_its_client_has_left) {
  std::latch has_begun(1), has_left(1);
  std::atomic<bool> was_abandoned_before = true, was_abandoned_after = false;
  std::latch is_done(1);
  start([&](const wire::HttpRequest& request) {
    if (request.target == "/next") return wire::HttpReply{};
    was_abandoned_before = request.is_abandoned();
    has_begun.count_down();
    has_left.wait();
    was_abandoned_after = request.is_abandoned();
    is_done.count_down();
    return wire::HttpReply{};
  });
  {
    Client client(port_);
    // What the client sends ahead does not make it present.
    client.send("GET /poll HTTP/1.1\r\n\r\nGET /next HTTP/1.1\r\n\r\n");
    has_begun.wait();
  }
  has_left.count_down();
  is_done.wait();
  EXPECT_FALSE(was_abandoned_before);
  EXPECT_TRUE(was_abandoned_after);
}

// A client that sends all before it reads must get to read the refusal.
TEST_F(ServerTest, A_body_that_is_too_large_is_refused_and_the_client_can_read_it) {
  start();
  const std::string body(20 << 20, 'x');
  EXPECT_NE(
      ask("POST / HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)
          .find(" 413 "),
      std::string::npos);
  EXPECT_NE(ask("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n").find(" 413 "),
            std::string::npos);
  EXPECT_NE(ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n").find(" 413 "),
            std::string::npos);
  EXPECT_TRUE(is_alive());
}

// The rest of a refused request must not be read as the next one.
TEST_F(ServerTest, What_is_no_HTTP_is_refused_and_ends_the_connection) {
  start();
  const std::string hidden = "GET /hidden HTTP/1.1\r\n\r\n";
  for (const std::string& bad :
       {std::string("\r\n\r\n"), std::string("GET\r\n\r\n"), std::string(100, '\0') + "\r\n",
        std::string("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nX: " + std::string(9000, 'a') + "\r\n\r\n"}) {
    const std::string answer = ask(bad + hidden);
    EXPECT_NE(answer.find(" 4"), std::string::npos) << bad.substr(0, 60);
    EXPECT_EQ(answer.find("hidden"), std::string::npos) << bad.substr(0, 60);
  }
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"), "");
  EXPECT_TRUE(is_alive());
}

TEST_F(ServerTest, The_reply_is_neither_compressed_nor_cut_to_a_range) {
  start([](const wire::HttpRequest&) {
    wire::HttpReply reply;
    reply.content_type = "application/json";
    reply.body = "{\"a\":\"" + std::string(1000, 'a') + "\"}";
    return reply;
  });
  const std::string answer =
      ask("GET / HTTP/1.1\r\nAccept-Encoding: gzip, br\r\nRange: bytes=0-3\r\n\r\n");
  EXPECT_NE(answer.find(std::string(1000, 'a')), std::string::npos);
  EXPECT_NE(answer.find(" 200 "), std::string::npos);
}

// Idle connections hold no thread, calls that wait hold one each: neither may starve a new client.
TEST_F(ServerTest, A_new_client_is_served_beside_many_idle_connections_and_waiting_calls) {
  constexpr int idle_count = 200, waiting_count = 100;
  std::latch all_wait(waiting_count), may_go(1);
  start([&](const wire::HttpRequest& request) {
    if (request.path() == "/wait") {
      all_wait.count_down();
      may_go.wait();
    }
    return echo(request);
  });
  std::vector<std::unique_ptr<Client>> idle, waiting;
  for (int i = 0; i < idle_count; ++i) {
    idle.push_back(std::make_unique<Client>(port_));
    if (i % 2 == 0) continue;  // the others have never sent anything
    idle.back()->send("GET /idle HTTP/1.1\r\n\r\n");
    idle.back()->read_until("GET /idle");
  }
  for (int i = 0; i < waiting_count; ++i) {
    waiting.push_back(std::make_unique<Client>(port_));
    waiting.back()->send("GET /wait HTTP/1.1\r\n\r\n");
  }
  all_wait.wait();
  EXPECT_TRUE(is_alive());
  for (const auto& client : idle) {
    client->send("GET /again HTTP/1.1\r\n\r\n");
    EXPECT_NE(client->read_until("GET /again").find("GET /again"), std::string::npos);
  }
  may_go.count_down();
  for (const auto& client : waiting) {
    EXPECT_NE(client->read_until("GET /wait").find("GET /wait"), std::string::npos);
  }
}

// A reply that was promised by a commit must reach its client.
TEST_F(ServerTest, Stopping_answers_what_has_begun_and_closes_the_rest) {
  std::latch begun(1), may_go(1);
  start([&](const wire::HttpRequest& request) {
    begun.count_down();
    may_go.wait();
    return echo(request);
  });
  Client busy(port_), idle(port_);
  busy.send("GET /busy HTTP/1.1\r\n\r\n");
  begun.wait();
  std::thread stopper([&] { server_->stop(); });
  may_go.count_down();
  EXPECT_NE(busy.read_all().find("GET /busy"), std::string::npos);
  EXPECT_EQ(idle.read_all(), "");
  stopper.join();
}

TEST_F(ServerTest, With_TLS_a_port_speaks_both) {
  tls_ = std::make_unique<Tls>();
  start();
  EXPECT_TRUE(is_alive());
  const HttpAnswer answer =
      http_request("https://localhost:" + std::to_string(port_), "POST", "/s", "{}");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "POST /s {}");
  EXPECT_EQ(ask("\x16\x03\x01garbage").find("GET"), std::string::npos);
  EXPECT_TRUE(is_alive());
}

TEST_F(ServerTest, A_taken_port_is_said_to_be_taken) {
  start();
  Server second(ServerOptions{}, &echo);
  try {
    second.bind("127.0.0.1", port_);
    FAIL() << "was bound";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("is taken"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace snowglobe
