// The operations on state machines.
#include "emulator/base/text.h"
#include "services/states/errors.h"
#include "services/states/service.h"

namespace snowglobe::states {
namespace {

constexpr std::int64_t tags_max = 50;

MachineType type_named(const std::optional<std::string>& name) {
  return name == "EXPRESS" ? MachineType::kExpress : MachineType::kStandard;
}
std::string text_of(MachineType type) {
  return type == MachineType::kExpress ? "EXPRESS" : "STANDARD";
}

void check_role(const std::string& arn) {
  const std::optional<Arn> role = Arn::parse(arn);
  if (!role || role->service != "iam" || !role->resource.starts_with("role/"))
    throw invalid_role_arn(arn);
}

void refuse_versions(const std::optional<bool>& publish,
                     const std::optional<std::string>& description) {
  if (publish.value_or(false))
    throw invalid("Versions of state machines are not supported by Snowglobe yet");
  if (description) throw invalid("Version description can only be set when publish is true");
}

void refuse_keys(const std::optional<EncryptionConfiguration>& encryption) {
  if (encryption && encryption->type != "AWS_OWNED_KEY")
    throw AwsError("InvalidEncryptionConfiguration",
                   "Customer managed keys are not supported by Snowglobe yet");
}

}  // namespace

LoggingConfiguration logging_of(const MachineRow& machine) {
  LoggingConfiguration logging = *from_kept_text<LoggingConfiguration>(machine.logging);
  if (!logging.level) logging.level = "OFF";
  if (!logging.include_execution_data) logging.include_execution_data = false;
  return logging;
}

TracingConfiguration tracing_of(const MachineRow& machine) {
  TracingConfiguration tracing = *from_kept_text<TracingConfiguration>(machine.tracing);
  if (!tracing.enabled) tracing.enabled = false;
  return tracing;
}

EncryptionConfiguration encryption_of(const MachineRow& machine) {
  EncryptionConfiguration encryption = *from_kept_text<EncryptionConfiguration>(machine.encryption);
  if (encryption.type.empty()) encryption.type = "AWS_OWNED_KEY";
  return encryption;
}

// Keeps the definition, and gives its hash.
std::string States::checked_definition(const std::string& text, MachineType type) {
  if (text.size() > definition_bytes_max)
    throw invalid_definition("'DEFINITION_SIZE_LIMIT_EXCEEDED: The definition has more than " +
                             std::to_string(definition_bytes_max) + " bytes'");
  const Parsed parsed = parse_definition(text, type);
  if (parsed.definition == nullptr) throw invalid_definition(describe(parsed.diagnostics));
  return machines_.keep_definition(text);
}

CreateStateMachineOutput States::create_state_machine(const CreateStateMachineInput& input,
                                                      const Request& request) {
  check_name(input.name);
  check_role(input.role_arn);
  refuse_versions(input.publish, input.version_description);
  refuse_keys(input.encryption_configuration);
  MachineRow row;
  row.name = input.name;
  row.arn = request.arn("states", "stateMachine:" + input.name);
  row.type = type_named(input.type);
  row.definition_hash = checked_definition(input.definition, row.type);
  row.role_arn = input.role_arn;
  row.created = row.updated = host_.now();
  row.logging = kept_text(input.logging_configuration);
  row.tracing = kept_text(input.tracing_configuration);
  row.encryption = kept_text(input.encryption_configuration);
  if (const std::optional<MachineRow> known = machines_.find(row.arn)) {
    // The same request again is the same machine; role and tags do not count.
    if (known->definition_hash != row.definition_hash || known->type != row.type ||
        known->logging != row.logging || known->tracing != row.tracing ||
        known->encryption != row.encryption)
      throw machine_exists(row.arn);
    return {known->arn, known->created, std::nullopt};
  }
  machines_.insert(row, request.region() + ":" + request.account());
  if (input.tags) put_tags(row.arn, *input.tags);
  return {row.arn, row.created, std::nullopt};
}

DescribeStateMachineOutput States::describe_state_machine(const DescribeStateMachineInput& input) {
  const MachineRow row = machine(input.state_machine_arn);
  DescribeStateMachineOutput output;
  output.state_machine_arn = row.arn;
  output.name = row.name;
  output.status = "ACTIVE";
  output.definition = machines_.definition_text(row.definition_hash);
  output.role_arn = row.role_arn;
  output.type = text_of(row.type);
  output.creation_date = row.created;
  output.logging_configuration = logging_of(row);
  output.tracing_configuration = tracing_of(row);
  output.encryption_configuration = encryption_of(row);
  if (!row.revision_id.empty()) output.revision_id = row.revision_id;
  return output;
}

ListStateMachinesOutput States::list_state_machines(const ListStateMachinesInput& input,
                                                    const Request& request) {
  const std::int64_t after = input.next_token ? page_position(*input.next_token) : 0;
  const std::int64_t size = page_size(input.max_results);
  std::vector<MachineRow> rows =
      machines_.list(request.region() + ":" + request.account(), after, size + 1);
  ListStateMachinesOutput output;
  if (static_cast<std::int64_t>(rows.size()) > size) {
    rows.pop_back();
    output.next_token = page_token(rows.back().id);
  }
  for (const MachineRow& row : rows)
    output.state_machines.push_back({row.arn, row.name, text_of(row.type), row.created});
  return output;
}

UpdateStateMachineOutput States::update_state_machine(const UpdateStateMachineInput& input) {
  MachineRow row = machine(input.state_machine_arn);
  if (!input.definition && !input.role_arn && !input.logging_configuration &&
      !input.tracing_configuration && !input.encryption_configuration)
    throw missing_update();
  refuse_versions(input.publish, input.version_description);
  refuse_keys(input.encryption_configuration);
  if (input.role_arn) {
    check_role(*input.role_arn);
    row.role_arn = *input.role_arn;
  }
  if (input.definition) row.definition_hash = checked_definition(*input.definition, row.type);
  if (input.logging_configuration) row.logging = kept_text(input.logging_configuration);
  if (input.tracing_configuration) row.tracing = kept_text(input.tracing_configuration);
  if (input.encryption_configuration) row.encryption = kept_text(input.encryption_configuration);
  row.updated = host_.now();
  row.revision_id = host_.random().uuid();
  machines_.update(row);
  return {row.updated, row.revision_id, std::nullopt};
}

// Executions that still run are ended at their next step (Runner::run_due_frame).
void States::delete_state_machine(const StateMachineInput& input) {
  check_arn(input.state_machine_arn, ArnOf::kStateMachine);
  machines_.erase(input.state_machine_arn);
}

ValidateStateMachineDefinitionOutput States::validate_state_machine_definition(
    const ValidateStateMachineDefinitionInput& input) {
  Parsed parsed = parse_definition(input.definition, type_named(input.type));
  ValidateStateMachineDefinitionOutput output;
  output.result = parsed.definition != nullptr ? "OK" : "FAIL";
  const std::size_t most = static_cast<std::size_t>(page_size(input.max_results));
  output.truncated = parsed.diagnostics.size() > most;
  if (*output.truncated) parsed.diagnostics.resize(most);
  for (Diagnostic& one : parsed.diagnostics) {
    DefinitionDiagnostic diagnostic{"ERROR", std::move(one.code), std::move(one.message), {}};
    if (!one.location.empty()) diagnostic.location = std::move(one.location);
    output.diagnostics.push_back(std::move(diagnostic));
  }
  return output;
}

void States::put_tags(const std::string& arn, const std::vector<Tag>& tags) {
  for (const Tag& tag : tags)
    if (tag.key) machines_.put_tag(arn, *tag.key, tag.value.value_or(""));
  if (machines_.count_tags(arn) > tags_max) throw too_many_tags(arn);
}

void States::tag_resource(const TagResourceInput& input) {
  check_arn(input.resource_arn, ArnOf::kStateMachine);
  if (!machines_.find(input.resource_arn)) throw no_such_resource(input.resource_arn);
  put_tags(input.resource_arn, input.tags);
}

void States::untag_resource(const UntagResourceInput& input) {
  check_arn(input.resource_arn, ArnOf::kStateMachine);
  if (!machines_.find(input.resource_arn)) throw no_such_resource(input.resource_arn);
  for (const std::string& key : input.tag_keys) machines_.remove_tag(input.resource_arn, key);
}

ListTagsForResourceOutput States::list_tags_for_resource(const ListTagsForResourceInput& input) {
  check_arn(input.resource_arn, ArnOf::kStateMachine);
  if (!machines_.find(input.resource_arn)) throw no_such_resource(input.resource_arn);
  ListTagsForResourceOutput output;
  output.tags.emplace();
  for (auto& [key, value] : machines_.tags(input.resource_arn))
    output.tags->push_back({std::move(key), std::move(value)});
  return output;
}

}  // namespace snowglobe::states
