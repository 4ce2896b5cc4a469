// Random traffic on a FIFO queue against a model of the rules that knows neither tables nor groups'
// moments: every message in a list, every question answered by looking at all of them.

#include <algorithm>
#include <map>

#include "emulator/base/random.h"
#include "tests/services/sqs/sqs_world.h"

namespace snowglobe::sqs {
namespace {

struct Settings {
  int delay_s = 0, retention_s = 345'600, visibility_s = 30;
  bool dedups_per_group = false;
};

class Model {
 public:
  struct Message {
    std::string body, group, handle;
    Moment sent_at, visible_at;
    int receive_count = 0;
  };

  explicit Model(const Settings& settings) : settings_(settings) {}

  void forget_expired(Moment now) {
    std::erase_if(messages, [&](const Message& message) {
      return message.sent_at + std::chrono::seconds(settings_.retention_s) <= now;
    });
  }

  // Is the message taken in, or one that was sent within five minutes?
  bool send(const std::string& group, const std::string& id, const std::string& body, Moment now) {
    const std::string key = (settings_.dedups_per_group ? group : "") + "/" + id;
    if (const auto found = accepted_.find(key);
        found != accepted_.end() && now - found->second < std::chrono::minutes(5)) {
      return false;
    }
    accepted_[key] = now;
    messages.push_back({body, group, "", now, now + std::chrono::seconds(settings_.delay_s), 0});
    return true;
  }

  // The messages of a group that may be received now, in order.
  std::vector<Message*> available(const std::string& group, Moment now) {
    std::vector<Message*> found;
    bool is_blocked = false;
    for (Message& message : messages) {
      if (message.group != group) continue;
      if (message.visible_at > now) {
        if (message.receive_count > 0) return {};  // in flight: the group is locked
        is_blocked = true;
      }
      if (!is_blocked) found.push_back(&message);
    }
    return found;
  }

  Message* by_handle(const std::string& handle) {
    for (Message& message : messages) {
      if (message.handle == handle) return &message;
    }
    return nullptr;
  }

  std::vector<Message> messages;  // in the order in which they were sent

 private:
  Settings settings_;
  std::map<std::string, Moment> accepted_;
};

class Traffic {
 public:
  Traffic(std::uint64_t seed, const Settings& settings)
      : random_(seed), settings_(settings), model_(settings) {
    Json attributes = {{"FifoQueue", "true"},
                       {"DelaySeconds", std::to_string(settings.delay_s)},
                       {"MessageRetentionPeriod", std::to_string(settings.retention_s)},
                       {"VisibilityTimeout", std::to_string(settings.visibility_s)}};
    if (settings.dedups_per_group) attributes["DeduplicationScope"] = "messageGroup";
    url_ = world_.queue("q.fifo", attributes);
  }

