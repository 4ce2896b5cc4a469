#include "services/iam/iam.h"

#include <algorithm>
#include <set>

#include "emulator/base/text.h"
#include "services/iam/aws_operations.h"
#include "services/iam/errors.h"
#include "services/iam/tables.h"

namespace snowglobe::iam {
namespace {

constexpr int page_usual = 100;
constexpr int attached_max = 10;
constexpr std::size_t tags_max = 50;
constexpr std::string_view managed_prefix = "arn:aws:iam::aws:policy/";  // AWS's own policies

AwsError invalid_input(const std::vector<Violation>& violations) {
  AwsError error = validation_error(violations);
  error.code = "ValidationError";
  return error;
}

void check_name(const std::string& path, const std::string& name) {
  const bool is_good = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("_+=,.@-").find(c) != std::string_view::npos;
  });
  if (!is_good) {
    throw AwsError("ValidationError", "The specified value for " + path +
                                          " is invalid. It must contain only alphanumeric "
                                          "characters and/or the following: +=,.@_-");
  }
}

void check_path(const std::string& path) {
  const bool is_good =
      path.starts_with('/') && path.ends_with('/') &&
      std::all_of(path.begin(), path.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (!is_good) {
    throw AwsError("ValidationError",
                   "The specified value for path is invalid. It must begin and end with / and "
                   "contain only alphanumeric characters and/or / characters.");
  }
}

void check_document(const std::string& document) {
  try {
    if (!parse_json(document).is_object()) throw malformed_policy("Syntax errors in policy.");
  } catch (const JsonError&) {
    throw malformed_policy("This policy contains invalid Json");
  }
}

// Of a key that stands twice, AWS refuses the whole list.
void check_tags(const Tags& tags) {
  if (tags.size() > tags_max) {
    throw limit_exceeded("The number of tags has reached the maximum limit.");
  }
  std::set<std::string> keys;
  for (const Tag& tag : tags) {
    if (!keys.insert(to_lower(tag.key)).second) {
      throw invalid_input_value(
          "Duplicate tag keys found. Please note that Tag keys are case "
          "insensitive.");
    }
  }
}

// A page of a list whose elements have names in order.
struct Page {
  std::string after;
  int count_max;

  explicit Page(const Paging& paging) : count_max(paging.count_max.value_or(page_usual)) {
    const auto decoded = base64_decode(paging.marker.value_or(""));
    if (!decoded) throw validation("marker", *paging.marker, "Invalid Marker.");
    after = *decoded;
  }
  int wanted() const { return count_max + 1; }  // one more tells whether there is a next page
  template <class T, class NameOf>
  PageEnd cut(std::vector<T>& found, NameOf name_of) const {
    if (static_cast<int>(found.size()) <= count_max) return {};
    found.pop_back();
    return {true, base64_encode(name_of(found.back()))};
  }
};

Role describe(const StoredRole& stored) {
  Role role;
  role.path = stored.path;
  role.name = stored.name;
  role.id = stored.id;
  role.arn = stored.arn;
  role.created_at = stored.created_at;
  role.trust = percent_encode(stored.trust);
  if (!stored.description.empty()) role.description = stored.description;
  role.session_max_s = stored.session_max_s;
  if (!stored.boundary_arn.empty()) {
    role.boundary = {"PermissionsBoundaryPolicy", stored.boundary_arn};
  }
  if (!stored.tags.empty()) role.tags = stored.tags;
  return role;
}

}  // namespace

class Iam : public Service {
 public:
  explicit Iam(Host& host) : host_(host), roles_(host.database()), policies_(host.database()) {}

  RoleOutput create_role(const CreateRoleInput& input, const Request& request);
  RoleOutput get_role(const RoleInput& input, const Request& request);
  ListRolesOutput list_roles(const ListRolesInput& input, const Request& request);
  void delete_role(const RoleInput& input, const Request& request);
  UpdateRoleOutput update_role(const UpdateRoleInput& input, const Request& request);
  void update_assume_role_policy(const UpdateAssumeRolePolicyInput& input, const Request& request);
  void tag_role(const TagRoleInput& input, const Request& request);
  void untag_role(const UntagRoleInput& input, const Request& request);
  ListRoleTagsOutput list_role_tags(const RoleListInput& input, const Request& request);
  ListInstanceProfilesForRoleOutput list_instance_profiles_for_role(const RoleListInput& input,
                                                                    const Request& request);

