#include <gtest/gtest.h>

#include <set>

#include "emulator/api/route.h"
#include "emulator/wire/exchange.h"
#include "emulator/wire/query.h"

namespace snowglobe::wire {
namespace {

struct Entry {
  std::string id;
  void describe(auto& field) { field("Id", id); }
};
struct Batch {
  std::optional<std::vector<Entry>> entries;
  std::optional<std::map<std::string, std::string>> attributes;
  void describe(auto& field) {
    field("Entries", entries).xml("Entry");
    field("Attributes", attributes).xml("Attribute");
  }
};

Json read_batch(std::string_view form) {
  return read_query_input(shape_of<Batch>(), parse_form(form));
}

// A list must cost what was sent, not what its numbers claim.
TEST(Query, A_huge_index_makes_no_huge_list) {
  const Json input = read_batch("Entry.9223372036854775807.Id=b&Entry.1.Id=a&Entry.x.Id=no");
  EXPECT_EQ(print_json(input), R"({"Entries":[{"Id":"a"},{"Id":"b"}]})");
}

TEST(Query, An_entry_without_its_key_and_a_second_value_of_one_key_are_passed_over) {
  const Json input = read_batch(
      "Attribute.1.Value=v&Attribute.2.Name=k&Attribute.2.Value=first&Attribute.3.Name=k"
      "&Attribute.3.Value=second");
  EXPECT_EQ(print_json(input), R"({"Attributes":{"k":"first"}})");
}

// 16 MB of parameters must neither exhaust memory nor take the square of their number.
TEST(Query, Too_many_parameters_are_refused) {
  std::string form;
  for (int i = 0; i < 1'000'000; ++i) form += "a&";
  try {
    parse_form(form);
    FAIL() << "was read";
  } catch (const AwsError& error) {
    EXPECT_EQ(error.code, "MalformedQueryString");
  }
}

TEST(Query, As_many_parameters_as_are_taken_are_read_in_good_time) {
  std::string form;
  for (std::size_t i = 0; i < parameters_max; ++i) {
    form += "Entry." + std::to_string(i) + ".Id=" + std::to_string(i) + "&";
  }
  EXPECT_EQ(read_batch(form).at("Entries").size(), parameters_max);
}

TEST(Form, A_plus_is_a_space_and_a_broken_escape_stands) {
  EXPECT_EQ(parse_form("a+b=c%2Bd%zz&&=x&lonely"),
            (Parameters{{"a b", "c+d%zz"}, {"", "x"}, {"lonely", ""}}));
}

TEST(RouteTest, Labels_are_decoded_and_a_slash_at_the_end_does_not_count) {
  const Route route = Route::parse("GET /tags/{Arn}");
  const auto labels = route.match("GET", "/tags/arn%3Aa%2Fb/");
  ASSERT_TRUE(labels);
  EXPECT_EQ(labels->at(0).second, "arn:a/b");
  EXPECT_FALSE(route.match("PUT", "/tags/a"));
  EXPECT_FALSE(route.match("GET", "/tags"));
  EXPECT_FALSE(route.match("GET", "/tags/a/b"));
}

TEST(RouteTest, A_greedy_label_takes_what_the_others_leave) {
  const Route route = Route::parse("GET /{Bucket}/{Key+}/tail");
  const auto labels = route.match("GET", "/b/x/y%2Fz/tail");
  ASSERT_TRUE(labels);
  EXPECT_EQ(labels->at(1).second, "x/y/z");
  EXPECT_FALSE(route.match("GET", "/b/tail"));
}

TEST(RouteTest, What_stands_in_its_query_must_stand_in_the_targets) {
  const Route list = Route::parse("GET /{Bucket}?list-type=2"),
              acl = Route::parse("GET /{Bucket}?acl");
  const Route plain = Route::parse("GET /{Bucket}");
  EXPECT_TRUE(list.match("GET", "/b?prefix=x&list-type=2"));
  EXPECT_FALSE(list.match("GET", "/b?list-type=1"));
  EXPECT_FALSE(list.match("GET", "/b"));
  EXPECT_TRUE(acl.match("GET", "/b?acl"));
  EXPECT_TRUE(acl.match("GET", "/b?acl="));
  EXPECT_FALSE(acl.match("GET", "/b?acls"));
  EXPECT_TRUE(acl.is_closer_than(plain));
  EXPECT_FALSE(plain.is_closer_than(acl));
}

class Counter : public Service {
 public:
  void add(const Batch&) {}
};

ServiceDefinition counter(std::vector<Protocol> protocols) {
  static const Operation operations[] = {op<&Counter::add>("Add")};
  static constexpr AwsOperation known[] = {{"Add"}, {"Subtract"}};
  return {.info = {.name = "counter",
                   .signing_name = "counter",
                   .shape_name = "Counter",
                   .protocols = std::move(protocols),
                   .api_version = "2026-01-01",
                   .host_prefix = "sync-"},
          .operations = operations,
          .aws_operations = known,
          .make = [](Host&) { return std::make_unique<Counter>(); }};
}

class Identify : public testing::Test {
 protected:
  Exchange read(std::string_view authorization, std::string_view host = "sync-localhost:4566") {
    const ServiceDefinition* const services[] = {&counter_};
    const ServiceTable table(services);
    Wire wire(table, Defaults{"111122223333", "eu-west-1"}, 1);
    HttpRequest request;
    request.headers = {
        {"x-amz-target", "Counter.Add"}, {"HOST", host}, {"authorization", authorization}};
    return wire.read(request);
  }
  const ServiceDefinition counter_ = counter({Protocol::kJson11});
};

TEST_F(Identify, The_account_is_an_access_key_of_twelve_digits_and_the_region_is_the_scopes) {
  const Exchange exchange = read(
      "AWS4-HMAC-SHA256 Credential=123456789012/20260101/ap-south-2/counter/aws4_request, "
      "SignedHeaders=host, Signature=0");
  EXPECT_EQ(exchange.call.account, "123456789012");
  EXPECT_EQ(exchange.call.region, "ap-south-2");
  EXPECT_EQ(exchange.call.operation, "Add");
}

// Multi-region access signs without a region; a key that a tool made up may hold slashes.
TEST_F(Identify, Other_forms_of_the_scope_are_read) {
  const Call without =
      read("AWS4-ECDSA-P256-SHA256 Credential=123456789012/20260101/counter/aws4_request, x").call;
  EXPECT_EQ(without.account, "123456789012");
  EXPECT_EQ(without.region, "eu-west-1");
  const Call slashes =
      read("AWS4-HMAC-SHA256 Credential=a/b/20260101/ap-south-2/counter/aws4_request").call;
  EXPECT_EQ(slashes.region, "ap-south-2");
}

// Account and region become parts of names and of keys.
TEST_F(Identify, Another_key_and_an_impossible_region_are_the_defaults) {
  for (const char* credential :
       {"AKIA/20260101/<x>/counter/aws4_request", "12345678901a/20260101//counter/aws4_request", "",
        "a/b", "////"}) {
    const Exchange exchange = read(std::string("AWS4-HMAC-SHA256 Credential=") + credential);
    EXPECT_EQ(exchange.call.account, "111122223333") << credential;
    EXPECT_EQ(exchange.call.region, "eu-west-1") << credential;
  }
}

TEST_F(Identify, The_endpoint_is_the_host_without_the_prefix_of_sync_calls) {
  EXPECT_EQ(read("").call.endpoint, "http://localhost:4566");
  EXPECT_EQ(read("", "").call.endpoint, "");
  EXPECT_EQ(read("", std::string(1000, 'x')).call.endpoint, "");
}

// It becomes part of an answer, which would be no XML.
TEST_F(Identify, A_form_sent_to_a_path_that_is_not_UTF8_is_refused) {
  ServiceDefinition asked = counter({Protocol::kQuery});
  asked.info.address_member = "QueueUrl";
  const ServiceDefinition* const services[] = {&asked};
  const ServiceTable table(services);
  Wire wire(table, Defaults{}, 1);
  HttpRequest request;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "Action=Add";
  request.target = "/1/b%C3%A4r";
  EXPECT_FALSE(wire.read(request).refusal);
  request.target = "/1/%ff";
  EXPECT_EQ(wire.read(request).refusal->code, "MalformedQueryString");
}

TEST(RequestIds, No_two_are_the_same) {
  std::set<std::string> seen;
  for (std::uint64_t number = 0; number < 10'000; ++number) {
    EXPECT_TRUE(seen.insert(request_id(RequestIdForm::kUuid, 1, number)).second);
    const std::string id = request_id(RequestIdForm::kCapitals52, 1, number);
    EXPECT_TRUE(seen.insert(id).second);
    EXPECT_EQ(id.size(), 52u);
  }
}

}  // namespace
}  // namespace snowglobe::wire
