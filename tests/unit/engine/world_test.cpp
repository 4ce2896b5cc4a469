#include "emulator/engine/world.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

namespace snowglobe {
namespace {

// A service with just what the engine has to get right: boxes hold letters, an empty box is waited
// for, and a courier brings letters when they are due.
struct PutInput {
  std::string box, letter;
  std::optional<int> after_s;
  void describe(auto& field) {
    field("Box", box);
    field("Letter", letter).length(1, 10);
    field("AfterSeconds", after_s);
  }
};
struct TakeInput {
  std::string box;
  std::optional<int> wait_s;
  void describe(auto& field) {
    field("Box", box);
    field("WaitSeconds", wait_s);
  }
};
struct TakeOutput {
  std::optional<std::string> letter;
  void describe(auto& field) { field("Letter", letter); }
};
struct CountOutput {
  std::int64_t letters = 0;
  void describe(auto& field) { field("Letters", letters); }
};

class Post : public Service, private Job {
 public:
  explicit Post(Host& host) : host_(host), database_(host.database()) {
    database_.migrate("post", {
                                  R"(CREATE TABLE post_letters (
                                       id INTEGER PRIMARY KEY, box TEXT, letter TEXT, due INTEGER);
                                     CREATE INDEX post_due ON post_letters (due)
                                       WHERE due IS NOT NULL)",
                              });
  }

  void put(const PutInput& input) {
    std::optional<Moment> due;
    if (input.after_s) due = host_.now() + std::chrono::seconds(*input.after_s);
    insert_.run(input.box, input.letter, due);
    if (input.letter == "bomb") throw AwsError("Exploded", "It went off.");
    if (input.letter == "bug") throw std::logic_error("a bug");
    if (!due) host_.wake("box:" + input.box);
  }

  Answer<TakeOutput> take(const TakeInput& input, const Request& request) {
    auto row = take_.query(input.box);
    if (row.next()) return TakeOutput{row.text(0)};
    const Moment deadline = request.memo.is_null()
                                ? host_.now() + std::chrono::seconds(input.wait_s.value_or(0))
                                : from_millis(request.memo.get<std::int64_t>());
    if (request.is_last_run || deadline <= host_.now()) return TakeOutput{};
    return Park{"box:" + input.box, deadline, deadline, to_millis(deadline)};
  }

  CountOutput count(const Empty&) {
    auto row = count_.query();
    row.next();
    return {row.integer(0)};
  }

  // Takes from a box on behalf of nobody and puts what it hears into the box "echo".
  void ask(const TakeInput& input, const Request& request) {
    Call call;
    call.service = "post";
    call.operation = "Take";
    call.input = {{"Box", input.box}, {"WaitSeconds", input.wait_s.value_or(0)}};
    call.caller.principal = "post.example";
    call.cause = request.id;
    if (auto outcome = host_.call(*this, std::move(call), "asked")) on_reply("asked", *outcome);
  }

  void on_reply(const Json& tag, const Outcome& outcome) override {
    const std::string heard =
        outcome.error ? outcome.error->code : outcome.output.value("Letter", "nothing");
    insert_.run("echo", tag.get<std::string>() + " " + heard, nullptr);
  }

  const ServiceInfo& info() const override {
    static const ServiceInfo info{"post", "post", "Post", Protocol::kJson10,
                                  false,  "",     "",     {"Box"}};
    return info;
  }
  std::span<const Operation> operations() const override {
    static const Operation table[] = {op<&Post::put>("Put"), op<&Post::take>("Take"),
                                      op<&Post::count>("Count"), op<&Post::ask>("Ask")};
    return table;
  }
  std::vector<Job*> jobs() override { return {this}; }