  void put_role_policy(const PutRolePolicyInput& input, const Request& request);
  GetRolePolicyOutput get_role_policy(const RolePolicyInput& input, const Request& request);
  ListRolePoliciesOutput list_role_policies(const RoleListInput& input, const Request& request);
  void delete_role_policy(const RolePolicyInput& input, const Request& request);
  void attach_role_policy(const AttachRolePolicyInput& input, const Request& request);
  void detach_role_policy(const AttachRolePolicyInput& input, const Request& request);
  ListAttachedRolePoliciesOutput list_attached_role_policies(
      const ListAttachedRolePoliciesInput& input, const Request& request);

  PolicyOutput create_policy(const CreatePolicyInput& input, const Request& request);
  PolicyOutput get_policy(const PolicyInput& input);
  GetPolicyVersionOutput get_policy_version(const GetPolicyVersionInput& input);
  ListPolicyVersionsOutput list_policy_versions(const ListPolicyVersionsInput& input);
  ListPoliciesOutput list_policies(const ListPoliciesInput& input, const Request& request);
  void delete_policy(const PolicyInput& input);

 private:
  StoredRole role_of(const std::string& name, const Request& request);
  StoredPolicy policy_of(const std::string& arn);
  Policy describe_policy(const StoredPolicy& stored);
  std::string make_id(const char* prefix);

  Host& host_;
  Roles roles_;
  Policies policies_;
};

StoredRole Iam::role_of(const std::string& name, const Request& request) {
  auto role = roles_.find(request.account(), name);
  if (!role) throw no_such_role(name);
  return std::move(*role);
}

StoredPolicy Iam::policy_of(const std::string& arn) {
  auto policy = policies_.find(arn);
  if (!policy) throw no_such_policy(arn);
  return std::move(*policy);
}

// "AROA" and 17 capitals and digits.
std::string Iam::make_id(const char* prefix) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string id = prefix;
  for (int i = 0; i < 17; ++i) id += alphabet[host_.random().below(alphabet.size())];
  return id;
}

RoleOutput Iam::create_role(const CreateRoleInput& input, const Request& request) {
  check_name("roleName", input.name);
  check_path(input.path.value_or("/"));
  check_document(input.trust);
  if (input.tags) check_tags(*input.tags);
  if (roles_.find(request.account(), input.name)) throw role_exists(input.name);
  StoredRole role;
  role.name = input.name;
  role.path = input.path.value_or("/");
  role.id = make_id("AROA");
  role.arn = "arn:aws:iam::" + request.account() + ":role" + role.path + role.name;
  role.trust = input.trust;
  role.description = input.description.value_or("");
  role.boundary_arn = input.boundary.value_or("");
  role.session_max_s = input.session_max_s.value_or(role.session_max_s);
  role.created_at = host_.now();
  role.tags = input.tags.value_or(Tags());
  roles_.add(request.account(), role);
  return {describe(role)};
}

RoleOutput Iam::get_role(const RoleInput& input, const Request& request) {
  RoleOutput output{describe(role_of(input.name, request))};
  output.role.last_used.emplace();
  return output;
}

ListRolesOutput Iam::list_roles(const ListRolesInput& input, const Request& request) {
  const Page page(input.paging);
  auto found =
      roles_.list(request.account(), page.after, input.path_prefix.value_or("/"), page.wanted());
  ListRolesOutput output;
  output.end = page.cut(found, [](const StoredRole& role) { return role.name; });
  for (const StoredRole& role : found) {
    output.roles.push_back(describe(role));
    output.roles.back().tags.reset();  // AWS leaves them out of lists
    output.roles.back().boundary.reset();
  }
  return output;
}

void Iam::delete_role(const RoleInput& input, const Request& request) {
  const StoredRole role = role_of(input.name, request);
  if (!roles_.attached(role, "", 1).empty()) {
    throw delete_conflict("Cannot delete entity, must detach all policies first.");
  }
  if (!roles_.policy_names(role, "", 1).empty()) {
    throw delete_conflict("Cannot delete entity, must delete policies first.");
  }
  roles_.remove(role);
}

UpdateRoleOutput Iam::update_role(const UpdateRoleInput& input, const Request& request) {
  StoredRole role = role_of(input.name, request);
  role.description = input.description.value_or(role.description);
  role.session_max_s = input.session_max_s.value_or(role.session_max_s);
  roles_.update(role);
  return {};
}

void Iam::update_assume_role_policy(const UpdateAssumeRolePolicyInput& input,
                                    const Request& request) {
  StoredRole role = role_of(input.name, request);
  check_document(input.document);
  role.trust = input.document;
  roles_.update(role);
}

void Iam::tag_role(const TagRoleInput& input, const Request& request) {
  StoredRole role = role_of(input.name, request);
  check_tags(input.tags);
  for (const Tag& tag : input.tags) {
    const auto same = std::find_if(role.tags.begin(), role.tags.end(),
                                   [&](const Tag& old) { return iequals(old.key, tag.key); });
    if (same == role.tags.end()) {
      role.tags.push_back(tag);
    } else {
      *same = tag;
    }
  }
  check_tags(role.tags);
  roles_.update(role);
}

