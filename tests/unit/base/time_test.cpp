#include "emulator/base/time.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

TEST(Time, Durations_are_read_with_their_units) {
  EXPECT_EQ(parse_duration("250ms"), Duration{250});
  EXPECT_EQ(parse_duration("7"), std::chrono::seconds(7));
  EXPECT_EQ(parse_duration("2d1h30m5s1ms"), Duration{2 * 86'400'000 + 5'405'001});
  for (const char* text : {"", "s", "5x", "-5s", "5s ", "1.5s", "1000000001s"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

// A sum that overflows would be a moment in the past.
TEST(Time, A_duration_beyond_all_time_is_none) {
  EXPECT_TRUE(parse_duration("2900000d"));
  EXPECT_FALSE(parse_duration("1000000000d"));
  std::string text;
  for (int i = 0; i < 200; ++i) text += "2900000d";
  EXPECT_FALSE(parse_duration(text));
}

TEST(Time, Moments_are_read_to_the_millisecond_and_with_an_offset) {
  const Moment day = from_millis(1'767'225'600'000);
  EXPECT_EQ(parse_iso8601("2026-01-01T00:00:00Z"), day);
  EXPECT_EQ(parse_iso8601("2026-01-01t00:00:00.0019z"), day + Duration{1});
  EXPECT_EQ(parse_iso8601("2026-01-01T01:30:00+01:30"), day);
  EXPECT_EQ(parse_iso8601("2025-12-31T22:00:00-02:00"), day);
  EXPECT_EQ(parse_iso8601("2024-02-29T23:59:59.999Z"), from_millis(1'709'251'199'999));
  for (const char* text :
       {"2026-01-01", "2026-01-01T00:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Z ", "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00+00:60", "2026-01-01T00:00:00+1:00"}) {
    EXPECT_FALSE(parse_iso8601(text)) << text;
  }
}

TEST(Time, Dates_of_HTTP_are_read_and_nothing_that_is_nearly_one) {
  EXPECT_EQ(parse_http_date("Tue, 29 Apr 2014 18:30:38 GMT"), from_millis(1'398'796'238'000));
  EXPECT_EQ(parse_http_date("Sun, 02 Jan 2000 20:34:56.4561 GMT"), from_millis(946'845'296'456));
  for (const char* text : {"", "Tue", "Tue, 29 Apr 2014 18:30:38", "Tue, 29 Apr 2014 18:30:38 CET",
                           "tue, 29 Apr 2014 18:30:38 GMT", "Tue, 29 Foo 2014 18:30:38 GMT",
                           "Tue, 31 Feb 2014 18:30:38 GMT", "Tue, 29 Apr 2014 24:30:38 GMT",
                           "Tue, 9 Apr 2014 18:30:38 GMT", "Tue, 29 Apr 2014 18:30:38. GMT",
                           "Tue, 29 Apr 2014 18:30:38 GMT ", "2014-04-29T18:30:38Z"}) {
    EXPECT_FALSE(parse_http_date(text)) << text;
  }
}

TEST(Time, Moments_are_written_as_AWS_writes_them) {
  const Moment moment = from_millis(1'767'225'605'007);
  EXPECT_EQ(iso8601_millis(moment), "2026-01-01T00:00:05.007Z");
  EXPECT_EQ(iso8601_seconds(moment), "2026-01-01T00:00:05Z");
  EXPECT_EQ(http_date(moment), "Thu, 01 Jan 2026 00:00:05 GMT");
  EXPECT_EQ(iso8601_millis(from_millis(-1)), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(from_epoch_seconds(to_epoch_seconds(moment)), moment);
}

}  // namespace
}  // namespace snowglobe