 private:
  std::string_view name() const override { return "post.courier"; }
  std::string_view table() const override { return "post_letters"; }
  Moment next_due() override {
    auto row = next_.query();
    row.next();
    return row.is_null(0) ? never : row.moment(0);
  }
  void run_one(Moment now) override {
    std::string box;
    {
      auto row = deliver_.query(now);
      row.next();
      box = row.text(0);
    }
    host_.wake("box:" + box);
  }

  Host& host_;
  Database& database_;
  Statement insert_{database_, R"(INSERT INTO post_letters (box, letter, due) VALUES (?, ?, ?))"};
  Statement take_{database_, R"(DELETE FROM post_letters WHERE id = (
                                  SELECT min(id) FROM post_letters WHERE box = ? AND due IS NULL)
                                RETURNING letter)"};
  Statement count_{database_, R"(SELECT count(*) FROM post_letters)"};
  Statement next_{database_, R"(SELECT min(due) FROM post_letters WHERE due IS NOT NULL)"};
  Statement deliver_{database_, R"(UPDATE post_letters SET due = NULL WHERE id = (
                                     SELECT id FROM post_letters WHERE due <= ? ORDER BY due, id LIMIT 1)
                                   RETURNING box)"};
};

const ServiceFactory factories[] = {
    [](Host& host) -> std::unique_ptr<Service> { return std::make_unique<Post>(host); }};

WorldOptions options(Threads threads = Threads::kNone) {
  WorldOptions options;
  options.threads = threads;
  options.clock = ClockMode::kManual;
  options.clock_start = parse_iso8601("2026-01-01T00:00:00Z");
  return options;
}

Call call(const char* operation, Json input) {
  Call made;
  made.service = "post";
  made.operation = operation;
  made.input = std::move(input);
  return made;
}

std::int64_t letters(World& world) {
  return world.call(call("Count", Json::object())).output["Letters"].get<std::int64_t>();
}

TEST(World, A_call_that_fails_leaves_nothing_behind) {
  World world(options(), factories);
  const Outcome outcome = world.call(call("Put", {{"Box", "a"}, {"Letter", "bomb"}}));
  EXPECT_EQ(outcome.error->code, "Exploded");
  EXPECT_EQ(letters(world), 0);
}

TEST(World, A_bug_in_a_handler_is_a_500_that_names_itself_and_is_undone) {
  World world(options(), factories);
  const Outcome outcome = world.call(call("Put", {{"Box", "a"}, {"Letter", "bug"}}));
  EXPECT_EQ(outcome.error->http_status, 500);
  EXPECT_NE(outcome.error->message.find("post.Put"), std::string::npos);
  EXPECT_EQ(letters(world), 0);
}

TEST(World, An_unknown_operation_answers_an_honest_error) {
  World world(options(), factories);
  const Outcome outcome = world.call(call("Fly", Json::object()));
  EXPECT_EQ(outcome.error->http_status, 501);
  EXPECT_NE(outcome.error->message.find("Fly"), std::string::npos);
}

TEST(World, A_parked_call_is_answered_when_its_topic_is_woken) {
  World world(options(), factories);
  const auto first = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 20}}));
  const auto second = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 20}}));
  EXPECT_FALSE(first->is_done());
  world.call(call("Put", {{"Box", "a"}, {"Letter", "hi"}}));
  ASSERT_TRUE(first->is_done());  // who came first is served first
  EXPECT_EQ(first->outcome().output["Letter"], "hi");
  EXPECT_FALSE(second->is_done());
}