void Iam::untag_role(const UntagRoleInput& input, const Request& request) {
  StoredRole role = role_of(input.name, request);
  for (const std::string& key : input.keys) {
    std::erase_if(role.tags, [&](const Tag& tag) { return iequals(tag.key, key); });
  }
  roles_.update(role);
}

ListRoleTagsOutput Iam::list_role_tags(const RoleListInput& input, const Request& request) {
  return {role_of(input.name, request).tags, {}};  // fifty at most: one page
}

ListInstanceProfilesForRoleOutput Iam::list_instance_profiles_for_role(const RoleListInput& input,
                                                                       const Request& request) {
  static_cast<void>(role_of(input.name, request));
  return {};  // there is no way to make one
}

void Iam::put_role_policy(const PutRolePolicyInput& input, const Request& request) {
  const StoredRole role = role_of(input.role, request);
  check_name("policyName", input.name);
  check_document(input.document);
  roles_.put_policy(role, input.name, input.document);
}

GetRolePolicyOutput Iam::get_role_policy(const RolePolicyInput& input, const Request& request) {
  const auto document = roles_.policy(role_of(input.role, request), input.name);
  if (!document) throw no_such_role_policy(input.name);
  return {input.role, input.name, percent_encode(*document)};
}

ListRolePoliciesOutput Iam::list_role_policies(const RoleListInput& input, const Request& request) {
  const Page page(input.paging);
  ListRolePoliciesOutput output;
  output.names = roles_.policy_names(role_of(input.name, request), page.after, page.wanted());
  output.end = page.cut(output.names, [](const std::string& name) { return name; });
  return output;
}

void Iam::delete_role_policy(const RolePolicyInput& input, const Request& request) {
  if (!roles_.remove_policy(role_of(input.role, request), input.name)) {
    throw no_such_role_policy(input.name);
  }
}

void Iam::attach_role_policy(const AttachRolePolicyInput& input, const Request& request) {
  const StoredRole role = role_of(input.role, request);
  if (!input.arn.starts_with("arn:") || input.arn.find(":policy/") == std::string::npos) {
    throw invalid_input_value("ARN " + input.arn + " is not valid.");
  }
  const bool is_managed_by_aws = input.arn.starts_with(managed_prefix);
  if (!is_managed_by_aws && !policies_.find(input.arn)) throw no_such_attachable_policy(input.arn);
  roles_.attach(role, input.arn);
  if (static_cast<int>(roles_.attached(role, "", attached_max + 1).size()) > attached_max) {
    throw limit_exceeded("Cannot exceed quota for PoliciesPerRole: " +
                         std::to_string(attached_max));
  }
}

void Iam::detach_role_policy(const AttachRolePolicyInput& input, const Request& request) {
  if (!roles_.detach(role_of(input.role, request), input.arn)) throw no_such_policy(input.arn);
}

ListAttachedRolePoliciesOutput Iam::list_attached_role_policies(
    const ListAttachedRolePoliciesInput& input, const Request& request) {
  const Page page(input.paging);
  auto arns = roles_.attached(role_of(input.role, request), page.after, page.wanted());
  ListAttachedRolePoliciesOutput output;
  output.end = page.cut(arns, [](const std::string& arn) { return arn; });
  for (const std::string& arn : arns) {
    const std::string path = arn.substr(arn.find(":policy/") + 7);
    if (!path.starts_with(input.path_prefix.value_or("/"))) continue;
    output.policies.push_back({arn.substr(arn.rfind('/') + 1), arn});
  }
  return output;
}

Policy Iam::describe_policy(const StoredPolicy& stored) {
  Policy policy;
  policy.name = stored.name;
  policy.id = stored.id;
  policy.arn = stored.arn;
  policy.path = stored.path;
  policy.default_version = "v1";
  policy.attachment_count = roles_.attachment_count(stored.arn);
  policy.boundary_count = 0;
  policy.is_attachable = true;
  policy.created_at = stored.created_at;
  policy.updated_at = stored.created_at;
  if (!stored.description.empty()) policy.description = stored.description;
  if (!stored.tags.empty()) policy.tags = stored.tags;
  return policy;
}

