// For tests of the engine: a service with just what the engine has to get right, and worlds of it.
#pragma once

#include "emulator/engine/world.h"

namespace snowglobe {

// Boxes hold letters, an empty box is waited
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
  std::optional<std::int64_t> order;  // among all letters that were taken since the start
  void describe(auto& field) {
    field("Letter", letter);
    field("Order", order);
  }
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
                                       WHERE due IS NOT NULL;
                                     CREATE TABLE post_flood (water TEXT))",
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
    if (row.next()) return TakeOutput{row.text(0), ++taken_};
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

  // Wakes who waits for the box, twice, and takes that back.
  void tease(const TakeInput& input) {
    insert_.run(input.box, "x", nullptr);
    host_.wake("box:" + input.box);
    host_.wake("box:" + input.box);
    throw AwsError("Exploded", "It went off.");
  }

  // Writes more than a full disk takes; into the box, when there is one, a letter of which it tells
  // twice.
  void flood(const TakeInput& input) {
    if (!input.box.empty()) insert_.run(input.box, "x", nullptr);
    if (!input.box.empty()) host_.wake("box:" + input.box);
    if (!input.box.empty()) host_.wake("box:" + input.box);
    for (int i = 0; i < 1000; ++i) flood_.run(std::string(4000, 'x'));
  }

  // Parks whatever happens, which no handler may do in its last run.
  Answer<TakeOutput> stay(const TakeInput& input) {
    const Moment until = host_.now() + std::chrono::seconds(input.wait_s.value_or(0));
    return Park{"box:" + input.box, until, until};
  }

  // Puts a letter into either box, first into the one whose name stands where a letter's does.
  void put_into_both(const PutInput& input) {
    for (const std::string& box : {input.letter, input.box}) {
      insert_.run(box, "x", nullptr);
      host_.wake("box:" + box);
    }
  }

  // Takes away all letters of a box, also those on their way; or sends those anew, elsewhere.
  void clear(const TakeInput& input) { clear_.run(input.box); }
  void mend(const TakeInput& input) { mend_.run(input.box, host_.now()); }

  TakeOutput draw(const Empty&) { return {host_.random().uuid(), std::nullopt}; }

  // Calls itself.
  void circle(const Empty&) {
    Call call;
    call.service = "post";
    call.operation = "Circle";
    if (const auto outcome = host_.call(*this, std::move(call), "circle"); outcome->error) {
      throw *outcome->error;
    }
  }

  // Takes from a box on behalf of nobody and puts what it hears into the box "echo".
  void ask(const TakeInput& input, const Request& request) { ask_for("Take", input, request); }
  void ask_to_stay(const TakeInput& input, const Request& request) {
    ask_for("Stay", input, request);
  }
  void ask_for(const char* operation, const TakeInput& input, const Request& request) {
    Call call;
    call.service = "post";
    call.operation = operation;
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

  std::vector<Job*> jobs() override { return {this}; }

 private:
  std::string_view name() const override { return "post.courier"; }
  std::string_view table() const override { return "post_letters"; }
  DueRow first_due(const PutOffRows& put_off) override { return put_off.first_of(due_.query()); }
  void run(const DueRow& due, Moment) override {
    std::string box;
    {
      auto row = box_.query(due.id);
      row.next();
      box = row.text(0);
    }
    if (box == "lazy") return;
    deliver_.run(due.id);
    host_.wake("box:" + box);
    if (box == "jammed") throw std::logic_error("a bug");
  }

  Host& host_;
  Database& database_;
  std::int64_t taken_ = 0;
  Statement insert_{database_, R"(INSERT INTO post_letters (box, letter, due) VALUES (?, ?, ?))"};
  Statement flood_{database_, R"(INSERT INTO post_flood VALUES (?))"};
  Statement take_{database_, R"(DELETE FROM post_letters WHERE id = (
                                  SELECT min(id) FROM post_letters WHERE box = ? AND due IS NULL)
                                RETURNING letter)"};
  Statement count_{database_, R"(SELECT count(*) FROM post_letters)"};
  Statement due_{database_, R"(
      SELECT due, id FROM post_letters WHERE due IS NOT NULL ORDER BY due, id)"};
  Statement box_{database_, R"(SELECT box FROM post_letters WHERE id = ?)"};
  Statement deliver_{database_, R"(UPDATE post_letters SET due = NULL WHERE id = ?)"};
  Statement clear_{database_, R"(DELETE FROM post_letters WHERE box = ?)"};
  Statement mend_{database_, R"(
      UPDATE post_letters SET box = 'mended', due = ?2 WHERE box = ?1)"};
};

inline const ServiceTable& services() {
  static const Operation operations[] = {op<&Post::put>("Put"),
                                         op<&Post::take>("Take"),
                                         op<&Post::count>("Count"),
                                         op<&Post::ask>("Ask"),
                                         op<&Post::tease>("Tease"),
                                         op<&Post::flood>("Flood"),
                                         op<&Post::draw>("Draw"),
                                         op<&Post::circle>("Circle"),
                                         op<&Post::stay>("Stay"),
                                         op<&Post::clear>("Clear"),
                                         op<&Post::mend>("Mend"),
                                         op<&Post::ask_to_stay>("AskToStay"),
                                         op<&Post::put_into_both>("PutIntoBoth")};
  static const ServiceDefinition post{
      .info = {.name = "post",
               .signing_name = "post",
               .shape_name = "Post",
               .protocols = {Protocol::kJson10},
               .resource_members = {"Box"}},
      .operations = operations,
      .aws_operations = {},
      .make = [](Host& host) { return std::make_unique<Post>(host); }};
  static const ServiceDefinition* const all[] = {&post};
  static const ServiceTable table(all);
  return table;
}

inline WorldOptions options(Threads threads = Threads::kNone) {
  WorldOptions options;
  options.threads = threads;
  options.clock = ClockMode::kManual;
  options.clock_start = parse_iso8601("2026-01-01T00:00:00Z");
  return options;
}

inline Call call(const char* operation, Json input) {
  Call made;
  made.service = "post";
  made.operation = operation;
  made.input = std::move(input);
  return made;
}

inline std::int64_t letters(World& world) {
  return world.call(call("Count", Json::object())).output["Letters"].get<std::int64_t>();
}

}  // namespace snowglobe