TEST(World, A_parked_call_ends_at_its_deadline_on_the_worlds_clock) {
  World world(options(), factories);
  const auto poll = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 20}}));
  world.advance(Duration{19'999});
  EXPECT_FALSE(poll->is_done());
  world.advance(Duration{1});
  ASSERT_TRUE(poll->is_done());
  EXPECT_FALSE(poll->outcome().output.contains("Letter"));
}

// The clock must stop at every due moment, or a letter would be seen too late by whoever waits.
TEST(World, Advance_visits_every_due_moment_in_order) {
  World world(options(), factories);
  world.call(call("Put", {{"Box", "a"}, {"Letter", "late"}, {"AfterSeconds", 40}}));
  world.call(call("Put", {{"Box", "a"}, {"Letter", "early"}, {"AfterSeconds", 5}}));
  const auto first = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 10}}));
  const auto second = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 10}}));
  const Json moved = world.advance(std::chrono::hours(1));
  EXPECT_EQ(first->outcome().output["Letter"], "early");
  EXPECT_FALSE(second->outcome().output.contains("Letter"));  // it ended at 10 s, before 40 s
  EXPECT_EQ(moved["moments"], 3);
  EXPECT_EQ(moved["now"], "2026-01-01T01:00:00.000Z");
}

TEST(World, A_real_clock_cannot_be_advanced) {
  WorldOptions real = options();
  real.clock = ClockMode::kReal;
  World world(real, factories);
  EXPECT_THROW(world.advance(Duration{1}), AwsError);
}

TEST(World, A_call_between_services_that_parks_is_answered_later) {
  World world(options(), factories);
  world.call(call("Ask", {{"Box", "a"}, {"WaitSeconds", 20}}));
  world.call(call("Put", {{"Box", "a"}, {"Letter", "hi"}}));
  world.settle();
  EXPECT_EQ(world.call(call("Take", {{"Box", "echo"}})).output["Letter"], "asked hi");
}

TEST(World, The_journal_leads_from_a_request_to_all_that_it_caused) {
  World world(options(), factories);
  world.call(call("Ask", {{"Box", "a"}}));
  JournalFilter filter;
  filter.flow = 2;  // any entry of the flow will do
  const Json flow = world.journal(filter);
  ASSERT_EQ(flow.size(), 2U);
  EXPECT_EQ(flow[0]["operation"], "Ask");
  EXPECT_EQ(flow[1]["operation"], "Take");
  EXPECT_EQ(flow[1]["parent"], flow[0]["id"]);
  EXPECT_EQ(flow[1]["caller"], "post.example");
}

TEST(Faults, A_rule_strikes_the_calls_it_names_and_counts_them) {
  World world(options(), factories);
  world.add_fault(
      parse_json(R"({"operation": "Put", "resource": "a*", "count": 1, "effect": "throttle"})"));
  EXPECT_FALSE(world.call(call("Put", {{"Box", "b"}, {"Letter", "x"}})).error);
  EXPECT_EQ(world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}})).error->code,
            "ThrottlingException");
  EXPECT_FALSE(world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}})).error);
}

TEST(Faults, A_lost_reply_is_lost_after_the_effect) {
  World world(options(), factories);
  world.add_fault(parse_json(R"({"operation": "Put", "every": 2, "effect": "lose_reply"})"));
  EXPECT_FALSE(world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}})).is_lost);
  EXPECT_TRUE(world.call(call("Put", {{"Box", "a"}, {"Letter", "y"}})).is_lost);
  EXPECT_EQ(letters(world), 2);
}

TEST(Faults, A_delayed_call_is_carried_out_when_the_worlds_clock_says_so) {
  World world(options(), factories);
  world.add_fault(parse_json(R"({"operation": "Put", "effect": "delay", "delay": "5s"})"));
  const auto put = world.submit(call("Put", {{"Box", "a"}, {"Letter", "x"}}));
  EXPECT_FALSE(put->is_done());
  EXPECT_EQ(letters(world), 0);
  world.advance(Duration{5000});
  EXPECT_TRUE(put->is_done());
  EXPECT_EQ(letters(world), 1);
}

TEST(Faults, A_misspelt_rule_is_refused_with_the_reason) {
  World world(options(), factories);
  try {
    world.add_fault(parse_json(R"({"operatoin": "Put", "effect": "drop"})"));
    FAIL();
  } catch (const AwsError& error) {
    EXPECT_EQ(error.message, "unknown member 'operatoin'");
  }
}

