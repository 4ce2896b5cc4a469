// Functions, their scripts and what they did, as rows.
//
// An invocation writes one row. The row carries the counts so far, so that the newest one says how
// often the function was invoked and failed, and where its script stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/time.h"
#include "emulator/store/database.h"
#include "services/lambda/function_name.h"
#include "services/lambda/script.h"
#include "services/lambda/shapes.h"

namespace snowglobe::lambda {

// What an invocation needs to know of a function.
struct Function {
  std::int64_t id = 0;
  FunctionName name;
  std::string runtime;
  std::int64_t timeout_s = 3, memory_mb = 128;
  std::int64_t invocations = 0, failures = 0;  // so far
  std::int64_t script_base = 0;                // the invocations before the script was set
  std::int64_t script_length = 0;              // in invocations; 0: no script
  bool script_cycles = false;

  std::int64_t position() const { return invocations - script_base; }
};

// An invocation, as it is written down when it begins: how it ends is known then.
struct Began {
  std::string_view request_id, event;
  Result::Kind kind = Result::Kind::kReturn;
  Duration duration{0};
  int attempt = 0;  // of an asynchronous event, from 1; 0: a synchronous invocation
  std::int64_t cause = 0;
};

class Functions {
 public:
  // Invocations that are kept of each function; more are kept for a while.
  static constexpr std::int64_t log_max = 1000;
  static constexpr std::size_t event_kept_bytes_max = 1024;

  explicit Functions(Database& database);

  std::optional<Function> find(const FunctionName& name);
  FunctionConfiguration configuration(const Function& function);
  StringMap tags(const Function& function);
  // Behind the name `after`, in order.
  std::vector<FunctionConfiguration> list(const std::string& account, const std::string& region,
                                          std::string_view after, int count_max);

  // The configuration says name, runtime, timeout and memory.
  void add(const FunctionName& name, const FunctionConfiguration& configuration,
           const StringMap& tags);
  void set_configuration(const Function& function, const FunctionConfiguration& configuration);
  void set_tags(const Function& function, const StringMap& tags);
  void remove(const Function& function);

  // Begins a script; none takes it away.
  void set_script(const Function& function, const std::vector<Json>& outcomes, bool cycles);
  std::vector<Json> script(const Function& function);
  // What the next invocation does, as the script has it; nothing when there is no script.
  std::optional<Json> next_outcome(const Function& function);

  // Counts an invocation, which moves the script on, and keeps it among the last ones.
  void add_invocation(const Function& function, const Began& began, Moment now);
  // The newest first.
  std::vector<Invocation> invocations(const Function& function, int count_max);
  // Puts the counts to zero and the script to its beginning.
  void forget_invocations(const Function& function);

 private:
  Statement find_, configuration_, tags_, list_, newest_;
  Statement add_, set_configuration_, set_tags_, remove_;
  Statement set_script_, add_outcome_, remove_outcomes_, outcomes_, outcome_;
  Statement add_invocation_, remove_invocations_, invocations_, remove_events_;
};

}  // namespace snowglobe::lambda
