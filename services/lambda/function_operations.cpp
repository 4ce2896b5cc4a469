#include <algorithm>

#include "emulator/base/arn.h"
#include "emulator/base/hash.h"
#include "emulator/base/text.h"
#include "services/lambda/errors.h"
#include "services/lambda/service.h"

namespace snowglobe::lambda {
namespace {

constexpr int timeout_max_s = 900;
constexpr int memory_max_mb = 10'240;
constexpr int page_max = 50;  // of functions, however many were asked for
constexpr std::size_t environment_bytes_max = 4096;
constexpr std::size_t tags_max = 50;

// The one package there is: it stands for "what this function does is a script".
constexpr std::string_view scripted_bucket = "snowglobe";
constexpr std::string_view scripted_key = "scripted";

void check_code(const FunctionCode& code) {
  if (code.s3_bucket == scripted_bucket && code.s3_key == scripted_key) return;
  throw invalid_parameter(
      "Snowglobe does not run code yet, only scripted functions. Create the function with "
      "Code={\"S3Bucket\": \"snowglobe\", \"S3Key\": \"scripted\"}; it then returns its event "
      "until "
      "SetFunctionScript says what it does (see docs/services/lambda.md).");
}

void check_supported(const CreateFunctionInput& input) {
  if (input.package_type == "Image") throw not_supported("container images");
  if (input.publishes.value_or(false) || input.publish_to) {
    throw not_supported("published versions");
  }
  if (input.signing_config_arn) throw not_supported("CodeSigningConfigArn");
  if (input.tenancy) throw not_supported("TenancyConfig");
}

bool is_variable_name(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return name.size() >= 2 && is_letter(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

void check_variables(const StringMap& variables) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : variables) {
    bytes += name.size() + value.size();
    if (is_variable_name(name)) continue;
    throw AwsError("ValidationException",
                   "1 validation error detected: Value at 'environment.variables' failed to "
                   "satisfy constraint: Map keys must satisfy constraint: [Member must satisfy "
                   "regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]");
  }
  if (bytes > environment_bytes_max) {
    throw invalid_parameter(
        "Lambda was unable to configure your environment variables because the environment "
        "variables you have provided exceeded the 4KB limit.");
  }
}

void check_settings(const Settings& settings) {
  if (settings.timeout_s && *settings.timeout_s > timeout_max_s) {
    throw above_limit("timeout", *settings.timeout_s, timeout_max_s);
  }
  if (settings.memory_mb && *settings.memory_mb > memory_max_mb) {
    throw above_limit("memorySize", *settings.memory_mb, memory_max_mb);
  }
  if (settings.storage && settings.storage->size_mb > memory_max_mb) {
    throw above_limit("ephemeralStorage.size", settings.storage->size_mb, memory_max_mb);
  }
  if (settings.environment && settings.environment->variables) {
    check_variables(*settings.environment->variables);
  }
  // These would change what an invocation does, and nothing here would do it.
  if (settings.dead_letter && !settings.dead_letter->target_arn.value_or("").empty()) {
    throw not_supported("DeadLetterConfig");
  }
  if (settings.capacity_provider) throw not_supported("CapacityProviderConfig");
  if (settings.durable) throw not_supported("DurableConfig");
  if (settings.runtime_config) throw not_supported("RuntimeConfig");
  if (settings.accelerator) throw not_supported("AcceleratorConfig");
}

template <class T>
void take(std::optional<T>& target, const std::optional<T>& source) {
  if (source) target = source;
}

// Writes what was given over what was there.
void apply(const Settings& settings, FunctionConfiguration& configuration) {
  take(configuration.runtime, settings.runtime);
  take(configuration.handler, settings.handler);
  take(configuration.description, settings.description);
  take(configuration.kms_key_arn, settings.kms_key_arn);
  take(configuration.timeout_s, settings.timeout_s);
  take(configuration.memory_mb, settings.memory_mb);
  take(configuration.dead_letter, settings.dead_letter);
  take(configuration.tracing, settings.tracing);
  take(configuration.file_systems, settings.file_systems);
  take(configuration.storage, settings.storage);
  if (settings.logging) {
    configuration.logging->format = settings.logging->format.value_or("Text");
    take(configuration.logging->application_level, settings.logging->application_level);
    take(configuration.logging->system_level, settings.logging->system_level);
    take(configuration.logging->group, settings.logging->group);
  }
  if (settings.vpc) {
    configuration.vpc = {settings.vpc->subnet_ids.value_or(StringList()),
                         settings.vpc->security_group_ids.value_or(StringList()), "",
                         settings.vpc->allows_ipv6.value_or(false)};
  }
  if (settings.environment) {
    const StringMap variables = settings.environment->variables.value_or(StringMap());
    configuration.environment.reset();
    if (!variables.empty()) configuration.environment = {variables, {}};
  }
  if (settings.layers) {
    configuration.layers.emplace();
    for (const std::string& arn : *settings.layers) {
      configuration.layers->push_back({arn, {}, {}, 0});
    }
  }
  if (settings.image) configuration.image = {settings.image, {}};
  if (settings.snap_start) {
    configuration.snap_start = {settings.snap_start->apply_on.value_or("None"), "Off"};
  }
}

// What AWS says of a function that asks for nothing particular.
FunctionConfiguration usual_configuration(const FunctionName& name) {
  FunctionConfiguration configuration;
  configuration.name = name.name;
  configuration.arn = name.arn();
  configuration.description = "";
  configuration.timeout_s = 3;
  configuration.memory_mb = 128;
  configuration.code_bytes = 0;
  configuration.code_sha256 = base64_encode(sha256(""));
  configuration.version = "$LATEST";
  configuration.tracing = {"PassThrough"};
  configuration.package_type = "Zip";
  configuration.architectures = {"x86_64"};
  configuration.storage = EphemeralStorage{};
  configuration.snap_start = {"None", "Off"};
  configuration.logging = {"Text", {}, {}, "/aws/lambda/" + name.name};
  configuration.state = "Active";
  configuration.last_update_status = "Successful";
  return configuration;
}

// "2026-01-01T00:00:00.000+0000"
std::string last_modified(Moment now) {
  std::string text = iso8601_millis(now);
  text.pop_back();
  return text + "+0000";
}

void check_role(const std::string& role) {
  const auto arn = Arn::parse(role);
  if (!arn || arn->service != "iam" || !arn->resource.starts_with("role/")) {
    throw AwsError("ValidationException",
                   "1 validation error detected: Value '" + role +
                       "' at 'role' failed to satisfy constraint: Member must satisfy regular "
                       "expression pattern: "
                       "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
  }
}

void check_tags(const StringMap& tags) {
  if (tags.size() > tags_max) {
    throw invalid_parameter("Number of tags exceeds resource tag limit.");
  }
  for (const auto& [key, value] : tags) {
    if (key.empty() || key.size() > 128 || value.size() > 256 || key.starts_with("aws:")) {
      throw invalid_parameter("The tag '" + key + "' is invalid.");
    }
  }
}

}  // namespace

Function Lambda::function_of(std::string_view text, const std::optional<std::string>& qualifier,
                             const Request& request) {
  const auto name = parse_function_name(text, request.account(), request.region());
  if (!name) {
    throw AwsError("ValidationException",
                   "1 validation error detected: Value '" + std::string(text) +
                       "' at 'functionName' failed to satisfy constraint: Member must satisfy "
                       "regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]"
                       "{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?"
                       "([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?");
  }
  if (name->region != request.region()) throw other_region(name->region, request.region());
  const std::string version = qualifier && !qualifier->empty() ? *qualifier : name->qualifier;
  if (!version.empty() && version != "$LATEST") {
    throw no_such_function(name->arn() + ":" + version);  // nothing is ever published
  }
  auto function = functions_.find(*name);
  if (!function) throw no_such_function(name->arn());
  return std::move(*function);
}

FunctionConfiguration Lambda::create_function(const CreateFunctionInput& input,
                                              const Request& request) {
  const auto name = parse_function_name(input.name, request.account(), request.region());
  if (!name || !name->qualifier.empty()) {
    throw invalid_parameter("The function name '" + input.name + "' is invalid.");
  }
  if (name->region != request.region()) throw other_region(name->region, request.region());
  check_supported(input);
  check_settings(input.settings);
  check_role(input.role);
  if (!input.settings.runtime || !input.settings.handler) {
    throw invalid_parameter(
        "Runtime and Handler are mandatory parameters for functions created with deployment "
        "packages.");
  }
  check_code(input.code);
  const StringMap tags = input.tags.value_or(StringMap());
  check_tags(tags);
  if (functions_.find(*name)) throw function_exists(name->name);
  FunctionConfiguration configuration = usual_configuration(*name);
  configuration.role = input.role;
  take(configuration.architectures, input.architectures);
  apply(input.settings, configuration);
  configuration.last_modified = last_modified(host_.now());
  configuration.revision_id = host_.random().uuid();
  functions_.add(*name, configuration, tags);
  return configuration;
}

GetFunctionOutput Lambda::get_function(const FunctionInput& input, const Request& request) {
  const Function function = function_of(input.name, input.qualifier, request);
  GetFunctionOutput output;
  output.configuration = functions_.configuration(function);
  output.code.repository_type = "S3";
  output.code.location = "s3://" + std::string(scripted_bucket) + "/" + std::string(scripted_key);
  StringMap tags = functions_.tags(function);
  if (!tags.empty()) output.tags = std::move(tags);
  return output;
}

FunctionConfiguration Lambda::get_function_configuration(const FunctionInput& input,
                                                         const Request& request) {
  return functions_.configuration(function_of(input.name, input.qualifier, request));
}

ListFunctionsOutput Lambda::list_functions(const ListFunctionsInput& input,
                                           const Request& request) {
  const auto after = base64_decode(input.marker.value_or(""));
  if (!after) throw invalid_parameter("The marker is invalid.");
  const int count_max = std::min(input.count_max.value_or(page_max), page_max);
  ListFunctionsOutput output;
  output.functions = functions_.list(request.account(), request.region(), *after, count_max + 1);
  if (static_cast<int>(output.functions.size()) > count_max) {
    output.functions.pop_back();
    output.next_marker = base64_encode(*output.functions.back().name);
  }
  return output;
}

FunctionConfiguration Lambda::update_function_configuration(
    const UpdateFunctionConfigurationInput& input, const Request& request) {
  const Function function = function_of(input.name, {}, request);
  check_settings(input.settings);
  FunctionConfiguration configuration = functions_.configuration(function);
  if (input.revision_id && input.revision_id != configuration.revision_id) {
    throw revision_differs();
  }
  if (input.role) check_role(*input.role);
  take(configuration.role, input.role);
  apply(input.settings, configuration);
  configuration.last_modified = last_modified(host_.now());
  configuration.revision_id = host_.random().uuid();
  functions_.set_configuration(function, configuration);
  return configuration;
}

FunctionConfiguration Lambda::update_function_code(const UpdateFunctionCodeInput& input,
                                                   const Request& request) {
  const Function function = function_of(input.name, {}, request);
  if (input.publishes.value_or(false) || input.publish_to) {
    throw not_supported("published versions");
  }
  check_code(input.code);
  FunctionConfiguration configuration = functions_.configuration(function);
  if (input.revision_id && input.revision_id != configuration.revision_id) {
    throw revision_differs();
  }
  if (input.is_dry_run.value_or(false)) return configuration;
  take(configuration.architectures, input.architectures);
  configuration.last_modified = last_modified(host_.now());
  configuration.revision_id = host_.random().uuid();
  functions_.set_configuration(function, configuration);
  return configuration;
}

DeleteFunctionOutput Lambda::delete_function(const FunctionInput& input, const Request& request) {
  functions_.remove(function_of(input.name, input.qualifier, request));
  return {};
}

ListTagsOutput Lambda::list_tags(const ListTagsInput& input, const Request& request) {
  return {functions_.tags(function_of(input.resource, {}, request))};
}

void Lambda::tag_resource(const TagResourceInput& input, const Request& request) {
  const Function function = function_of(input.resource, {}, request);
  StringMap tags = functions_.tags(function);
  for (const auto& [key, value] : input.tags) tags[key] = value;
  check_tags(tags);
  functions_.set_tags(function, tags);
}

void Lambda::untag_resource(const UntagResourceInput& input, const Request& request) {
  const Function function = function_of(input.resource, {}, request);
  StringMap tags = functions_.tags(function);
  for (const std::string& key : input.tag_keys) tags.erase(key);
  functions_.set_tags(function, tags);
}

}  // namespace snowglobe::lambda
