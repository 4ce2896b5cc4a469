#include "tests/bench/recorder.h"

#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <utility>

#include "emulator/store/page_cache.h"

namespace snowglobe::bench {
namespace {

sqlite3* last_opened = nullptr;

int on_open(sqlite3* connection, const char**, const void*) {
  last_opened = connection;
  return SQLITE_OK;
}

Value value_of(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return static_cast<long long>(sqlite3_value_int64(value));
    case SQLITE_FLOAT:
      return sqlite3_value_double(value);
    case SQLITE_NULL:
      return nullptr;
    default: {
      const void* bytes = sqlite3_value_blob(value);
      const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
      std::string copy(static_cast<const char*>(bytes), size);
      if (sqlite3_value_type(value) == SQLITE_BLOB) return Blob{std::move(copy)};
      return copy;
    }
  }
}

// The literal at `at` in a statement's expanded text, which moves behind it.
Value read_literal(std::string_view text, std::size_t& at) {
  const auto quoted = [&] {
    std::string bytes;
    for (++at; text[at] != '\'' || (at + 1 < text.size() && text[at + 1] == '\''); ++at) {
      if (text[at] == '\'') ++at;
      bytes += text[at];
    }
    ++at;
    return bytes;
  };
  if (text[at] == '\'') return quoted();
  if (text[at] == 'x') {
    ++at;
    const std::string digits = quoted();
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
      bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    }
    return Blob{std::move(bytes)};
  }
  const std::size_t start = at;
  while (at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 ||
                              text[at] == '-' || text[at] == '.' || text[at] == '+')) {
    ++at;
  }
  const std::string word(text.substr(start, at - start));
  if (word == "NULL") return nullptr;
  if (word.find('.') != std::string::npos) return std::strtod(word.c_str(), nullptr);
  return std::strtoll(word.c_str(), nullptr, 10);
}

// The parameters, from the text as it was prepared and the text with their values. SQLite tells of
// bound values in no other way.
std::vector<Value> parameters_of(std::string_view prepared, std::string_view expanded,
                                 std::size_t count) {
  std::vector<Value> parameters(count);
  std::size_t next = 0, at = 0;
  for (std::size_t i = 0; i < prepared.size(); ++i, ++at) {
    if (prepared[i] != '?') continue;
    std::size_t number = 0;
    while (i + 1 < prepared.size() && std::isdigit(static_cast<unsigned char>(prepared[i + 1]))) {
      number = number * 10 + static_cast<std::size_t>(prepared[++i] - '0');
    }
    next = number != 0 ? number : next + 1;
    parameters[next - 1] = read_literal(expanded, at);
    --at;
  }
  return parameters;
}

}  // namespace

struct Hooks {
  static void on_change(void* self, sqlite3* connection, int operation, const char*,
                        const char* table, sqlite3_int64 old_rowid, sqlite3_int64 new_rowid) {
    Write write;
    write.table = table;
    write.rowid = operation == SQLITE_INSERT ? new_rowid : old_rowid;
    if (operation == SQLITE_UPDATE) write.kind = Write::Kind::kUpdate;
    if (operation == SQLITE_DELETE) write.kind = Write::Kind::kDelete;
    for (int column = 0; column < sqlite3_preupdate_count(connection); ++column) {
      sqlite3_value *before = nullptr, *after = nullptr;
      if (operation != SQLITE_INSERT) sqlite3_preupdate_old(connection, column, &before);
      if (operation != SQLITE_DELETE) sqlite3_preupdate_new(connection, column, &after);
      if (operation != SQLITE_INSERT) write.old_values.push_back(value_of(before));
      if (operation == SQLITE_DELETE) continue;
      if (operation == SQLITE_INSERT || value_of(before) != value_of(after)) {
        write.columns.push_back(static_cast<std::size_t>(column));
        write.values.push_back(value_of(after));
      }
    }
    static_cast<Recorder*>(self)->open_.emplace_back(std::move(write));
  }

  static int on_trace(unsigned event, void* self, void* statement, void* text) {
    auto& recorder = *static_cast<Recorder*>(self);
    if (event == SQLITE_TRACE_ROW) {
      const auto found = recorder.running_.find(static_cast<sqlite3_stmt*>(statement));
      if (found != recorder.running_.end()) {
        ++std::get<Read>(recorder.open_[found->second]).rows;
      }
      return 0;
    }
    const std::string_view sql = static_cast<const char*>(text);
    const bool is_wanted =
        std::any_of(recorder.reads_.begin(), recorder.reads_.end(), [&](const std::string& part) {
          return sql.find("SELECT") < sql.find(part) && sql.find(part) != std::string_view::npos;
        });
    if (!is_wanted) return 0;
    auto* prepared = static_cast<sqlite3_stmt*>(statement);
    char* expanded = sqlite3_expanded_sql(prepared);
    const auto count = static_cast<std::size_t>(sqlite3_bind_parameter_count(prepared));
    recorder.running_[prepared] = recorder.open_.size();
    recorder.open_.emplace_back(Read{std::string(sql), parameters_of(sql, expanded, count), 0});
    sqlite3_free(expanded);
    return 0;
  }

  static int on_commit(void* self) {
    auto& recorder = *static_cast<Recorder*>(self);
    recorder.transactions_.push_back(std::exchange(recorder.open_, {}));
    recorder.running_.clear();
    return 0;
  }
};

void watch_connections() {
  // As a world does before it opens its database; afterwards SQLite takes no more settings.
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  use_page_cache();
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(&on_open));
}

sqlite3* last_connection() { return last_opened; }

Recorder::Recorder(sqlite3* connection, std::vector<std::string> reads)
    : connection_(connection), reads_(std::move(reads)) {
  sqlite3_preupdate_hook(connection, &Hooks::on_change, this);
  sqlite3_commit_hook(connection, &Hooks::on_commit, this);
  if (!reads_.empty()) {
    sqlite3_trace_v2(connection, SQLITE_TRACE_STMT | SQLITE_TRACE_ROW, &Hooks::on_trace, this);
  }
}

Recorder::~Recorder() {
  sqlite3_preupdate_hook(connection_, nullptr, nullptr);
  sqlite3_commit_hook(connection_, nullptr, nullptr);
  sqlite3_trace_v2(connection_, 0, nullptr, nullptr);
}

std::vector<Transaction> Recorder::take() { return std::exchange(transactions_, {}); }

}  // namespace snowglobe::bench
