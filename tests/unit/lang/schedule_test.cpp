#include "emulator/lang/schedule/schedule.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

std::string next(std::string_view schedule, std::string_view after) {
  const auto parsed = Schedule::parse(schedule);
  if (!parsed) return "refused";
  const Moment moment = parsed->next_after(parse_iso8601(after).value());
  return moment == never ? "never" : iso8601_seconds(moment);
}

constexpr auto thursday = "2026-01-01T00:00:00Z";

TEST(Schedule, A_rate_fires_after_its_period) {
  EXPECT_EQ(next("rate(1 minute)", thursday), "2026-01-01T00:01:00Z");
  EXPECT_EQ(next("rate(5 minutes)", "2026-01-01T00:00:30Z"), "2026-01-01T00:05:30Z");
  EXPECT_EQ(next("rate(12 hours)", thursday), "2026-01-01T12:00:00Z");
  EXPECT_EQ(next("rate(2 days)", thursday), "2026-01-03T00:00:00Z");
}

TEST(Schedule, A_cron_expression_fires_at_the_minutes_it_names) {
  EXPECT_EQ(next("cron(0 10 * * ? *)", thursday), "2026-01-01T10:00:00Z");
  EXPECT_EQ(next("cron(0 10 * * ? *)", "2026-01-01T10:00:00Z"), "2026-01-02T10:00:00Z");
  EXPECT_EQ(next("cron(0/15 * * * ? *)", "2026-01-01T00:07:11Z"), "2026-01-01T00:15:00Z");
  EXPECT_EQ(next("cron(0 18 ? * MON-FRI *)", "2026-01-02T18:00:00Z"), "2026-01-05T18:00:00Z");
  EXPECT_EQ(next("cron(0 8 1 * ? *)", "2026-01-01T08:00:00Z"), "2026-02-01T08:00:00Z");
  EXPECT_EQ(next("cron(0 0 29 FEB ? *)", thursday), "2028-02-29T00:00:00Z");
  EXPECT_EQ(next("cron(5,35 14 * * ? *)", "2026-01-01T14:05:00Z"), "2026-01-01T14:35:00Z");
  EXPECT_EQ(next("cron(0 0 1 1 ? 2030)", thursday), "2030-01-01T00:00:00Z");
  EXPECT_EQ(next("cron(0 0 1 1 ? 2020)", thursday), "never");
}

TEST(Schedule, L_W_and_hash_pick_days) {
  EXPECT_EQ(next("cron(0 0 L * ? *)", thursday), "2026-01-31T00:00:00Z");
  EXPECT_EQ(next("cron(0 0 LW * ? *)", thursday), "2026-01-30T00:00:00Z");
  EXPECT_EQ(next("cron(0 0 3W * ? *)", thursday), "2026-01-02T00:00:00Z");
  EXPECT_EQ(next("cron(0 0 ? * 6L *)", thursday), "2026-01-30T00:00:00Z");
  EXPECT_EQ(next("cron(0 0 ? * TUE#2 *)", thursday), "2026-01-13T00:00:00Z");
}

TEST(Schedule, A_schedule_that_never_fires_is_seen_to_be_one) {
  EXPECT_EQ(next("cron(0 0 31 2 ? *)", thursday), "never");
  EXPECT_EQ(next("cron(0 0 31W 2,4 ? 2199)", thursday), "2199-02-28T00:00:00Z");
  EXPECT_EQ(next("cron(59 23 31 12 ? *)", "2199-12-31T23:58:59Z"), "2199-12-31T23:59:00Z");
  EXPECT_EQ(next("cron(59 23 31 12 ? *)", "2199-12-31T23:59:00Z"), "never");
}

// A world's clock may stand anywhere.
TEST(Schedule, Moments_outside_of_its_years_are_no_harder_than_others) {
  const Schedule daily = Schedule::parse("cron(0 0 * * ? *)").value();
  const Schedule rate = Schedule::parse("rate(999999999 days)").value();
  const Moment ancient{std::chrono::days(-20'000'000)};  // years that a calendar's type has not
  EXPECT_EQ(iso8601_seconds(daily.next_after(ancient)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(iso8601_seconds(daily.next_after(Moment{} - std::chrono::minutes(1))),
            "1970-01-01T00:00:00Z");
  EXPECT_EQ(daily.next_after(Moment{std::chrono::days(20'000'000)}), never);
  EXPECT_EQ(daily.next_after(never), never);
  EXPECT_EQ(rate.next_after(never - std::chrono::days(1)), never);
}

TEST(Schedule, What_AWS_refuses_is_refused) {
  std::string list = "cron(0";
  for (int i = 0; i < 200; ++i) list += ",0";
  EXPECT_EQ(next(list + " 0 * * ? *)", thursday), "refused");

  for (const auto* text : {"",
                           "rate()",
                           "rate(0 minutes)",
                           "rate(1 minutes)",
                           "rate(5 minute)",
                           "rate(5 seconds)",
                           "rate(-1 days)",
                           "rate(1.5 hours)",
                           "rate(99999999999 days)",
                           "every 5 minutes",
                           "rate(5 minutes",
                           "cron(0 10 * * *)",
                           "cron(0 10 * * * *)",
                           "cron(0 10 ? * ? *)",
                           "cron(60 10 * * ? *)",
                           "cron(0 24 * * ? *)",
                           "cron(0 0 32 * ? *)",
                           "cron(0 0 * 13 ? *)",
                           "cron(0 0 ? * 8 *)",
                           "cron(0 0 ? * MON#6 *)",
                           "cron(a * * * ? *)",
                           "cron(5-1 * * * ? *)",
                           "cron(*/0 * * * ? *)",
                           "cron(0 0 * * ? 99999)"}) {
    EXPECT_EQ(next(text, thursday), "refused") << text;
  }
}

}  // namespace
}  // namespace snowglobe
