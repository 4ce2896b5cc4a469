// The operations of AWS Step Functions in AWS's own model. Written by scripts/shapes --write.
#pragma once

#include "emulator/api/operation.h"

namespace snowglobe::states {

// clang-format off
inline constexpr AwsOperation aws_operations[] = {
    {"CreateActivity"},
    {"CreateStateMachine"},
    {"CreateStateMachineAlias"},
    {"DeleteActivity"},
    {"DeleteStateMachine"},
    {"DeleteStateMachineAlias"},
    {"DeleteStateMachineVersion"},
    {"DescribeActivity"},
    {"DescribeExecution"},
    {"DescribeMapRun"},
    {"DescribeStateMachine"},
    {"DescribeStateMachineAlias"},
    {"DescribeStateMachineForExecution"},
    {"GetActivityTask"},
    {"GetExecutionHistory"},
    {"ListActivities"},
    {"ListExecutions"},
    {"ListMapRuns"},
    {"ListStateMachineAliases"},
    {"ListStateMachineVersions"},
    {"ListStateMachines"},
    {"ListTagsForResource"},
    {"PublishStateMachineVersion"},
    {"RedriveExecution"},
    {"SendTaskFailure"},
    {"SendTaskHeartbeat"},
    {"SendTaskSuccess"},
    {"StartExecution"},
    {"StartSyncExecution"},
    {"StopExecution"},
    {"TagResource"},
    {"TestState"},
    {"UntagResource"},
    {"UpdateMapRun"},
    {"UpdateStateMachine"},
    {"UpdateStateMachineAlias"},
    {"ValidateStateMachineDefinition"},
};
// clang-format on

}  // namespace snowglobe::states
