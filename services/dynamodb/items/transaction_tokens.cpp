#include "services/dynamodb/items/transaction_tokens.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "emulator/base/hash.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

// Bytes that are the same for every order in which a client may print the members of objects, and
// others for everything else.
void append_canonical(const Json& json, std::string& bytes) {
  if (json.is_string()) {
    bytes += '"';
    put_bytes(bytes, json.get_ref<const std::string&>());
  } else if (json.is_array()) {
    bytes += '[';
    put_number(bytes, json.size());
    for (const Json& element : json) append_canonical(element, bytes);
  } else if (json.is_object()) {
    const auto& object = json.get_ref<const Json::object_t&>();
    bytes += '{';
    put_number(bytes, object.size());
    const auto append_member = [&](std::string_view name, const Json& member) {
      put_bytes(bytes, name);
      append_canonical(member, bytes);
    };
    if (object.size() == 1) {  // as most are: {"S": "x"}
      append_member(object.begin()->first, object.begin()->second);
    } else {
      std::vector<std::pair<std::string_view, const Json*>> members;
      members.reserve(object.size());
      for (const auto& [name, member] : object) members.emplace_back(name, &member);
      std::sort(members.begin(), members.end());
      for (const auto& [name, member] : members) append_member(name, *member);
    }
  } else {
    bytes += '=';
    put_bytes(bytes, print_json(json));
  }
}

}  // namespace

TransactionTokens::TransactionTokens(Database& database) : database_(database) {
  database_.migrate("dynamodb.transaction_tokens", {R"(
      CREATE TABLE dynamodb_transaction_tokens (
        id INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        operation TEXT NOT NULL,
        token TEXT NOT NULL,
        digest BLOB NOT NULL,
        used_at INTEGER NOT NULL,
        UNIQUE (account, region, operation, token)))"});
}

TransactionTokens::Use TransactionTokens::use(std::string_view account, std::string_view region,
                                              std::string_view operation, std::string_view token,
                                              const Json& actions, Moment now) {
  std::string canonical;
  canonical.reserve(4096);
  append_canonical(actions, canonical);
  const std::string digest = sha256(canonical);
  const auto add = [&] {
    return add_.run(account, region, operation, token, Bytes{digest}, now) == 1;
  };
  if (!add()) {
    std::int64_t over = 0;
    {
      auto row = find_.query(account, region, operation, token);
      row.next();
      if (row.moment(2) + lifetime > now) {
        return row.text_view(1) == digest ? Use::kSameActions : Use::kOtherActions;
      }
      over = row.integer(0);
    }
    remove_.run(over);
    add();
  }
  forgetter_.row_added(now - lifetime);
  return Use::kFirst;
}

}  // namespace snowglobe::dynamodb
