#include "emulator/engine/jobs.h"

#include <algorithm>

namespace snowglobe {

bool FailedRows::contains(const DueRow& row) const {
  if (rows_.empty()) return false;
  const auto found = rows_.find(row.id);
  if (found == rows_.end() || found->second.due != row.due) return false;
  found->second.asking = asking_;
  return found->second.next_try > now_;
}

DueRow FailedRows::ask(Job& job, Moment now) {
  now_ = now;
  ++asking_;
  const DueRow first = job.first_due(*this);
  next_try_ = never;
  if (rows_.empty()) return first;
  // The job came upon all its rows that are due before the first one that it may do.
  std::erase_if(rows_, [&](const auto& row) {
    return row.second.asking != asking_ && row.second.due < first.due;
  });
  for (const auto& [id, row] : rows_) {
    if (row.next_try > now) next_try_ = std::min(next_try_, row.next_try);
  }
  return first;
}

RowFailure FailedRows::add(const DueRow& row, Moment now, std::string error) {
  if (rows_.size() >= rows_max && !rows_.contains(row.id)) {
    return {{}, row.id, 1, now + pause_first, std::move(error)};
  }
  Failed& failed = rows_[row.id];
  if (failed.due != row.due) failed.failures = 0;
  const int doublings = std::min(failed.failures, 20);
  ++failed.failures;
  failed.due = row.due;
  failed.next_try = now + std::min<Duration>(pause_first * (1 << doublings), pause_max);
  failed.error = std::move(error);
  return {{}, row.id, failed.failures, failed.next_try, failed.error};
}

void FailedRows::list(std::string_view job, std::vector<RowFailure>& failures) const {
  for (const auto& [id, row] : rows_) {
    failures.push_back({job, id, row.failures, row.next_try, row.error});
  }
}

// Before then a job that was put off as a whole has nothing due, and nothing at all when it has no
// row.
Moment Jobs::Entry::due() const {
  const Moment earliest = std::min(first.due, failed.next_try());
  return earliest == never ? never : std::max(earliest, not_before);
}

void Jobs::add(Job& job) {
  const std::uint64_t& changes = database_.watch_changes(job.table());
  Entry& entry = entries_.emplace_back(Entry{&job, &changes, changes, {}, {}, Moment{}});
  entry.first = entry.failed.ask(job, Moment{});
}

Jobs::Entry* Jobs::next(Moment now) {
  Entry* earliest = nullptr;
  Moment earliest_due = never;
  for (Entry& entry : entries_) {
    if (entry.seen != *entry.changes || entry.failed.next_try() <= now) {
      entry.seen = *entry.changes;
      entry.first = entry.failed.ask(*entry.job, now);
    }
    if (const Moment due = entry.due(); earliest == nullptr || due < earliest_due) {
      earliest = &entry;
      earliest_due = due;
    }
  }
  return earliest;
}

Moment Jobs::next_due(Moment now) {
  const Entry* entry = next(now);
  return entry == nullptr ? never : entry->due();
}

std::string_view Jobs::next_name(Moment now) {
  const Entry* entry = next(now);
  return entry == nullptr ? std::string_view{} : entry->job->name();
}

void Jobs::run_one(Moment now, const Report& report) {
  Entry& entry = *next(now);
  const DueRow row = entry.first;
  std::string error;
  database_.savepoint();
  try {
    entry.job->run(row, now);
    database_.release();
    if (entry.seen != *entry.changes) {
      entry.failed.forget(row.id);
      return;
    }
    error = "it left its row as it was";  // which would be due again at once and for ever
  } catch (const StorageFull&) {
    throw;
  } catch (const std::exception& bug) {
    database_.rollback_to_savepoint();
    error = bug.what();
  }
  if (entry.failed.is_full()) entry.not_before = now + FailedRows::pause_first;
  RowFailure failure = entry.failed.add(row, now, std::move(error));
  failure.job = entry.job->name();
  entry.seen = *entry.changes - 1;  // another number than the present one: ask again
  report(failure);
}

void Jobs::turn_was_undone(Moment now) {
  for (Entry& entry : entries_) {
    entry.seen = *entry.changes - 1;
    entry.not_before = now + FailedRows::pause_first;
  }
}

std::vector<RowFailure> Jobs::failures() const {
  std::vector<RowFailure> failures;
  for (const Entry& entry : entries_) entry.failed.list(entry.job->name(), failures);
  return failures;
}

}  // namespace snowglobe
