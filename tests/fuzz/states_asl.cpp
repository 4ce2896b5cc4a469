// State machine definitions: read and checked, and when they are good, run for a while. The first
// byte says how tasks end, the text after it is the definition. A definition that was accepted must
// run into no other end than the States Language's own, whatever its tasks and data are.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>

#include "services/states/run.h"

namespace snowglobe::states {
namespace {

constexpr int turns_max = 60;
constexpr int steps_per_turn = 5;
constexpr std::string_view the_input =
    R"({"a":[{"b":1,"c":"x"},{"b":2}],"n":3,"s":"t","when":"2026-01-01T00:01:00Z","k":{"l":[]}})";

void check(bool holds) {
  if (!holds) std::abort();
}

void check_references(const Definition& definition) {
  check(!definition.machines.empty());
  const auto machines = static_cast<int>(definition.machines.size());
  for (const Machine& machine : definition.machines) {
    const auto states = static_cast<int>(machine.states.size());
    const auto is_state = [&](int state) { return state >= 0 && state < states; };
    check(is_state(machine.start_at));
    for (const State& state : machine.states) {
      check(!state.next || is_state(*state.next));
      for (const Catcher& catcher : state.catchers) check(is_state(catcher.next));
      if (const auto* choice = std::get_if<Choice>(&state.detail)) {
        for (const auto& rule : choice->rules) check(is_state(rule.next));
        check(!choice->otherwise || is_state(*choice->otherwise));
      }
      if (const auto* parallel = std::get_if<Parallel>(&state.detail))
        for (int branch : parallel->branches) check(branch > 0 && branch < machines);
      if (const auto* map = std::get_if<Map>(&state.detail))
        check(map->processor > 0 && map->processor < machines);
    }
  }
}

// An execution in memory. Frames go through what is stored of them after every turn.
class Execution : private FrameStore, private Tasks {
 public:
  Execution(const Definition& definition, MachineType type, unsigned tasks)
      : definition_(definition), tasks_(tasks), history_(0, history_events_max, kept(type)) {
    facts_.arn = "arn:aws:states:us-east-1:000000000000:execution:m:e";
    facts_.name = "e";
    facts_.machine_name = "m";
    facts_.region = "us-east-1";
    facts_.started = now_;
    facts_.input = make_data_from_text(std::string(the_input));
    facts_.type = type;
  }

  void run() {
    turn([](Run& run) { run.begin(); });
    for (int turns = 0; turns < turns_max && !has_ended_ && !frames_.empty(); ++turns) {
      const Frame* due = nullptr;
      for (const auto& [id, frame] : frames_)
        if (due == nullptr || frame.due < due->due) due = &frame;
      if (due->due == never) {
        if (!end_a_task()) break;
        continue;
      }
      now_ = std::max(now_, due->due);
      turn([id = due->id](Run& run) { run.due(id); });
    }
    if (!has_ended_) turn([](Run& run) { run.stop("E", "given up"); });
    check(has_ended_);
  }

 private:
  static History::Keep kept(MachineType type) {
    return type == MachineType::kStandard ? History::Keep::kAll : History::Keep::kNothing;
  }

  bool end_a_task() {
    for (const auto& [id, frame] : frames_) {
      if (frame.phase != Phase::kTask) continue;
      const TaskEnd end = end_of(frame.input, tasks_ ^ 1u);
      turn([&end, id = id](Run& run) { run.task_ended(id, end); });
      return true;
    }
    return false;
  }

  TaskEnd end_of(const Data& input, unsigned how) {
    switch (how % 4) {
      case 0:
        return TaskSucceeded{input};
      case 1:
        return make_failure("E", "failed");
      case 2:
        return TaskSucceeded{make_data(parse_json(R"({"Payload":[1,{"b":"2"}]})"))};
      default:
        return make_failure(error_name::timeout, "");
    }
  }

  void turn(auto what) {
    Run run(definition_, facts_, history_, *this, *this, random_, now_, last_frame_,
            steps_per_turn);
    what(run);
    run.flush();
    last_frame_ = run.last_frame();
    has_ended_ = run.ending().has_value();
    for (const HistoryEvent& event : history_.take()) {
      check(event.id == ++last_event_ && event.previous < event.id);
      print_json(describe(event, IncludePayload::kYes));
    }
  }

  Frame load(std::int64_t id) override {
    check(frames_.contains(id));
    return frames_.at(id);
  }
  std::vector<Frame> children_of(std::int64_t parent) override {
    std::vector<Frame> children;
    for (const auto& [id, frame] : frames_)
      if (frame.parent == parent) children.push_back(frame);
    return children;
  }
  void write(const Frame& frame) override {
    Frame stored;
    stored.id = frame.id;
    stored.parent = frame.parent;
    stored.slot = frame.slot;
    stored.machine = frame.machine;
    stored.state = frame.state;
    stored.phase = frame.phase;
    stored.due = frame.due;
    stored.turns = frame.turns;
    stored.input = make_data(parse_json(frame.input->text()));
    stored.entered = frame.entered;
    stored.entered_event = frame.entered_event;
    stored.last_event = frame.last_event;
    stored.attempt = frame.attempt;
    read_extra(extra_text(frame), stored);
    frames_[frame.id] = std::move(stored);
  }
  void erase(std::int64_t id) override { frames_.erase(id); }
  std::optional<TaskEnd> start(const Frame& frame, const StartTask& command) override {
    const unsigned how = tasks_ + static_cast<unsigned>(frame.attempt);
    if (how % 5 == 4) return std::nullopt;
    if (how % 7 == 6) return TaskSubmitted{command.input};
    return end_of(command.input, how);
  }

  const Definition& definition_;
  const unsigned tasks_;
  Facts facts_;
  History history_;
  Random random_{1};
  Moment now_{Duration{1'767'225'600'000}};
  std::map<std::int64_t, Frame> frames_;
  std::int64_t last_frame_ = 0, last_event_ = 0;
  bool has_ended_ = false;
};

void run(unsigned how, std::string_view text) {
  const auto type = how & 0x80 ? MachineType::kExpress : MachineType::kStandard;
  const Parsed parsed = parse_definition(text, type);
  check((parsed.definition == nullptr) == !parsed.diagnostics.empty());
  check(parsed.diagnostics.size() <= diagnostics_max);
  if (parsed.definition == nullptr) {
    describe(parsed.diagnostics);
    return;
  }
  check_references(*parsed.definition);
  Execution(*parsed.definition, type, how & 0x7f).run();
}

}  // namespace
}  // namespace snowglobe::states

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  snowglobe::states::run(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  return 0;
}
