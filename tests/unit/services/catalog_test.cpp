// What every service has to say of itself, so that a new one is complete from its first day.
#include "services/catalog.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

// Without its list a service would answer "no such operation" where "not implemented" is true.
TEST(Catalog, Every_service_names_the_operations_that_AWS_has) {
  for (const ServiceTable::Entry& entry : service_catalog().entries()) {
    EXPECT_FALSE(entry.definition->aws_operations.empty()) << entry.info().name;
    for (const Operation& operation : entry.definition->operations) {
      EXPECT_EQ(entry.is_aws_operation(operation.name), operation.reach == Reach::kClients)
          << entry.info().name << "." << operation.name;
    }
  }
}

TEST(Catalog, Names_and_paths_that_AWS_has_are_known) {
  const ServiceTable& services = service_catalog();
  EXPECT_TRUE(services.find("sqs")->is_aws_operation("SendMessage"));
  EXPECT_TRUE(services.find("iam")->is_aws_operation("CreateSAMLProvider"));
  EXPECT_FALSE(services.find("sqs")->is_aws_operation("Send"));
  EXPECT_EQ(services.find("nowhere"), nullptr);
  const ServiceTable::Entry& lambda = *services.find("lambda");
  EXPECT_EQ(lambda.aws_operation_at("GET", "/2015-03-31/functions/f/aliases/a"), "GetAlias");
  EXPECT_EQ(lambda.aws_operation_at("GET", "/nowhere"), "");
}

TEST(Catalog, Operations_of_the_control_API_are_hidden_from_AWSs_clients) {
  const ServiceTable::Entry& lambda = *service_catalog().find("lambda");
  EXPECT_NE(lambda.find("SetFunctionScript"), nullptr);
  EXPECT_EQ(lambda.find_public("SetFunctionScript"), nullptr);
  EXPECT_NE(lambda.find_public("Invoke"), nullptr);
}

// SDKs of today that know both ask for CBOR.
TEST(Catalog, Services_that_speak_JSON_speak_CBOR_too) {
  for (const ServiceTable::Entry& entry : service_catalog().entries()) {
    const ServiceInfo& info = entry.info();
    ASSERT_FALSE(info.protocols.empty()) << info.name;
    EXPECT_FALSE(info.signing_name.empty()) << info.name;
    EXPECT_FALSE(info.shape_name.empty()) << info.name;
    const bool speaks_json = info.speaks(Protocol::kJson10) || info.speaks(Protocol::kJson11);
    EXPECT_EQ(info.speaks(Protocol::kRpcV2Cbor), speaks_json) << info.name;
    EXPECT_EQ(info.speaks(Protocol::kQuery), !info.xml_namespace.empty()) << info.name;
  }
}

}  // namespace
}  // namespace snowglobe