  void step() {
    switch (random_.below(10)) {
      case 0:
      case 1:
      case 2:
        send();
        break;  // clang-format off
      case 3: case 4: case 5: receive(); break;
      case 6: case 7: remove(); break;
      case 8: change_visibility(); break;  // clang-format on
      default:
        world_.advance(std::to_string(random_.below(40'000)) + "ms");
        model_.forget_expired(world_.now());
    }
    check_counts();
  }

  // Everything that was taken in and not deleted must still come, in order.
  void drain() {
    for (int round = 0; round < 1000; ++round) {
      world_.advance("15m");
      model_.forget_expired(world_.now());
      receive();
      while (!handles_.empty()) remove();
      if (model_.messages.empty()) break;
    }
    EXPECT_TRUE(model_.messages.empty());
    EXPECT_EQ(world_.bodies(url_), Bodies{});
    check_counts();
  }

  std::size_t received_count() const { return received_count_; }

 private:
  std::string group() { return std::string(1, static_cast<char>('a' + random_.below(5))); }

  void send() {
    const std::string to = group(), id = std::to_string(random_.below(400));
    const std::string body = "m" + std::to_string(++sent_count_);
    const bool is_new = model_.send(to, id, body, world_.now());
    const Json sent =
        world_.send(url_, body, {{"MessageGroupId", to}, {"MessageDeduplicationId", id}});
    const std::string number = sent.at("SequenceNumber");
    EXPECT_EQ(is_new, number > last_number_) << "duplicates keep the number of the first";
    last_number_ = std::max(last_number_, number);
  }

  void receive() {
    const int count_max = 1 + static_cast<int>(random_.below(10));
    const Moment now = world_.now();
    std::map<std::string, std::vector<Model::Message*>> available;
    std::size_t available_count = 0;
    for (const char* name : {"a", "b", "c", "d", "e"}) {
      available[name] = model_.available(name, now);
      available_count += available[name].size();
    }
    const Json got =
        world_.receive(url_, {{"MaxNumberOfMessages", count_max}, {"AttributeNames", {"All"}}});
    EXPECT_EQ(got.size(),
              std::min<std::size_t>(available_count, static_cast<std::size_t>(count_max)));
    std::map<std::string, std::size_t> taken;
    for (const Json& message : got) {
      const Json& attributes = message.at("Attributes");
      const std::string of = attributes.at("MessageGroupId");
      const std::size_t at = taken[of]++;
      ASSERT_LT(at, available[of].size()) << "group " << of << " is locked";
      Model::Message& expected = *available[of][at];
      ASSERT_EQ(message.at("Body"), expected.body) << "out of order in group " << of;
      expected.handle = message.at("ReceiptHandle");
      expected.visible_at = now + std::chrono::seconds(settings_.visibility_s);
      ++expected.receive_count;
      EXPECT_EQ(attributes.at("ApproximateReceiveCount"), std::to_string(expected.receive_count));
      handles_.push_back(expected.handle);
      ++received_count_;
    }
  }

  void remove() {
    if (handles_.empty()) return;
    const std::string handle = take_handle();
    const Json input = {{"QueueUrl", url_}, {"ReceiptHandle", handle}};
    Model::Message* message = model_.by_handle(handle);
    const bool is_stored = message != nullptr;
    if (is_stored && message->visible_at > world_.now()) {
      world_.call("DeleteMessage", input);
      std::erase_if(model_.messages, [&](const auto& other) { return &other == message; });
    } else if (is_stored) {
      EXPECT_TRUE(world_.refused("DeleteMessage", input).message.ends_with("has expired."));
    }
  }

  void change_visibility() {
    if (handles_.empty()) return;
    const std::string handle = handles_[random_.below(handles_.size())];
    Model::Message* message = model_.by_handle(handle);
    const int timeout_s = static_cast<int>(random_.below(60));
    const Json input = {
        {"QueueUrl", url_}, {"ReceiptHandle", handle}, {"VisibilityTimeout", timeout_s}};
    if (message == nullptr) {
      world_.refused("ChangeMessageVisibility", input);
      return;
    }
    world_.call("ChangeMessageVisibility", input);
    if (message->visible_at > world_.now()) {
      message->visible_at = world_.now() + std::chrono::seconds(timeout_s);
    }
  }

  void check_counts() {
    int visible = 0, in_flight = 0, delayed = 0;
    for (const Model::Message& message : model_.messages) {
      const bool is_visible = message.visible_at <= world_.now();
      (is_visible ? visible : message.receive_count > 0 ? in_flight : delayed) += 1;
    }
    const Json counts = world_.attributes(url_);
    EXPECT_EQ(counts.at("ApproximateNumberOfMessages"), std::to_string(visible));
    EXPECT_EQ(counts.at("ApproximateNumberOfMessagesNotVisible"), std::to_string(in_flight));
    EXPECT_EQ(counts.at("ApproximateNumberOfMessagesDelayed"), std::to_string(delayed));
  }

  std::string take_handle() {
    const std::size_t at = random_.below(handles_.size());
    std::string handle = handles_[at];
    handles_.erase(handles_.begin() + static_cast<std::ptrdiff_t>(at));
    return handle;
  }

  Random random_;
  Settings settings_;
  Model model_;
  SqsWorld world_;
  std::string url_;
  std::vector<std::string> handles_;
  std::string last_number_;
  int sent_count_ = 0;
  std::size_t received_count_ = 0;
};

void run(std::uint64_t seed, const Settings& settings, int steps) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  Traffic traffic(seed, settings);
  for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) traffic.step();
  traffic.drain();
  EXPECT_GT(traffic.received_count(), static_cast<std::size_t>(steps) / 10);
}

TEST(FifoTraffic, Keeps_order_locks_groups_and_drops_duplicates) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) run(seed, {}, 1500);
}

TEST(FifoTraffic, Does_so_with_a_delay_and_deduplication_within_groups) {
  Settings settings;
  settings.delay_s = 7;
  settings.dedups_per_group = true;
  for (const std::uint64_t seed : {4U, 5U}) run(seed, settings, 1500);
}

// What expires must leave the counts, and free its group, at that very moment.
TEST(FifoTraffic, Does_so_while_messages_expire) {
  Settings settings;
  settings.retention_s = 120;
  settings.visibility_s = 90;
  for (const std::uint64_t seed : {6U, 7U}) run(seed, settings, 1500);
}

}  // namespace
}  // namespace snowglobe::sqs
