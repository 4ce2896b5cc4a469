// PutResourcePolicy, GetResourcePolicy, DeleteResourcePolicy: policies of tables and streams, kept
// and told, never applied.
#pragma once

#include <string>

#include "emulator/api/service.h"
#include "services/dynamodb/streams/stream_writer.h"
#include "services/dynamodb/tables/policy_store.h"
#include "services/dynamodb/tables/shapes_settings.h"
#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {

class Policies {
 public:
  Policies(Host& host, TableStore& tables, StreamWriter& streams, PolicyStore& policies)
      : host_(host), tables_(tables), streams_(streams), policies_(policies) {}

  PutResourcePolicyOutput put_resource_policy(const PutResourcePolicyInput& input,
                                              const Request& request);
  GetResourcePolicyOutput get_resource_policy(const ResourceArnInput& input,
                                              const Request& request);
  DeleteResourcePolicyOutput delete_resource_policy(const DeleteResourcePolicyInput& input,
                                                    const Request& request);

 private:
  // The name of the table that has the policy, or whose stream has; throws when there is none.
  std::string find_policy_table(const std::string& arn, const Request& request);

  Host& host_;
  TableStore& tables_;
  StreamWriter& streams_;
  PolicyStore& policies_;
};

}  // namespace snowglobe::dynamodb
