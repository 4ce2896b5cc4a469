// SQLite's own page cache, but cutting off pages behind the end of the file costs nothing when
// there are none.
//
// When SQLite splits a page of a tree it sorts the new ones by number, and gives one of them a
// number far behind the end of the file for a moment. Its page cache remembers the highest number
// that it ever saw, so the next commit looks for pages to cut off, through the whole cache:
// milliseconds in a world in memory that holds a million items.
#pragma once

namespace snowglobe {

// To be called before a connection is opened; later calls change nothing.
void use_page_cache();

}  // namespace snowglobe
