#include "emulator/store/resident_cache.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstring>
#include <map>
#include <optional>

#include "emulator/base/random.h"

namespace snowglobe {
namespace {

constexpr std::size_t page_bytes = 512, extra_bytes = 136;

// The cache, and a map that says what it must hold: each page begins with a mark of its own.
class ResidentCacheTest : public ::testing::Test {
 protected:
  void fetch(unsigned number) {
    sqlite3_pcache_page* page = cache_.fetch(number, 2);
    ASSERT_NE(page, nullptr);
    const auto known = marks_.find(number);
    if (known != marks_.end()) {
      EXPECT_EQ(mark(page), known->second) << number;
      return;
    }
    for (std::size_t i = 0; i < extra_bytes; ++i) {
      ASSERT_EQ(static_cast<const char*>(page->pExtra)[i], 0) << "a new page has extra bytes set";
    }
    std::memset(page->pBuf, 0xAB, page_bytes);
    std::memset(page->pExtra, 0xCD, extra_bytes);
    std::memcpy(page->pBuf, &next_mark_, sizeof next_mark_);
    marks_[number] = next_mark_++;
  }

  void discard(unsigned number) {
    cache_.unpin(cache_.fetch(number, 0), true);
    marks_.erase(number);
  }

  void renumber(unsigned from, unsigned to) {
    cache_.renumber(cache_.fetch(from, 0), from, to);
    marks_[to] = marks_.at(from);
    marks_.erase(from);
  }

  void truncate(unsigned limit) {
    cache_.truncate(limit);
    marks_.erase(marks_.lower_bound(limit), marks_.end());
  }

  void check() {
    ASSERT_EQ(cache_.count(), static_cast<int>(marks_.size()));
    for (const auto& [number, known] : marks_) {
      sqlite3_pcache_page* page = cache_.fetch(number, 0);
      ASSERT_NE(page, nullptr) << number;
      EXPECT_EQ(mark(page), known) << number;
    }
  }

  static unsigned mark(const sqlite3_pcache_page* page) {
    unsigned found = 0;
    std::memcpy(&found, page->pBuf, sizeof found);
    return found;
  }

  ResidentCache cache_{page_bytes, extra_bytes};
  std::map<unsigned, unsigned> marks_;
  unsigned next_mark_ = 1;
};

// A page that moved, or one that another took the place of, must never be found under a number
// that it had before: the database would be silently wrong.
TEST_F(ResidentCacheTest, Random_changes_leave_each_page_under_its_number) {
  Random random(7);
  const auto any_number = [&] {
    return static_cast<unsigned>(1 + random.below(random.below(20) == 0 ? 2000000 : 300));
  };
  for (int i = 0; i < 20000; ++i) {
    const unsigned number = any_number();
    const bool is_there = marks_.count(number) != 0;
    const auto what = random.below(20);
    if (what < 12) {
      ASSERT_NO_FATAL_FAILURE(fetch(number));
    } else if (what < 15) {
      if (is_there) discard(number);
    } else if (what < 19) {
      const unsigned to = any_number();
      if (is_there && to != number) renumber(number, to);
    } else if (random.below(50) == 0) {
      truncate(number);
    }
    if (marks_.count(number) == 0) {
      EXPECT_EQ(cache_.fetch(number, 0), nullptr);
    }
    if (i % 500 == 0) {
      ASSERT_NO_FATAL_FAILURE(check());
    }
  }
  check();
}

// The number that SQLite parks a page under for a moment must not cost an array of that length,
// and must stay right when the database has grown beyond it.
TEST_F(ResidentCacheTest, A_number_far_behind_the_end_is_still_found_when_the_end_has_passed_it) {
  fetch(1);
  fetch(20000);
  renumber(20000, 30000);
  for (unsigned number = 2; number < 40000; ++number) fetch(number);
  check();
  truncate(2);
  check();
}

}  // namespace
}  // namespace snowglobe
