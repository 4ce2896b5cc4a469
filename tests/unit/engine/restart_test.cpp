#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "tests/unit/engine/post.h"

namespace snowglobe {
namespace {

class Restarted : public testing::Test {
 protected:
  Restarted() {
    where_.directory = testing::TempDir() + "/snowglobe-world-test-" + std::to_string(getpid());
    std::filesystem::remove_all(where_.directory);
    world_ = std::make_unique<World>(where_, services());
  }
  ~Restarted() override {
    world_.reset();
    std::filesystem::remove_all(where_.directory);
  }
  void restart() {
    world_.reset();
    world_ = std::make_unique<World>(where_, services());
  }

  WorldOptions where_ = options();
  std::unique_ptr<World> world_;
};

TEST_F(Restarted, Clock_faults_letters_and_waiting_calls_are_still_there) {
  world_->add_fault(parse_json(R"({"operation": "Count", "effect": "drop"})"));
  world_->advance(Duration{7000});
  world_->call(call("Ask", {{"Box", "a"}, {"WaitSeconds", 20}}));
  restart();
  EXPECT_EQ(world_->clock()["now"], "2026-01-01T00:00:07.000Z");
  EXPECT_EQ(world_->faults().size(), 1U);
  world_->call(call("Put", {{"Box", "a"}, {"Letter", "hi"}}));
  world_->settle();
  EXPECT_EQ(world_->call(call("Take", {{"Box", "echo"}})).output["Letter"], "asked hi");
}

TEST_F(Restarted, A_reset_world_is_as_new) {
  world_->advance(Duration{7000});
  world_->call(call("Put", {{"Box", "a"}, {"Letter", "x"}}));
  world_->reset();
  EXPECT_EQ(letters(*world_), 0);
  EXPECT_EQ(world_->clock()["now"], "2026-01-01T00:00:00.000Z");
}

TEST_F(Restarted, The_reply_to_a_service_is_lost_also_after_a_restart) {
  world_->add_fault(parse_json(R"({"operation": "Take", "count": 1, "effect": "lose_reply"})"));
  world_->call(call("Ask", {{"Box", "a"}, {"WaitSeconds", 20}}));
  restart();
  world_->call(call("Put", {{"Box", "a"}, {"Letter", "hi"}}));
  EXPECT_EQ(world_->call(call("Take", {{"Box", "echo"}})).output["Letter"],
            "asked SdkClientException");
}

// While it lives, files hardly grow: the disk is full.
class FullDisk {
 public:
  explicit FullDisk(const std::string& directory) : usual_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &limit_);
    const rlimit small{std::filesystem::file_size(directory + "/world.db-wal") + 1000,
                       limit_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &limit_);
    std::signal(SIGXFSZ, usual_);
  }

 private:
  void (*usual_)(int);
  rlimit limit_{};
};

// A turn that is rolled back brings back rows of which the engine thought that they were done.
TEST_F(Restarted, What_was_due_in_a_turn_that_met_a_full_disk_is_done_when_there_is_room) {
  world_->call(call("Put", {{"Box", "a"}, {"Letter", "hi"}, {"AfterSeconds", 5}}));
  const auto poll = world_->submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 60}}));
  world_->set_clock(ClockMode::kManual, parse_iso8601("2026-01-01T00:00:05Z"));
  {
    const FullDisk full(where_.directory);
    EXPECT_EQ(world_->call(call("Flood", {{"Box", ""}})).error->code, "InternalFailure");
  }
  ASSERT_TRUE(poll->is_done());  // it ran in that turn
  EXPECT_EQ(poll->outcome().error->code, "InternalFailure");
  world_->advance(Duration{1000});
  EXPECT_EQ(world_->call(call("Take", {{"Box", "a"}})).output.value("Letter", "nothing"), "hi");
}

TEST_F(Restarted, A_call_that_was_answered_in_such_a_turn_still_hears_its_topic) {
  world_->call(call("Ask", {{"Box", "b"}, {"WaitSeconds", 60}}));
  {
    const FullDisk full(where_.directory);
    EXPECT_TRUE(world_->call(call("Flood", {{"Box", "b"}})).error);
  }
  world_->call(call("Put", {{"Box", "b"}, {"Letter", "ho"}}));
  world_->advance(Duration{1000});
  EXPECT_EQ(world_->call(call("Take", {{"Box", "echo"}})).output.value("Letter", "nothing"),
            "asked ho");
}

TEST_F(Restarted, No_id_is_given_twice) {
  const auto draw = [&] { return world_->call(call("Draw", Json::object())).output["Letter"]; };
  const Json first = draw();
  EXPECT_NE(draw(), first);
  restart();
  EXPECT_NE(draw(), first);
}

TEST_F(Restarted, A_clock_that_cannot_be_stored_does_not_move) {
  const FullDisk full(where_.directory);
  std::string before = world_->clock()["now"];
  // The log has some room left; then none.
  EXPECT_THROW(
      {
        for (int i = 0; i < 10'000; ++i) {
          before = world_->clock()["now"];
          world_->set_clock(ClockMode::kManual, from_millis(1'800'000'000'000 + i));
        }
      },
      StorageFull);
  EXPECT_EQ(world_->clock()["now"], before);
}

}  // namespace
}  // namespace snowglobe
