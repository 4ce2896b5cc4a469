#include <gtest/gtest.h>

#include "emulator/base/error.h"
#include "services/sqs/message.h"
#include "services/sqs/queue_name.h"
#include "services/sqs/receipt.h"
#include "services/sqs/settings.h"

namespace snowglobe::sqs {
namespace {

std::string arn_of(std::string_view url) {
  return parse_queue_url(url, "111111111111", "eu-west-1").arn();
}

// Tools write queue URLs in many forms; all of them must find the queue.
TEST(QueueUrl, Says_account_region_and_name_in_every_form_that_is_in_use) {
  EXPECT_EQ(arn_of("http://localhost:4566/222222222222/q"), "arn:aws:sqs:eu-west-1:222222222222:q");
  EXPECT_EQ(arn_of("https://sqs.us-east-2.amazonaws.com/222222222222/q.fifo"),
            "arn:aws:sqs:us-east-2:222222222222:q.fifo");
  EXPECT_EQ(arn_of("http://sqs.us-east-2.localhost.localstack.cloud:4566/222222222222/q"),
            "arn:aws:sqs:us-east-2:222222222222:q");
  EXPECT_EQ(arn_of("http://us-east-2.queue.localhost.localstack.cloud:4566/222222222222/q"),
            "arn:aws:sqs:us-east-2:222222222222:q");
  EXPECT_EQ(arn_of("http://localhost:4566/queue/us-west-1/222222222222/q"),
            "arn:aws:sqs:us-west-1:222222222222:q");
  EXPECT_EQ(arn_of("http://sqs/222222222222/q"), "arn:aws:sqs:eu-west-1:222222222222:q");
  EXPECT_EQ(arn_of("q"), "arn:aws:sqs:eu-west-1:111111111111:q");
}

TEST(QueueUrl, That_names_no_queue_is_refused) {
  for (const char* url : {"", "/", "http://localhost", "http://localhost/", "http://h/abc/q",
                          "http://h/a/b/c/d/e/f/g/h/222222222222/q"}) {
    EXPECT_THROW(arn_of(url), AwsError) << url;
  }
}

// SDKs compute the digest as well and refuse the answer when it differs. Expected values were
// computed with hashlib by AWS's published steps.
TEST(AttributesMd5, Is_what_the_SDKs_compute) {
  AttributeValues attributes;
  attributes["b"].data_type = "Number.int";
  attributes["b"].string_value = "12";
  attributes["a"].data_type = "String";
  attributes["a"].string_value = "bl\xC3\xA5";
  attributes["c"].data_type = "Binary";
  attributes["c"].binary_value = Blob{SharedBytes(std::string("\x00\xFF", 2))};
  EXPECT_EQ(attributes_md5(attributes), "92905eae18877bb30d7db69b0c71e5b5");
}

TEST(ReceiptHandle, Is_read_back_only_where_it_was_made) {
  const std::string handle = Receipt{17, 3}.text(42);
  const auto receipt = Receipt::parse(handle, 42);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->message, 17);
  EXPECT_EQ(receipt->receive, 3);
  EXPECT_FALSE(Receipt::parse(handle, 43));
  EXPECT_FALSE(Receipt::parse("", 42));
  EXPECT_FALSE(Receipt::parse("AQEB", 42));
  for (std::size_t i = 4; i < handle.size(); ++i) {
    std::string forged = handle;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(Receipt::parse(forged, 42)) << i;
  }
}

TEST(MessageAttributeNames, May_be_asked_for_by_prefix) {
  EXPECT_TRUE(is_asked_for("b.x", {"b.*"}));
  EXPECT_TRUE(is_asked_for("anything", {"All"}));
  EXPECT_TRUE(is_asked_for("anything", {".*"}));
  EXPECT_FALSE(is_asked_for("a.x", {"b.*", "a"}));
}

TEST(MessageBody, Holds_only_what_XML_can_hold) {
  for (const char* good :
       {"\t\n\r ", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF", "\x7F"}) {
    EXPECT_NO_THROW(check_characters(good)) << good;
  }
  EXPECT_THROW(check_characters(std::string_view("\0", 1)), AwsError);
  for (const char* bad : {"\x01", "\x1F", "a\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xED\xA0\x80"}) {
    EXPECT_THROW(check_characters(bad), AwsError) << bad;
  }
}

std::string refused_settings(StringMap attributes, const char* queue = "q") {
  try {
    check_settings(attributes, queue, Occasion::kCreate);
  } catch (const AwsError& error) {
    return error.code;
  }
  return "";
}

TEST(QueueAttributes, Have_ranges) {
  EXPECT_EQ(refused_settings({{"VisibilityTimeout", "43200"}}), "");
  EXPECT_EQ(refused_settings({{"VisibilityTimeout", "43201"}}), "InvalidAttributeValue");
  EXPECT_EQ(refused_settings({{"DelaySeconds", "901"}}), "InvalidAttributeValue");
  EXPECT_EQ(refused_settings({{"MessageRetentionPeriod", "59"}}), "InvalidAttributeValue");
  EXPECT_EQ(refused_settings({{"MaximumMessageSize", "1048577"}}), "InvalidAttributeValue");
  EXPECT_EQ(refused_settings({{"ReceiveMessageWaitTimeSeconds", "x"}}), "InvalidAttributeValue");
  EXPECT_EQ(refused_settings({{"Nonsense", "1"}}), "InvalidAttributeName");
  EXPECT_EQ(refused_settings({{"ContentBasedDeduplication", "true"}}), "InvalidAttributeName");
  EXPECT_EQ(refused_settings({{"ContentBasedDeduplication", "true"}}, "q.fifo"), "");
  EXPECT_EQ(refused_settings({{"Policy", "["}}), "InvalidAttributeValue");
}

TEST(RedrivePolicy, Is_checked_member_by_member) {
  const auto refused = [](const char* policy) {
    return refused_settings({{"RedrivePolicy", policy}});
  };
  EXPECT_EQ(refused(R"({"deadLetterTargetArn": "arn:aws:sqs:r:a:q", "maxReceiveCount": "3"})"), "");
  for (const char* bad :
       {"[]", "{", "{}", R"({"deadLetterTargetArn": "arn:aws:sqs:r:a:q"})",
        R"({"maxReceiveCount": 3})", R"({"deadLetterTargetArn": "q", "maxReceiveCount": 3})",
        R"({"deadLetterTargetArn": "arn:aws:sqs:r:a:q", "maxReceiveCount": 0})",
        R"({"deadLetterTargetArn": "arn:aws:sqs:r:a:q", "maxReceiveCount": 1001})",
        R"({"deadLetterTargetArn": "arn:aws:sqs:r:a:q", "maxReceiveCount": 3, "more": 1})"}) {
    EXPECT_EQ(refused(bad), "InvalidParameterValueException") << bad;
  }
}

}  // namespace
}  // namespace snowglobe::sqs
