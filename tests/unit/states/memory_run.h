// An execution of a definition in memory, for tests of the interpreter: frames in a map, tasks
// answered by a function, time moved by hand. Every so many steps it goes through the stored form.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "services/states/run.h"

namespace snowglobe::states {

class MemoryRun : private FrameStore, private Tasks {
 public:
  using Answer = std::function<std::optional<TaskEnd>(const Frame&, const StartTask&)>;

  explicit MemoryRun(std::string_view definition, std::string input = "{}",
                     MachineType type = MachineType::kStandard)
      : history_(0, type == MachineType::kStandard ? history_events_max : express_events_max,
                 type == MachineType::kStandard ? History::Keep::kAll : History::Keep::kNothing) {
    const Parsed parsed = parse_definition(definition, type);
    EXPECT_NE(parsed.definition, nullptr) << describe(parsed.diagnostics);
    definition_ = parsed.definition;
    facts_.number = 7;
    facts_.arn = "arn:aws:states:us-east-1:000000000000:execution:m:e";
    facts_.name = "e";
    facts_.role_arn = "arn:aws:iam::000000000000:role/r";
    facts_.machine_arn = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
    facts_.machine_name = "m";
    facts_.region = "us-east-1";
    facts_.started = now;
    facts_.input = make_data_from_text(std::move(input));
    facts_.type = type;
  }

  // Runs until nothing is due at the present moment.
  MemoryRun& start() {
    turn([](Run& run) { run.begin(); });
    return settle();
  }
  MemoryRun& settle() {
    for (int turns = 0; turns < 100'000 && !ending; ++turns) {
      const Frame* due = nullptr;
      for (const auto& [id, frame] : frames_)
        if (frame.due <= now && (due == nullptr || frame.due < due->due)) due = &frame;
      if (due == nullptr) break;
      const std::int64_t id = due->id;
      turn([id](Run& run) { run.due(id); });
    }
    return *this;
  }
  MemoryRun& advance(Duration by) {
    now += by;
    return settle();
  }
  void task_ended(std::int64_t frame, TaskEnd end) {
    turn([&](Run& run) { run.task_ended(frame, end); });
    settle();
  }
  void heartbeat(std::int64_t frame) {
    turn([&](Run& run) { run.heartbeat(frame); });
  }
  void stop(const std::string& error, const std::string& cause) {
    turn([&](Run& run) { run.stop(error, cause); });
  }

  std::string output() const {
    if (!ending) return "(running)";
    if (ending->output) return ending->output->text();
    return "(" + ending->error.value_or("") + ": " + ending->cause.value_or("") + ")";
  }
  // "1<0 ExecutionStarted": id, previous id and type of every event.
  std::string trail() const {
    std::string text;
    for (const HistoryEvent& event : events)
      text += (text.empty() ? "" : ", ") + std::to_string(event.id) + "<" +
              std::to_string(event.previous) + " " + std::string(name_of(event.type));
    return text;
  }
  const HistoryEvent& event(EventType type, std::size_t which = 0) const {
    for (const HistoryEvent& event : events)
      if (event.type == type && which-- == 0) return event;
    ADD_FAILURE() << "no event " << name_of(type);
    return events.front();
  }
  const std::map<std::int64_t, Frame>& frames() const { return frames_; }

  Moment now{Duration{1'767'225'600'000}};  // 2026-01-01T00:00:00Z
  Answer answer = [](const Frame&, const StartTask&) { return std::nullopt; };
  int steps_per_turn = 3;
  std::vector<HistoryEvent> events;
  std::optional<Ending> ending;
  int turns = 0;

 private:
  template <class What>
  void turn(What what) {
    ++turns;
    Run run(*definition_, facts_, history_, *this, *this, random_, now, last_frame_,
            steps_per_turn);
    what(run);
    run.flush();
    last_frame_ = run.last_frame();
    if (run.ending()) ending = run.ending();
    for (HistoryEvent& event : history_.take()) events.push_back(std::move(event));
  }

  Frame load(std::int64_t id) override { return frames_.at(id); }
  std::vector<Frame> children_of(std::int64_t parent) override {
    std::vector<Frame> children;
    for (const auto& [id, frame] : frames_)
      if (frame.parent == parent) children.push_back(frame);
    return children;
  }
  void write(const Frame& frame) override {
    // Only what is stored may be kept.
    Frame stored;
    stored.id = frame.id;
    stored.parent = frame.parent;
    stored.slot = frame.slot;
    stored.machine = frame.machine;
    stored.state = frame.state;
    stored.phase = frame.phase;
    stored.due = frame.due;
    stored.input = make_data_from_text(frame.input->text());
    stored.entered = frame.entered;
    stored.entered_event = frame.entered_event;
    stored.last_event = frame.last_event;
    stored.attempt = frame.attempt;
    read_extra(extra_text(frame), stored);
    frames_[frame.id] = std::move(stored);
  }
  void erase(std::int64_t id) override { frames_.erase(id); }
  std::optional<TaskEnd> start(const Frame& frame, const StartTask& command) override {
    return answer(frame, command);
  }

  std::shared_ptr<const Definition> definition_;
  Facts facts_;
  History history_;
  Random random_{1};
  std::map<std::int64_t, Frame> frames_;
  std::int64_t last_frame_ = 0;
};

}  // namespace snowglobe::states
