// The ClientRequestTokens of the last ten minutes, as rows of dynamodb_transaction_tokens: a
// transaction that comes again with its token is not carried out again.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
#pragma once

#include <string_view>

#include "emulator/base/json.h"
#include "emulator/base/time.h"
#include "emulator/store/database.h"
#include "emulator/store/forgetter.h"

namespace snowglobe::dynamodb {

class TransactionTokens {
 public:
  static constexpr std::chrono::minutes lifetime{10};

  enum class Use { kFirst, kSameActions, kOtherActions };

  explicit TransactionTokens(Database& database);

  // A token that is not known, or no longer, is remembered from now on with its actions. Each
  // operation has tokens of its own. Actions are the same in whatever order the members of their
  // objects come.
  Use use(std::string_view account, std::string_view region, std::string_view operation,
          std::string_view token, const Json& actions, Moment now);

 private:
  Database& database_;
  Statement add_{database_, R"(
    INSERT INTO dynamodb_transaction_tokens (account, region, operation, token, digest, used_at)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING)"};
  Statement find_{database_, R"(
    SELECT id, digest, used_at FROM dynamodb_transaction_tokens
    WHERE account = ? AND region = ? AND operation = ? AND token = ?)"};
  Statement remove_{database_, "DELETE FROM dynamodb_transaction_tokens WHERE id = ?"};
  Forgetter forgetter_{database_, R"(
    DELETE FROM dynamodb_transaction_tokens
    WHERE id < (SELECT min(id) FROM dynamodb_transaction_tokens) + 32 AND used_at <= ?)"};
};

}  // namespace snowglobe::dynamodb
