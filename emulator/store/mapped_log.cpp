#include "emulator/store/mapped_log.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>

namespace snowglobe {
namespace {

// The log is taken from the disk and mapped in steps of this many bytes.
constexpr std::int64_t step_bytes = 1 << 20;

// What SQLite holds as an open file. SQLite allocates and frees its memory; open() fills it in.
struct MappedLog {
  sqlite3_file base;  // first: SQLite knows the file by this
  int descriptor;
  std::int64_t size;  // of the file, and of the mapping
  char* bytes;        // nullptr when the size is 0
};

MappedLog& log_of(sqlite3_file* file) { return *reinterpret_cast<MappedLog*>(file); }

// When it fails the old mapping stays.
int map_anew(MappedLog& log, std::int64_t size) {
  void* bytes = nullptr;
  if (size > 0) {
    bytes = mmap(nullptr, static_cast<std::size_t>(size), PROT_READ | PROT_WRITE, MAP_SHARED,
                 log.descriptor, 0);
    if (bytes == MAP_FAILED) return SQLITE_IOERR_MMAP;
  }
  if (log.bytes != nullptr) munmap(log.bytes, static_cast<std::size_t>(log.size));
  log.bytes = static_cast<char*>(bytes);
  log.size = size;
  return SQLITE_OK;
}

// A page of the mapping without a block on the disk would be a signal when the disk is full.
int allocate(int descriptor, std::int64_t begin, std::int64_t end) {
  const int error = posix_fallocate(descriptor, begin, end - begin);
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) return SQLITE_FULL;
  return error == 0 ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int grow(MappedLog& log, std::int64_t needed) {
  const std::int64_t size = (needed + step_bytes - 1) / step_bytes * step_bytes;
  const int result = allocate(log.descriptor, log.size, size);
  return result == SQLITE_OK ? map_anew(log, size) : result;
}

int close_log(sqlite3_file* file) {
  MappedLog& log = log_of(file);
  map_anew(log, 0);
  close(log.descriptor);
  return SQLITE_OK;
}

int read_log(sqlite3_file* file, void* into, int count, sqlite3_int64 offset) {
  const MappedLog& log = log_of(file);
  const std::int64_t there = std::clamp<std::int64_t>(log.size - offset, 0, count);
  if (there > 0) std::memcpy(into, log.bytes + offset, static_cast<std::size_t>(there));
  if (there == count) return SQLITE_OK;
  std::memset(static_cast<char*>(into) + there, 0, static_cast<std::size_t>(count - there));
  return SQLITE_IOERR_SHORT_READ;
}

int write_log(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  MappedLog& log = log_of(file);
  if (offset + count > log.size) {
    if (const int result = grow(log, offset + count); result != SQLITE_OK) return result;
  }
  std::memcpy(log.bytes + offset, from, static_cast<std::size_t>(count));
  return SQLITE_OK;
}

int truncate_log(sqlite3_file* file, sqlite3_int64 size) {
  MappedLog& log = log_of(file);
  if (const int result = map_anew(log, 0); result != SQLITE_OK) return result;
  if (ftruncate(log.descriptor, size) != 0) return SQLITE_IOERR_TRUNCATE;
  return map_anew(log, size);
}

// Written pages of a shared mapping are dirty pages of the file: fdatasync writes them too.
int sync_log(sqlite3_file* file, int) {
  return fdatasync(log_of(file).descriptor) == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int size_of_log(sqlite3_file* file, sqlite3_int64* size) {
  *size = log_of(file).size;
  return SQLITE_OK;
}

// Only a database file is ever locked.
int lock_log(sqlite3_file*, int) { return SQLITE_OK; }
int check_lock(sqlite3_file*, int* is_locked) {
  *is_locked = 0;
  return SQLITE_OK;
}
int control_log(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 4096; }
int device_characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

constexpr sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = &close_log,
    .xRead = &read_log,
    .xWrite = &write_log,
    .xTruncate = &truncate_log,
    .xSync = &sync_log,
    .xFileSize = &size_of_log,
    .xLock = &lock_log,
    .xUnlock = &lock_log,
    .xCheckReservedLock = &check_lock,
    .xFileControl = &control_log,
    .xSectorSize = &sector_size,
    .xDeviceCharacteristics = &device_characteristics,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open_log(const char* path, sqlite3_file* file) {
  MappedLog& log = *new (file) MappedLog{};
  log.descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (log.descriptor < 0) return SQLITE_CANTOPEN;
  struct stat status {};
  int result = fstat(log.descriptor, &status) == 0 ? SQLITE_OK : SQLITE_IOERR_FSTAT;
  // A copy of the file may have holes where it was only allocated.
  if (result == SQLITE_OK && status.st_size > 0) {
    result = allocate(log.descriptor, 0, status.st_size);
  }
  if (result == SQLITE_OK) result = map_anew(log, status.st_size);
  if (result != SQLITE_OK) {
    close(log.descriptor);
    return result;
  }
  log.base.pMethods = &methods;
  return SQLITE_OK;
}

sqlite3_vfs* default_vfs() { return sqlite3_vfs_find(nullptr); }

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  sqlite3_vfs* usual = default_vfs();
  if ((flags & SQLITE_OPEN_WAL) == 0) return usual->xOpen(usual, path, file, flags, flags_out);
  file->pMethods = nullptr;  // nothing to be closed when it cannot be opened
  if (flags_out != nullptr) *flags_out = flags;
  return open_log(path, file);
}

}  // namespace

const char* mapped_log_vfs() {
  static const char* const name = [] {
    // SQLite keeps it in its list until the program ends.
    auto vfs = std::make_unique<sqlite3_vfs>(*default_vfs());
    vfs->pNext = nullptr;
    vfs->zName = "snowglobe";
    vfs->szOsFile = std::max(vfs->szOsFile, static_cast<int>(sizeof(MappedLog)));
    vfs->xOpen = &open_file;
    return sqlite3_vfs_register(vfs.get(), 0) == SQLITE_OK ? vfs.release()->zName : nullptr;
  }();
  return name;
}

}  // namespace snowglobe
