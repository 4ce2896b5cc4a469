// Worlds in process: against bare SQLite doing the same rows, and how their calls grow with the
// data. Prints one JSON object a line for scripts/bench.

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "tests/bench/bare.h"
#include "tests/bench/breaker.h"
#include "tests/bench/workload.h"

namespace snowglobe::bench {
namespace {

using Figures = std::map<std::string, std::vector<double>>;  // of each round, by label

void add_means(Figures& figures, Subject& subject) {
  for (const auto& [label, mean] : subject.take_means()) figures[label].push_back(mean);
}

// What a call reads to answer, beside what it writes. Looking up queues, tables and what an item
// was before is the emulator's own affair.
const std::vector<std::string>& reads_of(const std::string& label) {
  static const std::map<std::string, std::vector<std::string>> reads = {
      {"GetItem", {"FROM dynamodb_items"}},
      {"Query of 10", {"FROM dynamodb_items"}},
      {"Query of 10 by GSI", {"FROM dynamodb_items"}},
      {"ReceiveMessage of 10", {"message_id, body"}},
      {"ReceiveMessage of 10, FIFO", {"message_id, body"}},
      {"ReceiveMessage, put back", {"message_id, body"}},
  };
  static const std::vector<std::string> none;
  const auto found = reads.find(label);
  return found == reads.end() ? none : found->second;
}

// A second world that gets the calls of the first, records them, and has bare SQLite do them again.
class Shadow {
 public:
  Shadow(Load load, int size)
      : workload_(subject_, load, size),
        bare_(subject_.connection(), ""),
        recorder_(subject_.connection(), {"FROM dynamodb_items", "FROM sqs_messages"}) {
    subject_.observe([this](const std::string& label, double, const Json&) { replay(label); });
  }
  struct Sum {
    double seconds = 0;
    int calls = 0;
    std::size_t written = 0, read = 0;
  };

  std::map<std::string, Sum> round(int calls) {
    workload_.round(calls);
    return std::exchange(sums_, {});
  }

 private:
  // The last transaction is the call's own; what stands before it was not timed.
  void replay(const std::string& label) {
    std::vector<Transaction> transactions = recorder_.take();
    for (Transaction& transaction : transactions) {
      std::erase_if(transaction, [&](const auto& step) {
        const auto* read = std::get_if<Read>(&step);
        if (read == nullptr) return false;
        for (const std::string& wanted : reads_of(label)) {
          if (read->sql.find(wanted) != std::string::npos) return false;
        }
        return true;
      });
    }
    const std::vector<Transaction> last = {std::move(transactions.back())};
    transactions.pop_back();
    bare_.replay(transactions);
    const std::size_t written = bare_.rows_written(), read = bare_.rows_read();
    Sum& sum = sums_[label];
    sum.seconds += bare_.replay(last);
    ++sum.calls;
    sum.written += bare_.rows_written() - written;
    sum.read += bare_.rows_read() - read;
  }

  Subject subject_;
  Workload workload_;
  Bare bare_;
  Recorder recorder_;
  std::map<std::string, Sum> sums_;
};

void compare_with_bare(Load load, int size, int rounds, int calls) {
  Subject subject;
  Workload workload(subject, load, size);
  Shadow shadow(load, size);
  Figures ours, bare;
  std::map<std::string, Shadow::Sum> last;
  for (int i = 0; i < rounds; ++i) {
    workload.round(calls);
    add_means(ours, subject);
    last = shadow.round(calls);
    for (const auto& [label, sum] : last) {
      bare[label].push_back(sum.seconds / sum.calls);
    }
  }
  for (const auto& [label, sum] : last) {
    const double took = median(ours[label]), bare_took = median(bare[label]);
    print("bare", {{"name", label},
                   {"microseconds", took * 1e6},
                   {"bareMicroseconds", bare_took * 1e6},
                   {"ratio", bare_took / took},
                   {"rowsWritten", static_cast<double>(sum.written) / sum.calls},
                   {"rowsRead", static_cast<double>(sum.read) / sum.calls}});
  }
}

// `only` is one label, or empty for all.
void print_growth(int small, int large, const Figures& of_small, const Figures& of_large,
                  std::string_view only) {
  for (const auto& [label, figures] : of_small) {
    if (!only.empty() && only != label) continue;
    const double with_few = median(figures), with_many = median(of_large.at(label));
    print("growth", {{"name", label},
                     {"small", small},
                     {"large", large},
                     {"smallMicroseconds", with_few * 1e6},
                     {"largeMicroseconds", with_many * 1e6},
                     {"factor", with_many / with_few}});
  }
}

// The same calls with little and much data, by turns. Receiving is compared with the emptiest queue
// as well.
void compare_sizes(Load load, int small, int large, int rounds, int calls) {
  Subject fewest, few, many;
  Workload smallest_load(fewest, load, small / 10), small_load(few, load, small),
      large_load(many, load, large);
  Figures of_fewest, of_few, of_many;
  for (int i = 0; i < rounds; ++i) {
    smallest_load.round(calls);
    add_means(of_fewest, fewest);
    small_load.round(calls);
    add_means(of_few, few);
    large_load.round(calls);
    add_means(of_many, many);
  }
  print_growth(small, large, of_few, of_many, "");
  print_growth(small / 10, large, of_fewest, of_many, "ReceiveMessage, put back");
}

int usage() {
  std::fputs(
      "Usage: bench_world breaker EXECUTIONS\n"
      "       bench_world bare SIZE ROUNDS CALLS\n"
      "       bench_world growth SMALL LARGE ROUNDS CALLS\n"
      "       bench_world profile LABEL SIZE CALLS   (for callgrind: see docs/performance.md)\n",
      stderr);
  return 2;
}

int run(int argc, char** argv) {
  const std::string_view part = argc > 1 ? argv[1] : "";
  const auto number = [&](int index) { return std::atoi(argv[index]); };
  if (part == "breaker" && argc == 3) {
    run_breaker(Storage::kMemory, number(2));
    run_breaker(Storage::kDisk, number(2));
  } else if (part == "bare" && argc == 5) {
    for (const Load load : all_loads) compare_with_bare(load, number(2), number(3), number(4));
  } else if (part == "growth" && argc == 6) {
    for (const Load load : all_loads) {
      compare_sizes(load, number(2), number(3), number(4), number(5));
    }
  } else if (part == "profile" && argc == 5) {
    for (const Load load : all_loads) {
      Subject subject;
      Workload workload(subject, load, number(3));
      subject.profile(argv[2]);
      workload.round(number(4));
    }
  } else {
    return usage();
  }
  return 0;
}

}  // namespace
}  // namespace snowglobe::bench

int main(int argc, char** argv) {
  snowglobe::bench::watch_connections();
  return snowglobe::bench::run(argc, argv);
}
