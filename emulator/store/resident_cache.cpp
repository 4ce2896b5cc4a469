#include "emulator/store/resident_cache.h"

#include <sqlite3.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace snowglobe {
namespace {

constexpr std::size_t line_bytes = 64;  // of the processor's caches

constexpr std::size_t whole_lines(std::size_t bytes) {
  return (bytes + line_bytes - 1) / line_bytes * line_bytes;
}

// About what a processor keeps near.
constexpr std::size_t processor_cache_bytes = 32 << 20;

// SQLite's temporary tables are databases, too, of a page or two: blocks begin small. A large
// database has blocks that the kernel can map with one entry each, for a page that is in no cache
// costs half as much when at least its address is.
constexpr std::size_t first_block_slots = 2, middle_block_slots = 64, small_blocks = 16;
constexpr std::size_t large_block_bytes = 2 << 20;

// A database grows by a page at a time; a number further behind its end is one for a moment.
constexpr std::size_t near = 4096;

}  // namespace

// One page: this, SQLite's extra bytes, and the page itself.
struct ResidentCache::Slot {
  sqlite3_pcache_page page;  // first: SQLite knows a slot by its address
  unsigned number;
  Slot* next_free;
};

void ResidentCache::FreeBlock::operator()(std::byte* block) const { std::free(block); }

ResidentCache::ResidentCache(std::size_t page_bytes, std::size_t extra_bytes)
    : extra_offset_(sizeof(Slot)),
      page_offset_(whole_lines(extra_offset_ + extra_bytes)),
      slot_bytes_(whole_lines(page_offset_ + page_bytes)) {}

ResidentCache::Slot* ResidentCache::find(unsigned number) const {
  if (number < slots_.size()) return slots_[number];
  if (far_.empty()) return nullptr;
  const auto found = far_.find(number);
  return found != far_.end() ? found->second : nullptr;
}

void ResidentCache::bring_near(const Slot* slot) const {
  // Always what is looked at first; of a large database the page as well, whose cells a search
  // would else wait for one after the other.
  const bool is_large = slots_.size() * slot_bytes_ > processor_cache_bytes;
  const std::size_t bytes = is_large ? slot_bytes_ : page_offset_ + 2 * line_bytes;
  const auto* const at = reinterpret_cast<const std::byte*>(slot);
  for (std::size_t line = 0; line < bytes; line += line_bytes) __builtin_prefetch(at + line);
}

sqlite3_pcache_page* ResidentCache::fetch(unsigned number, int create) {
  if (Slot* found = find(number)) {
    bring_near(found);
    return &found->page;
  }
  if (create == 0) return nullptr;
  try {
    if (free_ == nullptr) add_block();
    place(free_, number);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
  Slot* slot = free_;
  free_ = slot->next_free;
  // SQLite tells by zeros that it has not seen these yet.
  std::memset(slot->page.pExtra, 0, page_offset_ - extra_offset_);
  ++count_;
  return &slot->page;
}

void ResidentCache::place(Slot* slot, unsigned number) {
  if (number >= slots_.size() + near) {
    far_[number] = slot;
  } else {
    if (number >= slots_.size()) {
      slots_.resize(number + 1);
      // What was far may be near now.
      while (!far_.empty() && far_.begin()->first < slots_.size()) {
        slots_[far_.begin()->first] = far_.begin()->second;
        far_.erase(far_.begin());
      }
    }
    slots_[number] = slot;
  }
  slot->number = number;
}

void ResidentCache::remove(unsigned number) {
  if (number < slots_.size()) {
    slots_[number] = nullptr;
  } else {
    far_.erase(number);
  }
}

void ResidentCache::free(Slot* slot) {
  slot->next_free = free_;
  free_ = slot;
}

void ResidentCache::unpin(sqlite3_pcache_page* page, bool is_discarded) {
  if (!is_discarded) return;
  Slot* slot = reinterpret_cast<Slot*>(page);
  remove(slot->number);
  free(slot);
  --count_;
}

void ResidentCache::renumber(sqlite3_pcache_page* page, unsigned from, unsigned to) noexcept {
  if (Slot* replaced = find(to)) {
    free(replaced);  // place() takes its number
    --count_;
  }
  remove(from);
  place(reinterpret_cast<Slot*>(page), to);
}

void ResidentCache::truncate(unsigned limit) {
  while (!far_.empty() && far_.rbegin()->first >= limit) {
    free(far_.rbegin()->second);
    far_.erase(std::prev(far_.end()));
    --count_;
  }
  while (slots_.size() > limit) {
    if (Slot* slot = slots_.back()) {
      free(slot);
      --count_;
    }
    slots_.pop_back();
  }
}

void ResidentCache::add_block() {
  const bool is_large = blocks_.size() >= small_blocks;
  const std::size_t slots = is_large
                                ? large_block_bytes / slot_bytes_
                                : std::min(first_block_slots << blocks_.size(), middle_block_slots);
  const std::size_t bytes = is_large ? large_block_bytes : slots * slot_bytes_;
  // Not set to zero: SQLite reads no byte of a page before it wrote it.
  Block block(static_cast<std::byte*>(
      std::aligned_alloc(is_large ? large_block_bytes : line_bytes, bytes)));
  if (!block) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  if (is_large) madvise(block.get(), bytes, MADV_HUGEPAGE);
#endif
  for (std::size_t i = slots; i > 0; --i) {
    std::byte* at = block.get() + (i - 1) * slot_bytes_;
    free(std::construct_at(reinterpret_cast<Slot*>(at),
                           Slot{{at + page_offset_, at + extra_offset_}, 0, nullptr}));
  }
  blocks_.push_back(std::move(block));
}

}  // namespace snowglobe
