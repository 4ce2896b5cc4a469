#include "services/sts/sts.h"

#include <algorithm>

#include "emulator/base/arn.h"
#include "emulator/base/hash.h"
#include "emulator/base/text.h"
#include "services/sts/aws_operations.h"
#include "services/sts/shapes.h"

namespace snowglobe::sts {
namespace {

constexpr int role_session_usual_s = 3600;
constexpr int session_usual_s = 43'200;
constexpr std::string_view usual_account = "000000000000";

AwsError invalid_input(const std::vector<Violation>& violations) {
  AwsError error = validation_error(violations);
  error.code = "ValidationError";  // as the Query services say it
  return error;
}

AwsError invalid(const std::string& message) { return AwsError("ValidationError", message); }

// The same for one role in every world: nothing else is known of it here.
std::string role_id(const std::string& arn) {
  std::string digits = hex(sha256(arn)).substr(0, 17);
  std::transform(digits.begin(), digits.end(), digits.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return "AROA" + digits;
}

}  // namespace

class Sts : public Service {
 public:
  explicit Sts(Host& host) : host_(host) {}

  GetCallerIdentityOutput get_caller_identity(const Empty&, const Request& request) {
    const std::string& account = request.account();
    return {account, account, "arn:aws:iam::" + account + ":root"};
  }

  AssumeRoleOutput assume_role(const AssumeRoleInput& input, const Request&) {
    const auto arn = Arn::parse(input.role_arn);
    if (!arn || arn->service != "iam" || !arn->resource.starts_with("role/")) {
      throw invalid(input.role_arn + " is invalid");
    }
    const std::string name = arn->resource.substr(arn->resource.rfind('/') + 1);
    AssumeRoleOutput output;
    output.credentials =
        make_credentials(arn->account, input.duration_s.value_or(role_session_usual_s));
    output.user.id = role_id(input.role_arn) + ":" + input.session_name;
    output.user.arn =
        "arn:aws:sts::" + arn->account + ":assumed-role/" + name + "/" + input.session_name;
    output.source_identity = input.source_identity;
    return output;
  }

  GetSessionTokenOutput get_session_token(const GetSessionTokenInput& input,
                                          const Request& request) {
    GetSessionTokenOutput output;
    output.credentials =
        make_credentials(request.account(), input.duration_s.value_or(session_usual_s));
    return output;
  }

 private:
  // An access key id of twelve digits is the account everywhere in Snowglobe, so credentials for
  // another account than the usual one act there.
  Credentials make_credentials(const std::string& account, int duration_s) {
    Random& random = host_.random();
    return {account == usual_account ? make_key_id() : account, random.alphanumeric(40),
            random.alphanumeric(356), host_.now() + std::chrono::seconds(duration_s)};
  }

  // "ASIA" and 16 capitals and digits.
  std::string make_key_id() {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string id = "ASIA";
    for (int i = 0; i < 16; ++i) id += alphabet[host_.random().below(alphabet.size())];
    return id;
  }

  Host& host_;
};

const ServiceDefinition& sts_service() {
  static const Operation operations[] = {
      op<&Sts::get_caller_identity>("GetCallerIdentity"),
      op<&Sts::assume_role>("AssumeRole"),
      op<&Sts::get_session_token>("GetSessionToken"),
  };
  static const ServiceDefinition definition{
      .info = {.name = "sts",
               .signing_name = "sts",
               .shape_name = "AWSSecurityTokenServiceV20110615",
               .protocols = {Protocol::kQuery},
               .api_version = "2011-06-15",
               .xml_namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
               .resource_members = {"RoleArn"},
               .invalid_input = &invalid_input,
               .throttled = +[](const Call&) { return AwsError("Throttling", "Rate exceeded"); }},
      .operations = operations,
      .aws_operations = aws_operations,
      .make = [](Host& host) { return std::make_unique<Sts>(host); }};
  return definition;
}

}  // namespace snowglobe::sts
