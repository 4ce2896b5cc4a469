#include "emulator/wire/aws_operations.h"

#include "emulator/wire/route.h"

namespace snowglobe::wire {
namespace {

// Of services that are called by name: the names, with spaces around each.
struct Names {
  std::string_view service;
  std::string_view operations;
};
constexpr Names names[] = {
    {"sqs",
     " AddPermission CancelMessageMoveTask ChangeMessageVisibility ChangeMessageVisibilityBatch"
     " CreateQueue DeleteMessage DeleteMessageBatch DeleteQueue GetQueueAttributes GetQueueUrl"
     " ListDeadLetterSourceQueues ListMessageMoveTasks ListQueueTags ListQueues PurgeQueue"
     " ReceiveMessage RemovePermission SendMessage SendMessageBatch SetQueueAttributes"
     " StartMessageMoveTask TagQueue UntagQueue "},
    {"dynamodb",
     " BatchExecuteStatement BatchGetItem BatchWriteItem CancelBulkOperation CreateBackup"
     " CreateGlobalTable CreateTable DeleteBackup DeleteItem DeleteResourcePolicy DeleteTable"
     " DescribeBackup DescribeBulkOperation DescribeContinuousBackups"
     " DescribeContributorInsights DescribeEndpoints DescribeExport DescribeGlobalTable"
     " DescribeGlobalTableSettings DescribeImport DescribeKinesisStreamingDestination"
     " DescribeLimits DescribeTable DescribeTableReplicaAutoScaling DescribeTimeToLive"
     " DisableKinesisStreamingDestination EnableKinesisStreamingDestination ExecuteStatement"
     " ExecuteTransaction ExportTableToPointInTime GetItem GetResourcePolicy ImportTable"
     " ListBackups ListBulkOperations ListContributorInsights ListExports ListGlobalTables"
     " ListImports ListTables ListTagsOfResource PutItem PutResourcePolicy Query"
     " RestoreTableFromBackup RestoreTableToPointInTime Scan SearchVectors StartBulkPutItems"
     " TagResource TransactGetItems TransactWriteItems UntagResource UpdateContinuousBackups"
     " UpdateContributorInsights UpdateGlobalTable UpdateGlobalTableSettings UpdateItem"
     " UpdateKinesisStreamingDestination UpdateTable UpdateTableReplicaAutoScaling"
     " UpdateTimeToLive "},
    {"dynamodbstreams", " DescribeStream GetRecords GetShardIterator ListStreams "},
    {"events",
     " ActivateEventSource CancelReplay CreateApiDestination CreateArchive CreateConnection"
     " CreateEndpoint CreateEventBus CreatePartnerEventSource DeactivateEventSource"
     " DeauthorizeConnection DeleteApiDestination DeleteArchive DeleteConnection DeleteEndpoint"
     " DeleteEventBus DeletePartnerEventSource DeleteRule DescribeApiDestination"
     " DescribeArchive DescribeConnection DescribeEndpoint DescribeEventBus DescribeEventSource"
     " DescribePartnerEventSource DescribeReplay DescribeRule DisableRule EnableRule"
     " ListApiDestinations ListArchives ListConnections ListEndpoints ListEventBuses"
     " ListEventSources ListPartnerEventSourceAccounts ListPartnerEventSources ListReplays"
     " ListRuleNamesByTarget ListRules ListTagsForResource ListTargetsByRule PutEvents"
     " PutPartnerEvents PutPermission PutRule PutTargets RemovePermission RemoveTargets"
     " StartReplay TagResource TestEventPattern UntagResource UpdateApiDestination"
     " UpdateArchive UpdateConnection UpdateEndpoint UpdateEventBus "},
    {"states",
     " CreateActivity CreateStateMachine CreateStateMachineAlias DeleteActivity"
     " DeleteStateMachine DeleteStateMachineAlias DeleteStateMachineVersion DescribeActivity"
     " DescribeExecution DescribeMapRun DescribeStateMachine DescribeStateMachineAlias"
     " DescribeStateMachineForExecution GetActivityTask GetExecutionHistory ListActivities"
     " ListExecutions ListMapRuns ListStateMachineAliases ListStateMachineVersions"
     " ListStateMachines ListTagsForResource PublishStateMachineVersion RedriveExecution"
     " SendTaskFailure SendTaskHeartbeat SendTaskSuccess StartExecution StartSyncExecution"
     " StopExecution TagResource TestState UntagResource UpdateMapRun UpdateStateMachine"
     " UpdateStateMachineAlias ValidateStateMachineDefinition "},
    {"sts",
     " AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot"
     " DecodeAuthorizationMessage GetAccessKeyInfo GetCallerIdentity GetDelegatedAccessToken"
     " GetFederationToken GetSessionToken GetWebIdentityToken "},
    {"iam",
     " AcceptDelegationRequest AcquireRole AddClientIDToOpenIDConnectProvider"
     " AddRoleToInstanceProfile AddUserToGroup AssociateDelegationRequest AttachGroupPolicy"
     " AttachRolePolicy AttachUserPolicy ChangePassword CreateAccessKey CreateAccountAlias"
     " CreateDelegationRequest CreateGroup CreateInstanceProfile CreateLoginProfile"
     " CreateOpenIDConnectProvider CreatePolicy CreatePolicyVersion CreateRole"
     " CreateSAMLProvider CreateServiceLinkedRole CreateServiceSpecificCredential CreateUser"
     " CreateVirtualMFADevice DeactivateMFADevice DeleteAccessKey DeleteAccountAlias"
     " DeleteAccountPasswordPolicy DeleteGroup DeleteGroupPolicy DeleteInstanceProfile"
     " DeleteLoginProfile DeleteOpenIDConnectProvider DeletePolicy DeletePolicyVersion"
     " DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DeleteSAMLProvider"
     " DeleteSSHPublicKey DeleteServerCertificate DeleteServiceLinkedRole"
     " DeleteServiceSpecificCredential DeleteSigningCertificate DeleteUser"
     " DeleteUserPermissionsBoundary DeleteUserPolicy DeleteVirtualMFADevice DetachGroupPolicy"
     " DetachRolePolicy DetachUserPolicy DisableOrganizationsRootCredentialsManagement"
     " DisableOrganizationsRootSessions DisableOutboundWebIdentityFederation EnableMFADevice"
     " EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions"
     " EnableOutboundWebIdentityFederation GenerateCredentialReport"
     " GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails"
     " GetAccessKeyLastUsed GetAccountAuthorizationDetails GetAccountPasswordPolicy"
     " GetAccountProperties GetAccountSummary GetContextKeysForCustomPolicy"
     " GetContextKeysForPrincipalPolicy GetCredentialReport GetDelegationRequest GetGroup"
     " GetGroupPolicy GetHumanReadableSummary GetInstanceProfile GetLoginProfile GetMFADevice"
     " GetOpenIDConnectProvider GetOrganizationsAccessReport"
     " GetOutboundWebIdentityFederationInfo GetPolicy GetPolicyVersion GetRole GetRolePolicy"
     " GetRoleTemplateVersion GetSAMLProvider GetSSHPublicKey GetServerCertificate"
     " GetServiceLastAccessedDetails GetServiceLastAccessedDetailsWithEntities"
     " GetServiceLinkedRoleDeletionStatus GetUser GetUserPolicy ListAccessKeys"
     " ListAccountAliases ListAttachedGroupPolicies ListAttachedRolePolicies"
     " ListAttachedUserPolicies ListDelegationRequests ListEntitiesForPolicy ListGroupPolicies"
     " ListGroups ListGroupsForUser ListInstanceProfileTags ListInstanceProfiles"
     " ListInstanceProfilesForRole ListMFADeviceTags ListMFADevices"
     " ListOpenIDConnectProviderTags ListOpenIDConnectProviders ListOrganizationsFeatures"
     " ListPolicies ListPoliciesGrantingServiceAccess ListPolicyTags ListPolicyVersions"
     " ListRolePolicies ListRoleTags ListRoles ListSAMLProviderTags ListSAMLProviders"
     " ListSSHPublicKeys ListServerCertificateTags ListServerCertificates"
     " ListServiceSpecificCredentials ListSigningCertificates ListUserPolicies ListUserTags"
     " ListUsers ListVirtualMFADevices PutAccountProperties PutGroupPolicy"
     " PutRolePermissionsBoundary PutRolePolicy PutUserPermissionsBoundary PutUserPolicy"
     " RejectDelegationRequest RemoveClientIDFromOpenIDConnectProvider"
     " RemoveRoleFromInstanceProfile RemoveUserFromGroup ResetServiceSpecificCredential"
     " ResyncMFADevice SendDelegationToken SetDefaultPolicyVersion"
     " SetSecurityTokenServicePreferences SimulateCustomPolicy SimulatePrincipalPolicy"
     " TagInstanceProfile TagMFADevice TagOpenIDConnectProvider TagPolicy TagRole"
     " TagSAMLProvider TagServerCertificate TagUser UntagInstanceProfile UntagMFADevice"
     " UntagOpenIDConnectProvider UntagPolicy UntagRole UntagSAMLProvider"
     " UntagServerCertificate UntagUser UpdateAccessKey UpdateAccountPasswordPolicy"
     " UpdateAssumeRolePolicy UpdateDelegationRequest UpdateGroup UpdateLoginProfile"
     " UpdateOpenIDConnectProviderThumbprint UpdateRole UpdateRoleDescription"
     " UpdateSAMLProvider UpdateSSHPublicKey UpdateServerCertificate"
     " UpdateServiceSpecificCredential UpdateSigningCertificate UpdateUser UploadSSHPublicKey"
     " UploadServerCertificate UploadSigningCertificate "},
};

// Of services that are called by method and path.
struct Path {
  std::string_view service;
  std::string_view operation;
  std::string_view http;
};
constexpr Path paths[] = {
    {"lambda", "AddLayerVersionPermission",
     "POST /2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy"},
    {"lambda", "AddPermission", "POST /2015-03-31/functions/{FunctionName}/policy"},
    {"lambda", "CheckpointDurableExecution",
     "POST /2025-12-01/durable-executions/{DurableExecutionArn}/checkpoint"},
    {"lambda", "CreateAlias", "POST /2015-03-31/functions/{FunctionName}/aliases"},
    {"lambda", "CreateCapacityProvider", "POST /2025-11-30/capacity-providers"},
    {"lambda", "CreateCodeSigningConfig", "POST /2020-04-22/code-signing-configs"},
    {"lambda", "CreateEventSourceMapping", "POST /2015-03-31/event-source-mappings"},
    {"lambda", "CreateFunction", "POST /2015-03-31/functions"},
    {"lambda", "CreateFunctionUrlConfig", "POST /2021-10-31/functions/{FunctionName}/url"},
    {"lambda", "DeleteAlias", "DELETE /2015-03-31/functions/{FunctionName}/aliases/{Name}"},
    {"lambda", "DeleteCapacityProvider",
     "DELETE /2025-11-30/capacity-providers/{CapacityProviderName}"},
    {"lambda", "DeleteCodeSigningConfig",
     "DELETE /2020-04-22/code-signing-configs/{CodeSigningConfigArn}"},
    {"lambda", "DeleteDurableExecution",
     "DELETE /2025-12-01/durable-executions/{DurableExecutionArn}"},
    {"lambda", "DeleteEventSourceMapping", "DELETE /2015-03-31/event-source-mappings/{UUID}"},
    {"lambda", "DeleteFunction", "DELETE /2015-03-31/functions/{FunctionName}"},
    {"lambda", "DeleteFunctionCodeSigningConfig",
     "DELETE /2020-06-30/functions/{FunctionName}/code-signing-config"},
    {"lambda", "DeleteFunctionConcurrency",
     "DELETE /2017-10-31/functions/{FunctionName}/concurrency"},
    {"lambda", "DeleteFunctionEventInvokeConfig",
     "DELETE /2019-09-25/functions/{FunctionName}/event-invoke-config"},
    {"lambda", "DeleteFunctionUrlConfig", "DELETE /2021-10-31/functions/{FunctionName}/url"},
    {"lambda", "DeleteLayerVersion",
     "DELETE /2018-10-31/layers/{LayerName}/versions/{VersionNumber}"},
    {"lambda", "DeleteProvisionedConcurrencyConfig",
     "DELETE /2019-09-30/functions/{FunctionName}/provisioned-concurrency"},
    {"lambda", "DeleteResourcePolicy", "DELETE /2026-07-09/resource-policy/{ResourceArn}"},
    {"lambda", "GetAccountSettings", "GET /2016-08-19/account-settings"},
    {"lambda", "GetAlias", "GET /2015-03-31/functions/{FunctionName}/aliases/{Name}"},
    {"lambda", "GetCapacityProvider", "GET /2025-11-30/capacity-providers/{CapacityProviderName}"},
    {"lambda", "GetCodeSigningConfig",
     "GET /2020-04-22/code-signing-configs/{CodeSigningConfigArn}"},
    {"lambda", "GetDurableExecution", "GET /2025-12-01/durable-executions/{DurableExecutionArn}"},
    {"lambda", "GetDurableExecutionHistory",
     "GET /2025-12-01/durable-executions/{DurableExecutionArn}/history"},
    {"lambda", "GetDurableExecutionState",
     "GET /2025-12-01/durable-executions/{DurableExecutionArn}/state"},
    {"lambda", "GetEventSourceMapping", "GET /2015-03-31/event-source-mappings/{UUID}"},
    {"lambda", "GetFunction", "GET /2015-03-31/functions/{FunctionName}"},
    {"lambda", "GetFunctionCodeSigningConfig",
     "GET /2020-06-30/functions/{FunctionName}/code-signing-config"},
    {"lambda", "GetFunctionConcurrency", "GET /2019-09-30/functions/{FunctionName}/concurrency"},
    {"lambda", "GetFunctionConfiguration",
     "GET /2015-03-31/functions/{FunctionName}/configuration"},
    {"lambda", "GetFunctionEventInvokeConfig",
     "GET /2019-09-25/functions/{FunctionName}/event-invoke-config"},
    {"lambda", "GetFunctionRecursionConfig",
     "GET /2024-08-31/functions/{FunctionName}/recursion-config"},
    {"lambda", "GetFunctionScalingConfig",
     "GET /2025-11-30/functions/{FunctionName}/function-scaling-config"},
    {"lambda", "GetFunctionUrlConfig", "GET /2021-10-31/functions/{FunctionName}/url"},
    {"lambda", "GetLayerVersion", "GET /2018-10-31/layers/{LayerName}/versions/{VersionNumber}"},
    {"lambda", "GetLayerVersionByArn", "GET /2018-10-31/layers?find=LayerVersion"},
    {"lambda", "GetLayerVersionPolicy",
     "GET /2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy"},
    {"lambda", "GetPolicy", "GET /2015-03-31/functions/{FunctionName}/policy"},
    {"lambda", "GetProvisionedConcurrencyConfig",
     "GET /2019-09-30/functions/{FunctionName}/provisioned-concurrency"},
    {"lambda", "GetResourcePolicy", "GET /2026-07-09/resource-policy/{ResourceArn}"},
    {"lambda", "GetRuntimeManagementConfig",
     "GET /2021-07-20/functions/{FunctionName}/runtime-management-config"},
    {"lambda", "Invoke", "POST /2015-03-31/functions/{FunctionName}/invocations"},
    {"lambda", "InvokeAsync", "POST /2014-11-13/functions/{FunctionName}/invoke-async"},
    {"lambda", "InvokeWithResponseStream",
     "POST /2021-11-15/functions/{FunctionName}/response-streaming-invocations"},
    {"lambda", "ListAliases", "GET /2015-03-31/functions/{FunctionName}/aliases"},
    {"lambda", "ListCapacityProviders", "GET /2025-11-30/capacity-providers"},
    {"lambda", "ListCodeSigningConfigs", "GET /2020-04-22/code-signing-configs"},
    {"lambda", "ListDurableExecutionsByFunction",
     "GET /2025-12-01/functions/{FunctionName}/durable-executions"},
    {"lambda", "ListEventSourceMappings", "GET /2015-03-31/event-source-mappings"},
    {"lambda", "ListFunctionEventInvokeConfigs",
     "GET /2019-09-25/functions/{FunctionName}/event-invoke-config/list"},
    {"lambda", "ListFunctionUrlConfigs", "GET /2021-10-31/functions/{FunctionName}/urls"},
    {"lambda", "ListFunctionVersionsByCapacityProvider",
     "GET /2025-11-30/capacity-providers/{CapacityProviderName}/function-versions"},
    {"lambda", "ListFunctions", "GET /2015-03-31/functions"},
    {"lambda", "ListFunctionsByCodeSigningConfig",
     "GET /2020-04-22/code-signing-configs/{CodeSigningConfigArn}/functions"},
    {"lambda", "ListLayerVersions", "GET /2018-10-31/layers/{LayerName}/versions"},
    {"lambda", "ListLayers", "GET /2018-10-31/layers"},
    {"lambda", "ListProvisionedConcurrencyConfigs",
     "GET /2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL"},
    {"lambda", "ListTags", "GET /2017-03-31/tags/{Resource}"},
    {"lambda", "ListVersionsByFunction", "GET /2015-03-31/functions/{FunctionName}/versions"},
    {"lambda", "PauseDurableExecution",
     "POST /2025-12-01/durable-executions/{DurableExecutionArn}/pause"},
    {"lambda", "PublishLayerVersion", "POST /2018-10-31/layers/{LayerName}/versions"},
    {"lambda", "PublishVersion", "POST /2015-03-31/functions/{FunctionName}/versions"},
    {"lambda", "PutFunctionCodeSigningConfig",
     "PUT /2020-06-30/functions/{FunctionName}/code-signing-config"},
    {"lambda", "PutFunctionConcurrency", "PUT /2017-10-31/functions/{FunctionName}/concurrency"},
    {"lambda", "PutFunctionEventInvokeConfig",
     "PUT /2019-09-25/functions/{FunctionName}/event-invoke-config"},
    {"lambda", "PutFunctionRecursionConfig",
     "PUT /2024-08-31/functions/{FunctionName}/recursion-config"},
    {"lambda", "PutFunctionScalingConfig",
     "PUT /2025-11-30/functions/{FunctionName}/function-scaling-config"},
    {"lambda", "PutProvisionedConcurrencyConfig",
     "PUT /2019-09-30/functions/{FunctionName}/provisioned-concurrency"},
    {"lambda", "PutResourcePolicy", "PUT /2026-07-09/resource-policy/{ResourceArn}"},
    {"lambda", "PutRuntimeManagementConfig",
     "PUT /2021-07-20/functions/{FunctionName}/runtime-management-config"},
    {"lambda", "RemoveLayerVersionPermission",
     "DELETE /2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId}"},
    {"lambda", "RemovePermission",
     "DELETE /2015-03-31/functions/{FunctionName}/policy/{StatementId}"},
    {"lambda", "ResumeDurableExecution",
     "POST /2025-12-01/durable-executions/{DurableExecutionArn}/resume"},
    {"lambda", "SendDurableExecutionCallbackFailure",
     "POST /2025-12-01/durable-execution-callbacks/{CallbackId}/fail"},
    {"lambda", "SendDurableExecutionCallbackHeartbeat",
     "POST /2025-12-01/durable-execution-callbacks/{CallbackId}/heartbeat"},
    {"lambda", "SendDurableExecutionCallbackSuccess",
     "POST /2025-12-01/durable-execution-callbacks/{CallbackId}/succeed"},
    {"lambda", "StopDurableExecution",
     "POST /2025-12-01/durable-executions/{DurableExecutionArn}/stop"},
    {"lambda", "TagResource", "POST /2017-03-31/tags/{Resource}"},
    {"lambda", "UntagResource", "DELETE /2017-03-31/tags/{Resource}"},
    {"lambda", "UpdateAlias", "PUT /2015-03-31/functions/{FunctionName}/aliases/{Name}"},
    {"lambda", "UpdateCapacityProvider",
     "PUT /2025-11-30/capacity-providers/{CapacityProviderName}"},
    {"lambda", "UpdateCodeSigningConfig",
     "PUT /2020-04-22/code-signing-configs/{CodeSigningConfigArn}"},
    {"lambda", "UpdateEventSourceMapping", "PUT /2015-03-31/event-source-mappings/{UUID}"},
    {"lambda", "UpdateFunctionCode", "PUT /2015-03-31/functions/{FunctionName}/code"},
    {"lambda", "UpdateFunctionConfiguration",
     "PUT /2015-03-31/functions/{FunctionName}/configuration"},
    {"lambda", "UpdateFunctionEventInvokeConfig",
     "POST /2019-09-25/functions/{FunctionName}/event-invoke-config"},
    {"lambda", "UpdateFunctionUrlConfig", "PUT /2021-10-31/functions/{FunctionName}/url"},
    {"pipes", "CreatePipe", "POST /v1/pipes/{Name}"},
    {"pipes", "DeletePipe", "DELETE /v1/pipes/{Name}"},
    {"pipes", "DescribePipe", "GET /v1/pipes/{Name}"},
    {"pipes", "ListPipes", "GET /v1/pipes"},
    {"pipes", "ListTagsForResource", "GET /tags/{resourceArn}"},
    {"pipes", "StartPipe", "POST /v1/pipes/{Name}/start"},
    {"pipes", "StopPipe", "POST /v1/pipes/{Name}/stop"},
    {"pipes", "TagResource", "POST /tags/{resourceArn}"},
    {"pipes", "UntagResource", "DELETE /tags/{resourceArn}"},
    {"pipes", "UpdatePipe", "PUT /v1/pipes/{Name}"},
};

}  // namespace

bool is_aws_operation(std::string_view service, std::string_view operation) {
  if (operation.empty() || operation.find(' ') != std::string_view::npos) return false;
  for (const Names& known : names) {
    if (known.service != service) continue;
    std::string wanted = " ";
    wanted += operation;
    wanted += ' ';
    return known.operations.find(wanted) != std::string_view::npos;
  }
  return false;
}

std::string_view aws_operation_at(std::string_view service, std::string_view method,
                                  std::string_view path) {
  Route best;
  std::string_view name;
  for (const Path& known : paths) {
    if (known.service != service) continue;
    Route route = Route::parse(known.http);
    if (!route.match(method, path) || (!name.empty() && !route.is_closer_than(best))) continue;
    best = std::move(route);
    name = known.operation;
  }
  return name;
}

}  // namespace snowglobe::wire