// Queues are called by URLs and most others by ARNs; a test knows the name.
TEST(Faults, A_resource_is_named_whole_or_by_the_name_at_its_end) {
  World world(options(), factories);
  world.add_fault(parse_json(R"({"operation": "Put", "resource": "orders", "effect": "drop"})"));
  const auto is_lost = [&](const char* box) {
    return world.call(call("Put", {{"Box", box}, {"Letter", "x"}})).is_lost;
  };
  EXPECT_TRUE(is_lost("orders"));
  EXPECT_TRUE(is_lost("http://localhost:4566/000000000000/orders"));
  EXPECT_TRUE(is_lost("arn:aws:sqs:us-east-1:000000000000:orders"));
  EXPECT_FALSE(is_lost("http://localhost:4566/000000000000/orders-dead"));
  EXPECT_FALSE(is_lost("orders/2"));
}

// It would strike nothing, and a test of retries would pass without one.
TEST(Faults, A_rule_for_what_the_world_does_not_have_is_refused) {
  World world(options(), factories);
  for (const auto& [rule, message] : {
           std::pair(R"({"service": "mail", "effect": "drop"})",
                     "no service matches 'mail'; there are post"),
           std::pair(R"({"operation": "Puts", "effect": "drop"})",
                     "no operation matches 'Puts' (see docs/coverage.md)"),
           std::pair(R"({"service": "po*", "operation": "put", "effect": "drop"})",
                     "no operation of po* matches 'put' (see docs/coverage.md)"),
       }) {
    try {
      world.add_fault(parse_json(rule));
      FAIL() << rule;
    } catch (const AwsError& error) {
      EXPECT_EQ(error.message, message);
    }
  }
  EXPECT_TRUE(world.faults().empty());
  world.add_fault(parse_json(R"({"service": "po?t", "operation": "P*", "effect": "drop"})"));
}

class Restarted : public testing::Test {
 protected:
  Restarted() {
    where_.directory = testing::TempDir() + "/snowglobe-world-test-" + std::to_string(getpid());
    std::filesystem::remove_all(where_.directory);
    world_ = std::make_unique<World>(where_, factories);
  }
  ~Restarted() override {
    world_.reset();
    std::filesystem::remove_all(where_.directory);
  }
  void restart() {
    world_.reset();
    world_ = std::make_unique<World>(where_, factories);
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

// With threads: many clients at once, some of whom wait for what others bring.
TEST(World, Many_threads_send_and_wait_without_losing_a_letter) {
  World world(options(Threads::kBackground), factories);
  constexpr int pairs = 8;
  constexpr int each = 50;
  std::vector<std::thread> threads;
  std::atomic<int> taken = 0;
  for (int i = 0; i < pairs; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < each; ++n) world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}}));
    });
    threads.emplace_back([&] {
      for (int n = 0; n < each; ++n) {
        const Outcome outcome = world.call(call("Take", {{"Box", "a"}, {"WaitSeconds", 60}}));
        if (outcome.output.contains("Letter")) ++taken;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, pairs * each);
}

TEST(World, Stopping_ends_parked_calls) {
  World world(options(Threads::kBackground), factories);
  std::thread client([&] {
    const Outcome outcome = world.call(call("Take", {{"Box", "a"}, {"WaitSeconds", 3600}}));
    EXPECT_FALSE(outcome.error);
  });
  while (world.info()["parkedCalls"] != 1) std::this_thread::yield();
  world.stop();
  client.join();
}

// Power-loss durability shares one commit among the calls that wait: none may be forgotten.
TEST(World, Calls_that_share_a_commit_are_all_answered) {
  WorldOptions full = options(Threads::kBackground);
  full.durability = Durability::kFull;
  World world(full, factories);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 25; ++n) world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}}));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(letters(world), 200);
}

}  // namespace
}  // namespace snowglobe
