// Where SQLite keeps the pages of its databases: in caches that are ours to choose.
//
// Databases in memory get a ResidentCache. Files keep SQLite's own cache, but cutting off pages
// behind the end of the file costs nothing when there are none: when SQLite splits a page of a tree
// it sorts the new ones by number, and gives one of them a number far behind the end of the file
// for a moment. Its cache remembers the highest number that it ever saw, so the next commit would
// look for pages to cut off through the whole cache: milliseconds where it holds a million items.
#pragma once

struct sqlite3_pcache_page;  // of sqlite3.h: two pointers, to the page and to SQLite's extra bytes

namespace snowglobe {

// What SQLite asks of the cache of one database; see sqlite3_pcache_methods2. A page that was
// fetched is pinned until it is unpinned.
class PageCache {
 public:
  virtual ~PageCache() = default;

  // nullptr when there is no such page and `create` is 0, or memory ran out.
  virtual sqlite3_pcache_page* fetch(unsigned number, int create) = 0;
  virtual void unpin(sqlite3_pcache_page* page, bool is_discarded) = 0;
  virtual void renumber(sqlite3_pcache_page* page, unsigned from, unsigned to) = 0;
  // Removes the pages from `limit` on.
  virtual void truncate(unsigned limit) = 0;
  virtual int count() = 0;
  virtual void set_size(int pages) = 0;
  virtual void shrink() = 0;
};

// To be called before a connection is opened; later calls change nothing.
void use_page_cache();

}  // namespace snowglobe
