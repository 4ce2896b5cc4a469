#include "emulator/engine/jobs.h"

namespace snowglobe {
namespace {

constexpr Duration put_off_after_failure{1000};

}  // namespace

void Jobs::add(Job& job) {
  const std::uint64_t& changes = database_.watch_changes(job.table());
  entries_.push_back({&job, &changes, changes, job.next_due(), Moment{}});
}

Jobs::Entry* Jobs::next() {
  Entry* earliest = nullptr;
  for (Entry& entry : entries_) {
    if (entry.seen != *entry.changes) {
      entry.seen = *entry.changes;
      entry.due = entry.job->next_due();
    }
    if (earliest == nullptr ||
        std::max(entry.due, entry.not_before) < std::max(earliest->due, earliest->not_before)) {
      earliest = &entry;
    }
  }
  return earliest;
}

Moment Jobs::next_due() {
  const Entry* entry = next();
  // A job put off has nothing due before then, and nothing at all when it has no row.
  if (entry == nullptr || entry->due == never) return never;
  return std::max(entry->due, entry->not_before);
}

std::string_view Jobs::next_name() {
  const Entry* entry = next();
  return entry == nullptr ? std::string_view{} : entry->job->name();
}

void Jobs::run_one(Moment now, const std::function<void(std::string_view)>& log) {
  Entry& entry = *next();
  database_.savepoint();
  try {
    entry.job->run_one(now);
    database_.release();
    if (entry.seen != *entry.changes) return;
    // It changed nothing, so it would be due again at once and for ever.
    log("The job " + std::string(entry.job->name()) + " left its due row as it was.");
  } catch (const StorageFull&) {
    throw;
  } catch (const std::exception& bug) {
    database_.rollback_to_savepoint();
    log("The job " + std::string(entry.job->name()) + " failed: " + bug.what());
  }
  entry.not_before = now + put_off_after_failure;
}

void Jobs::turn_was_undone(Moment now) {
  for (Entry& entry : entries_) {
    entry.seen = *entry.changes - 1;  // another number than the present one: ask again
    entry.not_before = now + put_off_after_failure;
  }
}

}  // namespace snowglobe
