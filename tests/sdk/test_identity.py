"""STS and IAM with boto3."""
import json
import unittest

from sdk_test import ACCOUNT, SdkTest

TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"},
     "Action": "sts:AssumeRole"}]})
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]})


class Sts(SdkTest):
    def test_the_caller_is_known(self):
        answer = self.client("sts").get_caller_identity()
        self.assertEqual(answer["Account"], ACCOUNT)
        self.assertTrue(answer["Arn"].startswith(f"arn:aws:iam::{ACCOUNT}:"), answer["Arn"])
        self.assertTrue(answer["UserId"])


class Iam(SdkTest):
    def setUp(self):
        self.iam = self.client("iam")

    def test_a_role_is_created_read_listed_and_deleted(self):
        role = self.iam.create_role(RoleName="life", AssumeRolePolicyDocument=TRUST,
                                    Path="/team/", Description="a role")["Role"]
        self.assertEqual(role["Arn"], f"arn:aws:iam::{ACCOUNT}:role/team/life")
        found = self.iam.get_role(RoleName="life")["Role"]
        self.assertEqual(found["RoleId"], role["RoleId"])
        self.assertEqual(found["AssumeRolePolicyDocument"], json.loads(TRUST))
        names = [r["RoleName"] for page in self.iam.get_paginator("list_roles").paginate()
                 for r in page["Roles"]]
        self.assertIn("life", names)
        self.fails("EntityAlreadyExists", self.iam.create_role, RoleName="life",
                   AssumeRolePolicyDocument=TRUST)
        self.iam.delete_role(RoleName="life")
        self.fails("NoSuchEntity", self.iam.get_role, RoleName="life")

    def test_an_inline_policy_is_put_read_listed_and_deleted(self):
        self.role("inline")
        self.iam.put_role_policy(RoleName="inline", PolicyName="p", PolicyDocument=POLICY)
        found = self.iam.get_role_policy(RoleName="inline", PolicyName="p")
        self.assertEqual(found["PolicyDocument"], json.loads(POLICY))
        self.assertEqual(self.iam.list_role_policies(RoleName="inline")["PolicyNames"], ["p"])
        self.iam.delete_role_policy(RoleName="inline", PolicyName="p")
        self.assertEqual(self.iam.list_role_policies(RoleName="inline")["PolicyNames"], [])

    def test_a_managed_policy_is_attached_and_detached(self):
        self.role("managed")
        arn = self.iam.create_policy(PolicyName="mine", PolicyDocument=POLICY)["Policy"]["Arn"]
        self.assertEqual(arn, f"arn:aws:iam::{ACCOUNT}:policy/mine")
        self.iam.attach_role_policy(RoleName="managed", PolicyArn=arn)
        attached = self.iam.list_attached_role_policies(RoleName="managed")["AttachedPolicies"]
        self.assertEqual(attached, [{"PolicyName": "mine", "PolicyArn": arn}])
        self.fails("DeleteConflict", self.iam.delete_role, RoleName="managed")
        self.iam.detach_role_policy(RoleName="managed", PolicyArn=arn)
        self.iam.delete_role(RoleName="managed")
        self.iam.delete_policy(PolicyArn=arn)

    def test_a_role_is_waited_for(self):
        self.role("waited")
        self.iam.get_waiter("role_exists").wait(RoleName="waited", WaiterConfig={"Delay": 0})


if __name__ == "__main__":
    unittest.main()
