// The table of operations, and the checks that several of them share.
#include "services/states/states.h"

#include "emulator/base/text.h"
#include "services/states/aws_operations.h"
#include "services/states/errors.h"
#include "services/states/service.h"

namespace snowglobe::states {
namespace {

constexpr std::int64_t page_size_default = 100;

// No name may have these, nor control characters.
constexpr std::string_view forbidden_in_names = " \t\n\r<>{}[]?*\"#%\\^|~`$&,;:/";

}  // namespace

States::States(Host& host)
    : host_(host),
      machines_((Machines::migrate(host.database()), host.database())),
      executions_((Executions::migrate(host.database()), host.database())),
      runner_(host, *this, machines_, executions_) {}

void States::on_reply(const Json& tag, const Outcome& outcome) {
  runner_.answer(tag.at("execution").get<std::int64_t>(), tag.at("frame").get<std::int64_t>(),
                 tag.at("attempt").get<std::int64_t>(), outcome);
}

MachineRow States::machine(const std::string& arn) {
  check_arn(arn, ArnOf::kStateMachine);
  std::optional<MachineRow> found = machines_.find(arn);
  if (!found) throw no_such_machine(arn);
  return *std::move(found);
}

ExecutionRow States::execution(const std::string& arn) {
  check_arn(arn, ArnOf::kExecution);
  std::optional<ExecutionRow> found = executions_.find(arn);
  if (!found) throw no_such_execution(arn);
  return *std::move(found);
}

void check_arn(const std::string& arn, ArnOf what) {
  const std::optional<Arn> parsed = Arn::parse(arn);
  if (!parsed || parsed->service != "states") throw invalid_arn("Invalid ARN prefix: " + arn);
  const std::string_view type = split(parsed->resource, ':').front();
  const std::string_view wanted = what == ArnOf::kStateMachine ? "stateMachine" : "execution";
  if (type != wanted)
    throw invalid_arn("Resource type not valid in this context: " + std::string(type));
}

void check_name(const std::string& name) {
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || forbidden_in_names.find(c) != std::string_view::npos)
      throw invalid_name(name);
  }
}

std::int64_t page_size(const std::optional<int>& max_results) {
  return max_results.value_or(0) == 0 ? page_size_default : *max_results;
}

std::string page_token(std::int64_t position) {
  return base64_encode("next:" + std::to_string(position));
}

std::int64_t page_position(const std::string& token) {
  const std::optional<std::string> text = base64_decode(token);
  const auto position =
      text && text->starts_with("next:") ? parse_int(text->substr(5)) : std::nullopt;
  if (!position || *position < 0) throw invalid_token();
  return *position;
}

const ServiceDefinition& states_service() {
  static const Operation operations[] = {
      op<&States::create_state_machine>("CreateStateMachine"),
      op<&States::describe_state_machine>("DescribeStateMachine"),
      op<&States::list_state_machines>("ListStateMachines"),
      op<&States::update_state_machine>("UpdateStateMachine"),
      op<&States::delete_state_machine>("DeleteStateMachine"),
      op<&States::validate_state_machine_definition>("ValidateStateMachineDefinition"),
      op<&States::tag_resource>("TagResource"),
      op<&States::untag_resource>("UntagResource"),
      op<&States::list_tags_for_resource>("ListTagsForResource"),
      op<&States::start_execution>("StartExecution"),
      op<&States::start_sync_execution>("StartSyncExecution"),
      op<&States::describe_execution>("DescribeExecution"),
      op<&States::describe_state_machine_for_execution>("DescribeStateMachineForExecution"),
      op<&States::list_executions>("ListExecutions"),
      op<&States::stop_execution>("StopExecution"),
      op<&States::get_execution_history>("GetExecutionHistory"),
      op<&States::send_task_success>("SendTaskSuccess"),
      op<&States::send_task_failure>("SendTaskFailure"),
      op<&States::send_task_heartbeat>("SendTaskHeartbeat"),
  };
  static const ServiceDefinition definition{
      .info = {.name = "states",
               .signing_name = "states",
               .shape_name = "AWSStepFunctions",
               .protocols = {Protocol::kJson10, Protocol::kRpcV2Cbor},
               .api_version = "2016-11-23",
               .error_namespace = "com.amazonaws.swf.service.v2.model",
               .host_prefix = "sync-",
               .resource_members = {"stateMachineArn", "executionArn", "name", "resourceArn"}},
      .operations = operations,
      .aws_operations = aws_operations,
      .make = [](Host& host) { return std::make_unique<States>(host); }};
  return definition;
}

}  // namespace snowglobe::states
