#include "emulator/store/page_cache.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "emulator/store/resident_cache.h"

namespace snowglobe {
namespace {

sqlite3_pcache_methods2 default_methods() {
  sqlite3_pcache_methods2 methods{};
  sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &methods);
  return methods;
}

// SQLite's own. First asked for before the other takes its place.
const sqlite3_pcache_methods2& real() {
  static const sqlite3_pcache_methods2 methods = default_methods();
  return methods;
}

// SQLite's own cache, and what is in it.
class FileCache final : public PageCache {
 public:
  explicit FileCache(sqlite3_pcache* cache) : cache_(cache) {}
  ~FileCache() override { real().xDestroy(cache_); }
  FileCache(const FileCache&) = delete;
  FileCache& operator=(const FileCache&) = delete;

  sqlite3_pcache_page* fetch(unsigned number, int create) override {
    if (create != 0) last_ = std::max(last_, number);
    return real().xFetch(cache_, number, create);
  }

  void unpin(sqlite3_pcache_page* page, bool is_discarded) override {
    real().xUnpin(cache_, page, is_discarded ? 1 : 0);
  }

  void renumber(sqlite3_pcache_page* page, unsigned from, unsigned to) override {
    if (from == parked_) parked_ = 0;
    if (to > last_ && parked_ == 0) {
      parked_ = to;
    } else {
      last_ = std::max(last_, to);
    }
    real().xRekey(cache_, page, from, to);
  }

  void truncate(unsigned limit) override {
    if (limit > last_ && parked_ == 0) return;
    real().xTruncate(cache_, limit);
    last_ = std::min(last_, limit - 1);
    if (parked_ >= limit) parked_ = 0;
  }

  int count() override { return real().xPagecount(cache_); }
  void set_size(int pages) override { real().xCachesize(cache_, pages); }
  void shrink() override { real().xShrink(cache_); }

 private:
  sqlite3_pcache* cache_;
  unsigned last_ = 0;    // no page has a higher number, but for the parked one
  unsigned parked_ = 0;  // the number that a page has for a moment; 0: none has
};

PageCache& of(sqlite3_pcache* cache) { return *reinterpret_cast<PageCache*>(cache); }

// A cache of pages that cannot be read again, which SQLite calls not purgeable, is a database.
std::unique_ptr<PageCache> make_cache(int page_bytes, int extra_bytes, int is_purgeable) {
  if (is_purgeable == 0) {
    return std::make_unique<ResidentCache>(static_cast<std::size_t>(page_bytes),
                                           static_cast<std::size_t>(extra_bytes));
  }
  sqlite3_pcache* made = real().xCreate(page_bytes, extra_bytes, is_purgeable);
  return made != nullptr ? std::make_unique<FileCache>(made) : nullptr;
}

sqlite3_pcache* create(int page_bytes, int extra_bytes, int is_purgeable) {
  return reinterpret_cast<sqlite3_pcache*>(
      make_cache(page_bytes, extra_bytes, is_purgeable).release());
}

int replace_page_cache() {
  sqlite3_pcache_methods2 methods = real();
  methods.xCreate = &create;
  methods.xCachesize = [](sqlite3_pcache* cache, int pages) { of(cache).set_size(pages); };
  methods.xPagecount = [](sqlite3_pcache* cache) { return of(cache).count(); };
  methods.xFetch = [](sqlite3_pcache* cache, unsigned number, int create) {
    return of(cache).fetch(number, create);
  };
  methods.xUnpin = [](sqlite3_pcache* cache, sqlite3_pcache_page* page, int is_discarded) {
    of(cache).unpin(page, is_discarded != 0);
  };
  methods.xRekey = [](sqlite3_pcache* cache, sqlite3_pcache_page* page, unsigned from,
                      unsigned to) { of(cache).renumber(page, from, to); };
  methods.xTruncate = [](sqlite3_pcache* cache, unsigned limit) { of(cache).truncate(limit); };
  methods.xDestroy = [](sqlite3_pcache* cache) {
    const std::unique_ptr<PageCache> gone(&of(cache));
  };
  methods.xShrink = [](sqlite3_pcache* cache) { of(cache).shrink(); };
  return sqlite3_config(SQLITE_CONFIG_PCACHE2, &methods);
}

}  // namespace

void use_page_cache() {
  static const int result = replace_page_cache();
  static_cast<void>(result);
}

}  // namespace snowglobe
