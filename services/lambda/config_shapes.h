// The parts of a function's configuration, in inputs and outputs alike.
//
// https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe::lambda {

using StringMap = std::map<std::string, std::string>;
using StringList = std::vector<std::string>;

struct VpcConfig {
  std::optional<StringList> subnet_ids, security_group_ids;
  std::optional<bool> allows_ipv6;
  void describe(auto& field) {
    field("SubnetIds", subnet_ids).length(0, 16);
    field("SecurityGroupIds", security_group_ids).length(0, 5);
    field("Ipv6AllowedForDualStack", allows_ipv6);
  }
};

struct VpcConfigResponse {
  std::optional<StringList> subnet_ids, security_group_ids;
  std::optional<std::string> vpc_id;
  std::optional<bool> allows_ipv6;
  void describe(auto& field) {
    field("SubnetIds", subnet_ids);
    field("SecurityGroupIds", security_group_ids);
    field("VpcId", vpc_id);
    field("Ipv6AllowedForDualStack", allows_ipv6);
  }
};

struct DeadLetterConfig {
  std::optional<std::string> target_arn;
  void describe(auto& field) { field("TargetArn", target_arn).length(0, 10'000); }
};

struct Environment {
  std::optional<StringMap> variables;
  void describe(auto& field) { field("Variables", variables); }
};

// An error where a part of the answer would stand.
struct PartError {
  std::optional<std::string> code, message;
  void describe(auto& field) {
    field("ErrorCode", code);
    field("Message", message);
  }
};

struct EnvironmentResponse {
  std::optional<StringMap> variables;
  std::optional<PartError> error;
  void describe(auto& field) {
    field("Variables", variables);
    field("Error", error);
  }
};

struct TracingConfig {
  std::optional<std::string> mode;
  void describe(auto& field) { field("Mode", mode).one_of({"Active", "PassThrough"}); }
};

struct S3FilesConfig {
  std::optional<std::string> direct_read;
  void describe(auto& field) {
    field("DirectS3Read", direct_read).one_of({"ENABLED", "DISABLED", "AUTO"});
  }
};

struct FileSystemConfig {
  std::string arn, local_mount_path;
  std::optional<S3FilesConfig> s3_files;
  void describe(auto& field) {
    field("Arn", arn).length(0, 256);
    field("LocalMountPath", local_mount_path).length(0, 160);
    field("S3FilesConfig", s3_files);
  }
};

struct ImageConfig {
  std::optional<StringList> entry_point, command;
  std::optional<std::string> working_directory;
  void describe(auto& field) {
    field("EntryPoint", entry_point).length(0, 1500);
    field("Command", command).length(0, 1500);
    field("WorkingDirectory", working_directory).length(0, 1000);
  }
};

struct ImageConfigResponse {
  std::optional<ImageConfig> config;
  std::optional<PartError> error;
  void describe(auto& field) {
    field("ImageConfig", config);
    field("Error", error);
  }
};

struct EphemeralStorage {
  int size_mb = 512;
  void describe(auto& field) { field("Size", size_mb).range(512, 32'768); }
};

struct SnapStart {
  std::optional<std::string> apply_on;
  void describe(auto& field) { field("ApplyOn", apply_on).one_of({"PublishedVersions", "None"}); }
};

struct SnapStartResponse {
  std::optional<std::string> apply_on, optimization_status;
  void describe(auto& field) {
    field("ApplyOn", apply_on);
    field("OptimizationStatus", optimization_status);
  }
};

struct LoggingConfig {
  std::optional<std::string> format, application_level, system_level, group;
  void describe(auto& field) {
    field("LogFormat", format).one_of({"JSON", "Text"});
    field("ApplicationLogLevel", application_level)
        .one_of({"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"});
    field("SystemLogLevel", system_level).one_of({"DEBUG", "INFO", "WARN"});
    field("LogGroup", group).length(1, 512);
  }
};

struct TenancyConfig {
  std::string isolation_mode;
  void describe(auto& field) {
    field("TenantIsolationMode", isolation_mode).one_of({"PER_TENANT"});
  }
};

struct ManagedInstances {
  std::string provider_arn;
  std::optional<int> concurrency_max;
  std::optional<double> memory_gb_per_cpu;
  void describe(auto& field) {
    field("CapacityProviderArn", provider_arn).length(1, 140);
    field("PerExecutionEnvironmentMaxConcurrency", concurrency_max).range(1, 1600);
    field("ExecutionEnvironmentMemoryGiBPerVCpu", memory_gb_per_cpu).range(2, 8);
  }
};

struct CapacityProviderConfig {
  ManagedInstances instances;
  void describe(auto& field) { field("LambdaManagedInstancesCapacityProviderConfig", instances); }
};

struct DurableConfig {
  std::optional<std::string> kms_key_arn;
  std::optional<int> retention_days, execution_timeout_s;
  void describe(auto& field) {
    field("KMSKeyArn", kms_key_arn).length(0, 10'000);
    field("RetentionPeriodInDays", retention_days).range(1, 90);
    field("ExecutionTimeout", execution_timeout_s).range(1, 31'622'400);
  }
};

struct FunctionRuntimeConfig {
  std::string arn, alias;
  void describe(auto& field) {
    field("RuntimeArn", arn).length(48, 2048);
    field("RuntimeAlias", alias).length(1, 128);
  }
};

struct AcceleratorConfig {
  int memory_gb = 0;
  void describe(auto& field) { field("AcceleratorMemorySize", memory_gb); }
};

struct RuntimeVersionConfig {
  std::optional<std::string> arn;
  std::optional<PartError> error;
  void describe(auto& field) {
    field("RuntimeVersionArn", arn);
    field("Error", error);
  }
};

struct LayerResponse {
  std::optional<std::string> arn, signing_profile_version_arn, signing_job_arn;
  std::optional<std::int64_t> code_bytes;
  void describe(auto& field) {
    field("Arn", arn);
    field("CodeSize", code_bytes);
    field("SigningProfileVersionArn", signing_profile_version_arn);
    field("SigningJobArn", signing_job_arn);
  }
};

// What CreateFunction and UpdateFunctionConfiguration both take.
struct Settings {
  std::optional<std::string> runtime, handler, description, kms_key_arn;
  std::optional<int> timeout_s, memory_mb;
  std::optional<VpcConfig> vpc;
  std::optional<DeadLetterConfig> dead_letter;
  std::optional<Environment> environment;
  std::optional<TracingConfig> tracing;
  std::optional<StringList> layers;
  std::optional<std::vector<FileSystemConfig>> file_systems;
  std::optional<ImageConfig> image;
  std::optional<EphemeralStorage> storage;
  std::optional<SnapStart> snap_start;
  std::optional<LoggingConfig> logging;
  std::optional<CapacityProviderConfig> capacity_provider;
  std::optional<DurableConfig> durable;
  std::optional<FunctionRuntimeConfig> runtime_config;
  std::optional<AcceleratorConfig> accelerator;
  void describe(auto& field) {
    field("Runtime", runtime)
        .one_of(
            {"nodejs",         "nodejs4.3",       "nodejs6.10", "nodejs8.10",    "nodejs10.x",
             "nodejs12.x",     "nodejs14.x",      "nodejs16.x", "nodejs18.x",    "nodejs20.x",
             "nodejs22.x",     "nodejs24.x",      "java8",      "java8.al2",     "java11",
             "java17",         "java21",          "java25",     "python2.7",     "python3.6",
             "python3.7",      "python3.8",       "python3.9",  "python3.10",    "python3.11",
             "python3.12",     "python3.13",      "python3.14", "dotnetcore1.0", "dotnetcore2.0",
             "dotnetcore2.1",  "dotnetcore3.1",   "dotnet6",    "dotnet8",       "dotnet10",
             "nodejs4.3-edge", "go1.x",           "ruby2.5",    "ruby2.7",       "ruby3.2",
             "ruby3.3",        "ruby3.4",         "ruby4.0",    "provided",      "provided.al2",
             "nodejs26.x",     "provided.al2023", "python3.15", "java8.al2023",  "java11.al2023",
             "java17.al2023",  "custom"});
    field("Handler", handler).length(0, 128);
    field("Description", description).length(0, 256);
    field("Timeout", timeout_s).range(1, 5400);
    field("MemorySize", memory_mb).range(128, 32'768);
    field("VpcConfig", vpc);
    field("DeadLetterConfig", dead_letter);
    field("Environment", environment);
    field("KMSKeyArn", kms_key_arn).length(0, 10'000);
    field("TracingConfig", tracing);
    field("Layers", layers);
    field("FileSystemConfigs", file_systems).length(0, 1);
    field("ImageConfig", image);
    field("EphemeralStorage", storage);
    field("SnapStart", snap_start);
    field("LoggingConfig", logging);
    field("CapacityProviderConfig", capacity_provider);
    field("DurableConfig", durable);
    field("RuntimeConfig", runtime_config);
    field("AcceleratorConfig", accelerator);
  }
};

// A function as AWS describes it; also the form in which its row keeps it.
struct FunctionConfiguration {
  std::optional<std::string> name, arn, runtime, role, handler, description, last_modified,
      code_sha256, version, kms_key_arn, master_arn, revision_id, state, state_reason,
      state_reason_code, last_update_status, last_update_reason, last_update_reason_code,
      signing_profile_version_arn, signing_job_arn, package_type, config_sha256;
  std::optional<std::int64_t> code_bytes;
  std::optional<int> timeout_s, memory_mb;
  std::optional<VpcConfigResponse> vpc;
  std::optional<DeadLetterConfig> dead_letter;
  std::optional<EnvironmentResponse> environment;
  std::optional<TracingConfig> tracing;
  std::optional<std::vector<LayerResponse>> layers;
  std::optional<std::vector<FileSystemConfig>> file_systems;
  std::optional<ImageConfigResponse> image;
  std::optional<StringList> architectures;
  std::optional<EphemeralStorage> storage;
  std::optional<SnapStartResponse> snap_start;
  std::optional<RuntimeVersionConfig> runtime_version;
  std::optional<LoggingConfig> logging;
  std::optional<TenancyConfig> tenancy;
  std::optional<CapacityProviderConfig> capacity_provider;
  std::optional<DurableConfig> durable;
  std::optional<FunctionRuntimeConfig> runtime_config;
  std::optional<AcceleratorConfig> accelerator;
  void describe(auto& field) {
    field("FunctionName", name);
    field("FunctionArn", arn);
    field("Runtime", runtime);
    field("Role", role);
    field("Handler", handler);
    field("CodeSize", code_bytes);
    field("Description", description);
    field("Timeout", timeout_s);
    field("MemorySize", memory_mb);
    field("LastModified", last_modified);
    field("CodeSha256", code_sha256);
    field("Version", version);
    field("VpcConfig", vpc);
    field("DeadLetterConfig", dead_letter);
    field("Environment", environment);
    field("KMSKeyArn", kms_key_arn);
    field("TracingConfig", tracing);
    field("MasterArn", master_arn);
    field("RevisionId", revision_id);
    field("Layers", layers);
    field("State", state);
    field("StateReason", state_reason);
    field("StateReasonCode", state_reason_code);
    field("LastUpdateStatus", last_update_status);
    field("LastUpdateStatusReason", last_update_reason);
    field("LastUpdateStatusReasonCode", last_update_reason_code);
    field("FileSystemConfigs", file_systems);
    field("SigningProfileVersionArn", signing_profile_version_arn);
    field("SigningJobArn", signing_job_arn);
    field("PackageType", package_type);
    field("ImageConfigResponse", image);
    field("Architectures", architectures);
    field("EphemeralStorage", storage);
    field("SnapStart", snap_start);
    field("RuntimeVersionConfig", runtime_version);
    field("LoggingConfig", logging);
    field("TenancyConfig", tenancy);
    field("CapacityProviderConfig", capacity_provider);
    field("ConfigSha256", config_sha256);
    field("DurableConfig", durable);
    field("RuntimeConfig", runtime_config);
    field("AcceleratorConfig", accelerator);
  }
};

}  // namespace snowglobe::lambda
