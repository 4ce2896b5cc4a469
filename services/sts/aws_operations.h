// The operations of AWS STS in AWS's own model. Written by scripts/shapes --write.
#pragma once

#include "emulator/api/operation.h"

namespace snowglobe::sts {

// clang-format off
inline constexpr AwsOperation aws_operations[] = {
    {"AssumeRole"},
    {"AssumeRoleWithSAML"},
    {"AssumeRoleWithWebIdentity"},
    {"AssumeRoot"},
    {"DecodeAuthorizationMessage"},
    {"GetAccessKeyInfo"},
    {"GetCallerIdentity"},
    {"GetDelegatedAccessToken"},
    {"GetFederationToken"},
    {"GetSessionToken"},
    {"GetWebIdentityToken"},
};
// clang-format on

}  // namespace snowglobe::sts
