#include "services/dynamodb/transaction_tokens.h"

namespace snowglobe::dynamodb {

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
                                              std::string_view digest, Moment now) {
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
