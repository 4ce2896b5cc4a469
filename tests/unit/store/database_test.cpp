#include "emulator/store/database.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace snowglobe {
namespace {

// A folder of its own, removed in the end.
class Database_on_disk : public testing::Test {
 protected:
  Database_on_disk()
      : folder_(std::filesystem::temp_directory_path() /
                ("snowglobe-store-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Database_on_disk() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name = "world.db") const { return folder_ / name; }
  std::string log_path(const std::string& name = "world.db") const { return path(name) + "-wal"; }

  // What a kill -9 at this moment leaves: the files as the kernel has them.
  void copy_as_after_a_kill(const std::string& name) {
    std::filesystem::copy_file(path(), path(name));
    if (std::filesystem::exists(log_path())) {
      std::filesystem::copy_file(log_path(), log_path(name));
    }
  }

 private:
  std::filesystem::path folder_;
};

void make_table(Database& database) {
  database.migrate("test", {R"(CREATE TABLE lines (id INTEGER PRIMARY KEY, text TEXT))"});
}

void add_line(Database& database, const std::string& text) {
  database.begin();
  Statement(database, R"(INSERT INTO lines (text) VALUES (?))").run(text);
  database.commit();
}

std::int64_t count_lines(Database& database) {
  Statement count(database, R"(SELECT count(*) FROM lines)");
  auto row = count.query();
  row.next();
  return row.integer(0);
}

// Feared: a commit that only stands in this process's memory when it was answered.
// Each has another cure.
TEST_F(Database_on_disk, Why_a_file_cannot_be_used_is_said_with_what_to_do) {
  const auto complaint = [](const std::string& file) -> std::string {
    try {
      Database database(file, Durability::kNormal);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "none";
  };
  Database held(path(), Durability::kNormal);
  EXPECT_EQ(complaint(path()), "cannot use " + path() +
                                   " as a database: database is locked (another process is using "
                                   "it)");
  std::ofstream(path("notes.txt")) << std::string(4096, 'x');
  EXPECT_EQ(complaint(path("notes.txt")),
            "cannot use " + path("notes.txt") +
                " as a database: file is not a database (it is no world: name another directory, "
                "or move the file away)");
  EXPECT_EQ(complaint(path("no/world.db")), "cannot open " + path("no/world.db") +
                                                ": unable to open database file (is its directory "
                                                "writable for this user?)");
}

TEST_F(Database_on_disk, What_was_committed_is_in_the_files_at_once) {
  Database database(path(), Durability::kNormal);
  make_table(database);
  for (int i = 1; i <= 20; ++i) {
    add_line(database, std::string(5000, 'x'));
    const std::string copy = "copy" + std::to_string(i) + ".db";
    copy_as_after_a_kill(copy);
    Database survivor(path(copy), Durability::kNormal);
    ASSERT_EQ(count_lines(survivor), i);
  }
}

// Feared: an open transaction that is found again after a kill.
TEST_F(Database_on_disk, What_was_not_committed_is_gone_after_a_kill) {
  Database database(path(), Durability::kNormal);
  make_table(database);
  add_line(database, "kept");
  database.begin();
  Statement(database, R"(INSERT INTO lines (text) VALUES ('lost'))").run();
  copy_as_after_a_kill("copy.db");
  database.rollback();
  Database survivor(path("copy.db"), Durability::kNormal);
  EXPECT_EQ(count_lines(survivor), 1);
}

// Feared: the log's mapping is too short, or stale, when the log grows, is emptied into the
// database, begins again and is taken over by the next process.
TEST_F(Database_on_disk, The_log_grows_begins_again_and_is_read_by_the_next_process) {
  constexpr int lines = 3000;  // some 12 MB: several checkpoints
  {
    Database database(path(), Durability::kNormal);
    make_table(database);
    for (int i = 0; i < lines; ++i) add_line(database, std::string(4000, 'x'));
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    EXPECT_EQ(std::filesystem::file_size(log_path()), 0u);
    add_line(database, "after the log was cut");
    copy_as_after_a_kill("copy.db");
  }
  for (const char* name : {"world.db", "copy.db"}) {
    Database next(path(name), Durability::kFull);
    EXPECT_EQ(count_lines(next), lines + 1);
    add_line(next, "more");
    EXPECT_EQ(count_lines(next), lines + 2);
  }
}

// Feared: a log with a torn end, as a crash of the machine leaves, makes the file unreadable.
TEST_F(Database_on_disk, A_log_that_was_cut_anywhere_opens_with_a_prefix_of_the_commits) {
  Database database(path(), Durability::kNormal);
  make_table(database);
  for (int i = 0; i < 20; ++i) add_line(database, std::string(300, 'x'));
  for (const std::uintmax_t size : {0, 1, 31, 32, 100, 2104, 5000, 20000, 50000, 70001}) {
    const std::string copy = "cut" + std::to_string(size) + ".db";
    copy_as_after_a_kill(copy);
    std::filesystem::resize_file(log_path(copy), size);
    Database survivor(path(copy), Durability::kNormal);
    make_table(survivor);
    EXPECT_LE(count_lines(survivor), 20);
    add_line(survivor, "works");
  }
}

// Feared: a log that was copied with holes kills the process by a signal when the disk is full.
TEST_F(Database_on_disk, A_log_with_holes_gets_its_blocks_before_it_is_written) {
  Database database(path(), Durability::kNormal);
  make_table(database);
  copy_as_after_a_kill("copy.db");
  constexpr std::uintmax_t size = 3 << 20;
  std::filesystem::resize_file(log_path("copy.db"), size);
  Database survivor(path("copy.db"), Durability::kNormal);
  add_line(survivor, "opens the log");
  struct stat status {};
  ASSERT_EQ(stat(log_path("copy.db").c_str(), &status), 0);
  EXPECT_GE(static_cast<std::uintmax_t>(status.st_blocks) * 512, size);
}

// SQLite tells nobody of its changes: what is due in such a table would never be noticed.
TEST(Database, A_table_without_rowids_cannot_be_watched) {
  Database database("", Durability::kNormal);
  database.migrate("test", {R"(CREATE TABLE numbered (id INTEGER PRIMARY KEY, due INTEGER);
                               CREATE TABLE named (name TEXT PRIMARY KEY, due INTEGER)
                                 WITHOUT ROWID)"});
  const std::uint64_t& changes = database.watch_changes("numbered");
  Statement(database, R"(INSERT INTO numbered (due) VALUES (1))").run();
  EXPECT_EQ(changes, 1U);
  EXPECT_THROW(database.watch_changes("named"), std::logic_error);
  EXPECT_THROW(database.watch_changes("nowhere"), std::logic_error);
}

// Feared: a full disk kills the process by a signal, or takes more than the turn that met it.
TEST_F(Database_on_disk, A_full_disk_takes_back_the_transaction_and_reads_go_on) {
  Database database(path(), Durability::kNormal);
  make_table(database);
  add_line(database, "kept");
  const auto usual = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit small{std::filesystem::file_size(log_path()) + 1000, limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_THROW(
      {
        database.begin();
        for (int i = 0; i < 1000; ++i) {
          Statement(database, R"(INSERT INTO lines (text) VALUES (?))").run(std::string(4000, 'x'));
        }
        database.commit();
      },
      StorageFull);
  database.rollback();
  EXPECT_EQ(count_lines(database), 1);
  setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, usual);
  add_line(database, "there is room again");
  copy_as_after_a_kill("copy.db");
  Database survivor(path("copy.db"), Durability::kNormal);
  EXPECT_EQ(count_lines(survivor), 2);
}

}  // namespace
}  // namespace snowglobe
