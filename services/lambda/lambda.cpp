#include "services/lambda/lambda.h"

#include "services/lambda/aws_operations.h"
#include "services/lambda/errors.h"
#include "services/lambda/service.h"

namespace snowglobe::lambda {

Lambda::Lambda(Host& host) : host_(host), functions_(host.database()), events_(host.database()) {}

const ServiceDefinition& lambda_service() {
  static const Operation operations[] = {
      op<&Lambda::create_function>("CreateFunction", "POST /2015-03-31/functions 201"),
      op<&Lambda::get_function>("GetFunction", "GET /2015-03-31/functions/{FunctionName}"),
      op<&Lambda::get_function_configuration>(
          "GetFunctionConfiguration", "GET /2015-03-31/functions/{FunctionName}/configuration"),
      op<&Lambda::list_functions>("ListFunctions", "GET /2015-03-31/functions"),
      op<&Lambda::update_function_configuration>(
          "UpdateFunctionConfiguration", "PUT /2015-03-31/functions/{FunctionName}/configuration"),
      op<&Lambda::update_function_code>("UpdateFunctionCode",
                                        "PUT /2015-03-31/functions/{FunctionName}/code"),
      op<&Lambda::delete_function>("DeleteFunction", "DELETE /2015-03-31/functions/{FunctionName}"),
      op<&Lambda::list_tags>("ListTags", "GET /2017-03-31/tags/{Resource}"),
      op<&Lambda::tag_resource>("TagResource", "POST /2017-03-31/tags/{Resource} 204"),
      op<&Lambda::untag_resource>("UntagResource", "DELETE /2017-03-31/tags/{Resource} 204"),
      op<&Lambda::invoke>("Invoke", "POST /2015-03-31/functions/{FunctionName}/invocations"),
      control_op<&Lambda::set_function_script>("SetFunctionScript"),
      control_op<&Lambda::get_function_script>("GetFunctionScript"),
      control_op<&Lambda::reset_function_script>("ResetFunctionScript"),
      control_op<&Lambda::list_invocations>("ListInvocations"),
  };
  static const ServiceDefinition definition{
      .info = {.name = "lambda",
               .signing_name = "lambda",
               .shape_name = "AWSGirApiService",
               .protocols = {Protocol::kRestJson},
               .api_version = "2015-03-31",
               .resource_members = {"FunctionName", "Resource"},
               .throttled = +[](const Call&) { return too_many_requests(); }},
      .operations = operations,
      .aws_operations = aws_operations,
      .make = [](Host& host) { return std::make_unique<Lambda>(host); }};
  return definition;
}

}  // namespace snowglobe::lambda
