// A world for tests: in process, without threads and sockets, on a manual clock.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "emulator/engine/world.h"

namespace snowglobe {

class TestWorld {
 public:
  TestWorld();
  ~TestWorld();

  // Calls and expects success (a test failure names the error otherwise). Blobs are base64 here, as
  // JSON's text has them.
  Json ok(std::string_view service, std::string_view operation, const Json& input);
  Json ok(std::string_view service, std::string_view operation, const char* json_text);
  // Calls and expects an error.
  AwsError error(std::string_view service, std::string_view operation, const Json& input);
  AwsError error(std::string_view service, std::string_view operation, const char* json_text);
  // Calls without waiting: the ticket is done when the call is answered, at once or later.
  std::shared_ptr<Ticket> submit(std::string_view service, std::string_view operation,
                                 const Json& input);

  void advance(std::string_view duration);  // "30s", "1h"
  void settle();
  Moment now();

  // Closes the world as it stands and opens its database again, as after kill -9. The first restart
  // moves a world in memory to a file of its own.
  void restart();

  World& world() { return *world_; }

 private:
  void open();

  std::filesystem::path directory_;
  std::unique_ptr<World> world_;
};

}  // namespace snowglobe
