// Inputs and outputs of Lambda's operations.
//
// https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
#pragma once

#include "services/lambda/config_shapes.h"

namespace snowglobe::lambda {

struct FunctionCode {
  std::optional<Blob> zip_file;
  std::optional<std::string> s3_bucket, s3_key, s3_object_version, s3_storage_mode, image_uri,
      kms_key_arn;
  void describe(auto& field) {
    field("ZipFile", zip_file);
    field("S3Bucket", s3_bucket).length(3, 63);
    field("S3Key", s3_key).length(1, 1024);
    field("S3ObjectVersion", s3_object_version).length(1, 1024);
    field("S3ObjectStorageMode", s3_storage_mode).one_of({"COPY", "REFERENCE"});
    field("ImageUri", image_uri);
    field("SourceKMSKeyArn", kms_key_arn).length(0, 10'000);
  }
};

struct CreateFunctionInput {
  std::string name, role;
  FunctionCode code;
  Settings settings;
  std::optional<bool> publishes;
  std::optional<std::string> publish_to, package_type, signing_config_arn;
  std::optional<StringMap> tags;
  std::optional<StringList> architectures;
  std::optional<TenancyConfig> tenancy;
  void describe(auto& field) {
    field("FunctionName", name).length(1, 140);
    field("Role", role).length(0, 10'000);
    field("Code", code);
    settings.describe(field);
    field("Publish", publishes);
    field("PublishTo", publish_to).one_of({"LATEST_PUBLISHED"});
    field("PackageType", package_type).one_of({"Zip", "Image"});
    field("Tags", tags);
    field("CodeSigningConfigArn", signing_config_arn).length(0, 200);
    field("Architectures", architectures).length(1, 1);
    field("TenancyConfig", tenancy);
  }
};

struct UpdateFunctionConfigurationInput {
  std::string name;
  std::optional<std::string> role, revision_id;
  Settings settings;
  void describe(auto& field) {
    field("FunctionName", name).length(1, 140);
    field("Role", role).length(0, 10'000);
    settings.describe(field);
    field("RevisionId", revision_id);
  }
};

struct UpdateFunctionCodeInput {
  std::string name;
  FunctionCode code;
  std::optional<StringList> architectures;
  std::optional<bool> publishes, is_dry_run;
  std::optional<std::string> publish_to, revision_id;
  void describe(auto& field) {
    field("FunctionName", name).length(1, 140);
    code.describe(field);
    field("Architectures", architectures).length(1, 1);
    field("Publish", publishes);
    field("PublishTo", publish_to).one_of({"LATEST_PUBLISHED"});
    field("DryRun", is_dry_run);
    field("RevisionId", revision_id);
  }
};

struct FunctionInput {
  std::string name;
  std::optional<std::string> qualifier;
  void describe(auto& field) {
    field("FunctionName", name).length(1, 256);
    field("Qualifier", qualifier).query("Qualifier").length(1, 128);
  }
};

struct S3Object {
  std::optional<std::string> bucket, key, version;
  void describe(auto& field) {
    field("S3Bucket", bucket);
    field("S3Key", key);
    field("S3ObjectVersion", version);
  }
};

struct FunctionCodeLocation {
  std::optional<std::string> repository_type, location, image_uri, resolved_image_uri, kms_key_arn;
  std::optional<S3Object> object;
  std::optional<PartError> error;
  void describe(auto& field) {
    field("RepositoryType", repository_type);
    field("Location", location);
    field("ImageUri", image_uri);
    field("ResolvedImageUri", resolved_image_uri);
    field("ResolvedS3Object", object);
    field("SourceKMSKeyArn", kms_key_arn);
    field("Error", error);
  }
};

struct Concurrency {
  std::optional<int> reserved;
  void describe(auto& field) { field("ReservedConcurrentExecutions", reserved); }
};

struct GetFunctionOutput {
  FunctionConfiguration configuration;
  FunctionCodeLocation code;
  std::optional<StringMap> tags;
  std::optional<PartError> tags_error;
  std::optional<Concurrency> concurrency;
  void describe(auto& field) {
    field("Configuration", configuration);
    field("Code", code);
    field("Tags", tags);
    field("TagsError", tags_error);
    field("Concurrency", concurrency);
  }
};

struct ListFunctionsInput {
  std::optional<std::string> master_region, version, marker;
  std::optional<int> count_max;
  void describe(auto& field) {
    field("MasterRegion", master_region).query("MasterRegion").length(1, 50);
    field("FunctionVersion", version).query("FunctionVersion").one_of({"ALL"});
    field("Marker", marker).query("Marker");
    field("MaxItems", count_max).query("MaxItems").range(1, 10'000);
  }
};

struct ListFunctionsOutput {
  std::optional<std::string> next_marker;
  std::vector<FunctionConfiguration> functions;
  void describe(auto& field) {
    field("NextMarker", next_marker);
    field("Functions", functions);
  }
};

struct DeleteFunctionOutput {
  int status = 204;
  void describe(auto& field) { field("StatusCode", status).status_code(); }
};

struct ListTagsInput {
  std::string resource;
  void describe(auto& field) { field("Resource", resource).length(1, 10'000); }
};

struct ListTagsOutput {
  StringMap tags;
  void describe(auto& field) { field("Tags", tags); }
};

struct TagResourceInput {
  std::string resource;
  StringMap tags;
  void describe(auto& field) {
    field("Resource", resource).length(1, 10'000);
    field("Tags", tags);
  }
};

struct UntagResourceInput {
  std::string resource;
  StringList tag_keys;
  void describe(auto& field) {
    field("Resource", resource).length(1, 10'000);
    field("TagKeys", tag_keys).query("tagKeys");
  }
};

struct InvokeInput {
  std::string name;
  std::optional<std::string> type, log_type, client_context, durable_name, qualifier, tenant;
  std::optional<Blob> payload;
  void describe(auto& field) {
    field("FunctionName", name).length(1, 256);
    field("InvocationType", type)
        .header("X-Amz-Invocation-Type")
        .one_of({"Event", "RequestResponse", "DryRun"});
    field("LogType", log_type).header("X-Amz-Log-Type").one_of({"None", "Tail"});
    field("ClientContext", client_context).header("X-Amz-Client-Context");
    field("DurableExecutionName", durable_name)
        .header("X-Amz-Durable-Execution-Name")
        .length(1, 64);
    field("Payload", payload).payload();
    field("Qualifier", qualifier).query("Qualifier").length(1, 128);
    field("TenantId", tenant).header("X-Amz-Tenant-Id").length(1, 256);
  }
};

struct InvokeOutput {
  int status = 200;
  std::optional<std::string> function_error, log_result, executed_version, durable_arn;
  std::optional<Blob> payload;
  void describe(auto& field) {
    field("StatusCode", status).status_code();
    field("FunctionError", function_error).header("X-Amz-Function-Error");
    field("LogResult", log_result).header("X-Amz-Log-Result");
    field("Payload", payload).payload();
    field("ExecutedVersion", executed_version).header("X-Amz-Executed-Version");
    field("DurableExecutionArn", durable_arn).header("X-Amz-Durable-Execution-Arn");
  }
};

// ---- Snowglobe's own: what a scripted function does, and what it did

struct SetFunctionScriptInput {
  std::string name;
  std::vector<Json> outcomes;  // each as script.h says
  std::optional<bool> cycles;
  void describe(auto& field) {
    field("FunctionName", name).length(1, 256);
    field("Outcomes", outcomes).length(0, 1000);
    field("Cycle", cycles);
  }
};

struct ScriptedFunctionInput {
  std::string name;
  void describe(auto& field) { field("FunctionName", name).length(1, 256); }
};

struct FunctionScript {
  std::string name;
  std::vector<Json> outcomes;  // none: it returns its event
  bool cycles = false;
  std::int64_t position = 0;     // how many invocations this script has had
  std::int64_t invocations = 0;  // how many the function has had in all, retries included
  std::int64_t failures = 0;     // how many of them ended in an error or a timeout
  void describe(auto& field) {
    field("FunctionName", name);
    field("Outcomes", outcomes);
    field("Cycle", cycles);
    field("Position", position);
    field("Invocations", invocations);
    field("Failures", failures);
  }
};

struct ListInvocationsInput {
  std::string name;
  std::optional<int> count_max;
  void describe(auto& field) {
    field("FunctionName", name).length(1, 256);
    field("MaxItems", count_max).range(1, 1000);
  }
};

struct Invocation {
  std::int64_t number = 0;  // 1 for the function's first
  Moment at;
  std::string request_id, type, outcome;  // "RequestResponse"; "return", "throw" or "timeout"
  int attempt = 1;                        // of an asynchronous event: 1 to 3
  std::int64_t duration_ms = 0, event_bytes = 0, cause = 0;
  std::string event;  // its first 1,024 bytes
  void describe(auto& field) {
    field("Number", number);
    field("At", at);
    field("RequestId", request_id);
    field("InvocationType", type);
    field("Attempt", attempt);
    field("Outcome", outcome);
    field("DurationMilliseconds", duration_ms);
    field("Event", event);
    field("EventBytes", event_bytes);
    field("Cause", cause);
  }
};

struct ListInvocationsOutput {
  std::vector<Invocation> invocations;  // the newest first
  void describe(auto& field) { field("Invocations", invocations); }
};

}  // namespace snowglobe::lambda
