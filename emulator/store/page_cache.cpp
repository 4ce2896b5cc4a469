#include "emulator/store/page_cache.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>

namespace snowglobe {
namespace {

// What SQLite takes for a page cache: the real one, and what is in it.
struct Cache {
  sqlite3_pcache* real;
  unsigned last = 0;    // no page has a higher number, but for the parked one
  unsigned parked = 0;  // the number that a page has for a moment; 0: none has
};

sqlite3_pcache_methods2 default_methods() {
  sqlite3_pcache_methods2 methods{};
  sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &methods);
  return methods;
}

// First asked for before the other takes its place.
const sqlite3_pcache_methods2& real() {
  static const sqlite3_pcache_methods2 methods = default_methods();
  return methods;
}

Cache& of(sqlite3_pcache* cache) { return *reinterpret_cast<Cache*>(cache); }

sqlite3_pcache* create(int page_bytes, int extra_bytes, int is_purgeable) {
  sqlite3_pcache* made = real().xCreate(page_bytes, extra_bytes, is_purgeable);
  if (made == nullptr) return nullptr;
  return reinterpret_cast<sqlite3_pcache*>(std::make_unique<Cache>(Cache{made}).release());
}

void destroy(sqlite3_pcache* cache) {
  const std::unique_ptr<Cache> gone(&of(cache));
  real().xDestroy(gone->real);
}

void set_size(sqlite3_pcache* cache, int pages) { real().xCachesize(of(cache).real, pages); }

int count(sqlite3_pcache* cache) { return real().xPagecount(of(cache).real); }

sqlite3_pcache_page* fetch(sqlite3_pcache* cache, unsigned number, int create) {
  Cache& own = of(cache);
  if (create != 0) own.last = std::max(own.last, number);
  return real().xFetch(own.real, number, create);
}

void unpin(sqlite3_pcache* cache, sqlite3_pcache_page* page, int is_discarded) {
  real().xUnpin(of(cache).real, page, is_discarded);
}

void renumber(sqlite3_pcache* cache, sqlite3_pcache_page* page, unsigned from, unsigned to) {
  Cache& own = of(cache);
  if (from == own.parked) own.parked = 0;
  if (to > own.last && own.parked == 0) {
    own.parked = to;
  } else {
    own.last = std::max(own.last, to);
  }
  real().xRekey(own.real, page, from, to);
}

void truncate(sqlite3_pcache* cache, unsigned limit) {
  Cache& own = of(cache);
  if (limit > own.last && own.parked == 0) return;
  real().xTruncate(own.real, limit);
  own.last = std::min(own.last, limit - 1);
  if (own.parked >= limit) own.parked = 0;
}

void shrink(sqlite3_pcache* cache) { real().xShrink(of(cache).real); }

int replace_page_cache() {
  sqlite3_pcache_methods2 methods = real();
  methods.xCreate = &create;
  methods.xCachesize = &set_size;
  methods.xPagecount = &count;
  methods.xFetch = &fetch;
  methods.xUnpin = &unpin;
  methods.xRekey = &renumber;
  methods.xTruncate = &truncate;
  methods.xDestroy = &destroy;
  methods.xShrink = &shrink;
  return sqlite3_config(SQLITE_CONFIG_PCACHE2, &methods);
}

}  // namespace

void use_page_cache() {
  static const int result = replace_page_cache();
  static_cast<void>(result);
}

}  // namespace snowglobe
