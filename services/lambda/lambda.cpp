#include "services/lambda/lambda.h"

#include "services/lambda/errors.h"
#include "services/lambda/service.h"

namespace snowglobe::lambda {

Lambda::Lambda(Host& host) : host_(host), functions_(host.database()), events_(host.database()) {}

const ServiceInfo& Lambda::info() const {
  static const ServiceInfo info = [] {
    ServiceInfo made;
    made.name = "lambda";
    made.signing_name = "lambda";
    made.protocol = Protocol::kRestJson;
    made.api_version = "2015-03-31";
    made.resource_members = {"FunctionName", "Resource"};
    made.throttled = +[](const Call&) { return too_many_requests(); };
    return made;
  }();
  return info;
}

std::span<const Operation> Lambda::operations() const {
  static const Operation table[] = {
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
      op<&Lambda::set_function_script>("SetFunctionScript", "CONTROL"),
      op<&Lambda::get_function_script>("GetFunctionScript", "CONTROL"),
      op<&Lambda::reset_function_script>("ResetFunctionScript", "CONTROL"),
      op<&Lambda::list_invocations>("ListInvocations", "CONTROL"),
  };
  return table;
}

std::unique_ptr<Service> make_lambda(Host& host) { return std::make_unique<Lambda>(host); }

}  // namespace snowglobe::lambda
