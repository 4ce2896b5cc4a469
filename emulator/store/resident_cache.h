// The pages of a database in memory: all of them, found by their number in an array.
//
// SQLite's own cache finds a page through a hash table and keeps those that nobody uses in a list
// by age, although none may ever be dropped here. In a large database each step of that is memory
// that no processor's cache holds: a sixth of the time of a write into a million items.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

#include "emulator/store/page_cache.h"

namespace snowglobe {

class ResidentCache final : public PageCache {
 public:
  // `extra_bytes` is what SQLite keeps beside each page.
  ResidentCache(std::size_t page_bytes, std::size_t extra_bytes);

  sqlite3_pcache_page* fetch(unsigned number, int create) override;
  void unpin(sqlite3_pcache_page* page, bool is_discarded) override;
  void renumber(sqlite3_pcache_page* page, unsigned from, unsigned to) noexcept override;
  void truncate(unsigned limit) override;
  int count() override { return count_; }
  void set_size(int) override {}
  void shrink() override {}

 private:
  struct Slot;
  struct FreeBlock {
    void operator()(std::byte* block) const;
  };
  using Block = std::unique_ptr<std::byte, FreeBlock>;

  Slot* find(unsigned number) const;
  // Asks the processor for the slot's memory before SQLite does.
  void bring_near(const Slot* slot) const;
  // Gives the slot this number, which no slot has. Throws std::bad_alloc and changes nothing.
  void place(Slot* slot, unsigned number);
  // Leaves the slot without a number.
  void remove(unsigned number);
  void free(Slot* slot);
  void add_block();

  const std::size_t extra_offset_, page_offset_, slot_bytes_;  // in a slot
  std::vector<Slot*> slots_;                                   // by number; nullptr: no such page
  std::map<unsigned, Slot*> far_;  // of numbers far behind the last, given for a moment
  Slot* free_ = nullptr;
  int count_ = 0;
  std::vector<Block> blocks_;  // of slots
};

}  // namespace snowglobe
