// The operations of Lambda. Functions are in function_operations.cpp, invocations and scripts in
// invoke_operations.cpp, and the table of operations in lambda.cpp.
#pragma once

#include "emulator/api/service.h"
#include "services/lambda/events.h"
#include "services/lambda/functions.h"
#include "services/lambda/script.h"
#include "services/lambda/shapes.h"

namespace snowglobe::lambda {

class Lambda : public Service, private Job {
 public:
  explicit Lambda(Host& host);

  FunctionConfiguration create_function(const CreateFunctionInput& input, const Request& request);
  GetFunctionOutput get_function(const FunctionInput& input, const Request& request);
  FunctionConfiguration get_function_configuration(const FunctionInput& input,
                                                   const Request& request);
  ListFunctionsOutput list_functions(const ListFunctionsInput& input, const Request& request);
  FunctionConfiguration update_function_configuration(const UpdateFunctionConfigurationInput& input,
                                                      const Request& request);
  FunctionConfiguration update_function_code(const UpdateFunctionCodeInput& input,
                                             const Request& request);
  DeleteFunctionOutput delete_function(const FunctionInput& input, const Request& request);
  ListTagsOutput list_tags(const ListTagsInput& input, const Request& request);
  void tag_resource(const TagResourceInput& input, const Request& request);
  void untag_resource(const UntagResourceInput& input, const Request& request);

  Answer<InvokeOutput> invoke(const InvokeInput& input, const Request& request);

  void set_function_script(const SetFunctionScriptInput& input, const Request& request);
  FunctionScript get_function_script(const ScriptedFunctionInput& input, const Request& request);
  void reset_function_script(const ScriptedFunctionInput& input, const Request& request);
  ListInvocationsOutput list_invocations(const ListInvocationsInput& input, const Request& request);

  std::vector<Job*> jobs() override { return {this}; }
  // How an attempt of an asynchronous invocation ended.
  void on_reply(const Json& tag, const Outcome& outcome) override;

 private:
  enum class Log { kNone, kTail };

  // The job that carries out asynchronous invocations.
  std::string_view name() const override { return "lambda.events"; }
  std::string_view table() const override { return "lambda_events"; }
  DueRow first_due(const PutOffRows& put_off) override { return events_.first_due(put_off); }
  void run(const DueRow& row, Moment now) override;

  Function function_of(std::string_view name, const std::optional<std::string>& qualifier,
                       const Request& request);
  // Keeps an asynchronous invocation for the job.
  InvokeOutput accept(const Function& function, std::string payload, const Request& request);
  // Takes the function's next outcome, and answers it at its time.
  Answer<InvokeOutput> begin(const Function& function, const std::string& payload, Log log,
                             const Request& request);

  Host& host_;
  Functions functions_;
  Events events_;
};

}  // namespace snowglobe::lambda
