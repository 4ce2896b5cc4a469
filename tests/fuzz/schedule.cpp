// Schedules: an expression in the first line, in the rest the moment, in milliseconds, after which
// it is to fire. Any moment will do; between it and the one that is found nothing fires.
#include "emulator/lang/schedule/schedule.h"

#include "emulator/base/text.h"
#include "tests/fuzz/lang.h"

namespace snowglobe::fuzz {
namespace {

void run(std::string_view text) {
  const std::string_view expression = line(text);
  const auto schedule = Schedule::parse(expression);
  if (!schedule) return;
  check(expression.size() <= Schedule::text_bytes_max);
  Moment moment = from_millis(parse_int(text).value_or(1'767'225'600'000));
  const bool is_rate = expression.starts_with("rate(");
  for (int times = 0; times < 3; ++times) {
    const Moment next = schedule->next_after(moment);
    check(next > moment || next == never);
    if (next == never) return;
    if (!is_rate) {
      check(to_millis(next) % 60'000 == 0);
      check(schedule->next_after(next - Duration(1)) == next);
      check(schedule->next_after(moment + (next - moment) / 2) == next);
    }
    moment = next;
  }
}

}  // namespace
}  // namespace snowglobe::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
