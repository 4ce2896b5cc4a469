// An error of the States Language, and which rules of Retry and Catch it meets.
//
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace snowglobe::states {

namespace error_name {
inline constexpr std::string_view all = "States.ALL";
inline constexpr std::string_view runtime = "States.Runtime";
inline constexpr std::string_view timeout = "States.Timeout";
inline constexpr std::string_view heartbeat_timeout = "States.HeartbeatTimeout";
inline constexpr std::string_view task_failed = "States.TaskFailed";
inline constexpr std::string_view data_limit_exceeded = "States.DataLimitExceeded";
inline constexpr std::string_view no_choice_matched = "States.NoChoiceMatched";
inline constexpr std::string_view parameter_path_failure = "States.ParameterPathFailure";
inline constexpr std::string_view result_path_match_failure = "States.ResultPathMatchFailure";
inline constexpr std::string_view branch_failed = "States.BranchFailed";
inline constexpr std::string_view intrinsic_failure = "States.IntrinsicFailure";
}  // namespace error_name

inline constexpr std::size_t error_bytes_max = 256;
inline constexpr std::size_t cause_bytes_max = 32'768;

struct Failure {
  std::string error;  // what history, Catch's output and DescribeExecution show
  std::string cause;
  // A second name by which a rule may ask for it: States.Runtime for a path in Parameters is also
  // States.ParameterPathFailure, a branch's error is also States.BranchFailed. Empty: none.
  std::string also;
};

// Both texts cut to what AWS's shapes hold, at whole code points.
Failure make_failure(std::string_view error, std::string cause, std::string_view also = {});

// Does the failure meet a rule with these names (ErrorEquals)? States.ALL does not meet
// States.Runtime and States.DataLimitExceeded; States.TaskFailed meets all but those and timeouts;
// States.Timeout meets a missed heartbeat too. States.Runtime is met by no rule.
bool matches(const std::vector<std::string>& error_equals, const Failure& failure);

}  // namespace snowglobe::states