PolicyOutput Iam::create_policy(const CreatePolicyInput& input, const Request& request) {
  check_name("policyName", input.name);
  check_path(input.path.value_or("/"));
  check_document(input.document);
  if (input.tags) check_tags(*input.tags);
  if (policies_.has_name(request.account(), input.name)) throw policy_exists(input.name);
  StoredPolicy policy;
  policy.name = input.name;
  policy.path = input.path.value_or("/");
  policy.id = make_id("ANPA");
  policy.arn = "arn:aws:iam::" + request.account() + ":policy" + policy.path + policy.name;
  policy.description = input.description.value_or("");
  policy.document = input.document;
  policy.created_at = host_.now();
  policy.tags = input.tags.value_or(Tags());
  policies_.add(request.account(), policy);
  return {describe_policy(policy)};
}

PolicyOutput Iam::get_policy(const PolicyInput& input) {
  return {describe_policy(policy_of(input.arn))};
}

GetPolicyVersionOutput Iam::get_policy_version(const GetPolicyVersionInput& input) {
  const StoredPolicy policy = policy_of(input.arn);
  if (input.version != "v1") {
    throw no_such_entity("Policy " + input.arn + " version " + input.version +
                         " does not exist or is not attachable.");
  }
  return {{percent_encode(policy.document), "v1", true, policy.created_at}};
}

ListPolicyVersionsOutput Iam::list_policy_versions(const ListPolicyVersionsInput& input) {
  const StoredPolicy policy = policy_of(input.arn);
  return {{{{}, "v1", true, policy.created_at}}, {}};
}

ListPoliciesOutput Iam::list_policies(const ListPoliciesInput& input, const Request& request) {
  const Page page(input.paging);
  ListPoliciesOutput output;
  // AWS's own policies can be attached but are not listed.
  if (input.scope == "AWS" || input.usage == "PermissionsBoundary") return output;
  auto found =
      policies_.list(request.account(), page.after, input.path_prefix.value_or("/"), page.wanted());
  output.end = page.cut(found, [](const StoredPolicy& policy) { return policy.name; });
  for (const StoredPolicy& stored : found) {
    Policy policy = describe_policy(stored);
    policy.tags.reset();
    policy.description.reset();
    if (input.is_only_attached.value_or(false) && *policy.attachment_count == 0) continue;
    output.policies.push_back(std::move(policy));
  }
  return output;
}

void Iam::delete_policy(const PolicyInput& input) {
  const StoredPolicy policy = policy_of(input.arn);
  if (roles_.attachment_count(input.arn) > 0) {
    throw delete_conflict("Cannot delete a policy attached to entities.");
  }
  policies_.remove(policy);
}

const ServiceDefinition& iam_service() {
  static const Operation operations[] = {
      op<&Iam::create_role>("CreateRole"),
      op<&Iam::get_role>("GetRole"),
      op<&Iam::list_roles>("ListRoles"),
      op<&Iam::delete_role>("DeleteRole"),
      op<&Iam::update_role>("UpdateRole"),
      op<&Iam::update_assume_role_policy>("UpdateAssumeRolePolicy"),
      op<&Iam::tag_role>("TagRole"),
      op<&Iam::untag_role>("UntagRole"),
      op<&Iam::list_role_tags>("ListRoleTags"),
      op<&Iam::list_instance_profiles_for_role>("ListInstanceProfilesForRole"),
      op<&Iam::put_role_policy>("PutRolePolicy"),
      op<&Iam::get_role_policy>("GetRolePolicy"),
      op<&Iam::list_role_policies>("ListRolePolicies"),
      op<&Iam::delete_role_policy>("DeleteRolePolicy"),
      op<&Iam::attach_role_policy>("AttachRolePolicy"),
      op<&Iam::detach_role_policy>("DetachRolePolicy"),
      op<&Iam::list_attached_role_policies>("ListAttachedRolePolicies"),
      op<&Iam::create_policy>("CreatePolicy"),
      op<&Iam::get_policy>("GetPolicy"),
      op<&Iam::get_policy_version>("GetPolicyVersion"),
      op<&Iam::list_policy_versions>("ListPolicyVersions"),
      op<&Iam::list_policies>("ListPolicies"),
      op<&Iam::delete_policy>("DeletePolicy"),
  };
  static const ServiceDefinition definition{
      .info = {.name = "iam",
               .signing_name = "iam",
               .shape_name = "AWSIdentityManagementV20100508",
               .protocols = {Protocol::kQuery},
               .api_version = "2010-05-08",
               .xml_namespace = "https://iam.amazonaws.com/doc/2010-05-08/",
               .resource_members = {"RoleName", "PolicyArn", "PolicyName"},
               .invalid_input = &invalid_input,
               .throttled = +[](const Call&) { return AwsError("Throttling", "Rate exceeded"); }},
      .operations = operations,
      .aws_operations = aws_operations,
      .make = [](Host& host) { return std::make_unique<Iam>(host); }};
  return definition;
}

}  // namespace snowglobe::iam
