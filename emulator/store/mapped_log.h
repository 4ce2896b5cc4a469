// How SQLite reaches the write-ahead log of a world: in mapped memory instead of by system calls.
//
// A turn on disk wrote each changed page with two pwrite calls; these were half of its time. Here a
// write is a copy into a shared mapping of the same file, so the kernel has it at once and a
// kill -9 loses nothing, as with pwrite; sync is fdatasync, as ever. The file's format is SQLite's
// own. It is allocated ahead in steps, with zeros that SQLite takes for the end of the log, so a
// full disk is noticed when a page is written, never by a signal later.
#pragma once

namespace snowglobe {

// The name of the SQLite VFS; registers it on the first call. All other files are the default
// VFS's. REQUIRES of its connections: locking_mode = EXCLUSIVE.
const char* mapped_log_vfs();

}  // namespace snowglobe
