// EventBridge, Step Functions, Pipes, STS and IAM with the JavaScript SDK.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateRoleCommand, EntityAlreadyExistsException, GetRoleCommand, IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreatePipeCommand, DescribePipeCommand, NotFoundException, PipesClient,
} from '@aws-sdk/client-pipes';
import {
  CreateStateMachineCommand, DescribeExecutionCommand, GetExecutionHistoryCommand,
  InvalidDefinition, ListExecutionsCommand, SFNClient, StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient,
} from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Snowglobe } from './launcher.mjs';

let snowglobe, sfn, sqs;
const roleArn = 'arn:aws:iam::000000000000:role/flow';
const queueArn = (name) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
before(async () => {
  snowglobe = await Snowglobe.start();
  // Without disableHostPrefix, StartSyncExecution asks for the host "sync-127.0.0.1".
  sfn = new SFNClient({ ...snowglobe.options, disableHostPrefix: true });
  sqs = new SQSClient(snowglobe.options);
});
after(() => snowglobe?.stop());

async function machine(name, states, type = 'STANDARD') {
  const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
  const answer = await sfn.send(new CreateStateMachineCommand({ name, roleArn, type, definition }));
  return answer.stateMachineArn;
}

test('an execution waits for the clock', async () => {
  const stateMachineArn = await machine('wait', {
    W: { Type: 'Wait', Seconds: 3600, Next: 'P' }, P: { Type: 'Pass', End: true },
  });
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn, input: '{"n":1}' }));
  const status = async () =>
    (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status;
  assert.equal(await status(), 'RUNNING');
  await snowglobe.advance('1h');
  assert.equal(await status(), 'SUCCEEDED');
  const { events } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  assert.deepEqual(events.map((event) => event.type), [
    'ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'PassStateEntered',
    'PassStateExited', 'ExecutionSucceeded']);
});

test('an express execution answers at once', async () => {
  const stateMachineArn = await machine('sync', { P: { Type: 'Pass', End: true } }, 'EXPRESS');
  const answer = await sfn.send(
    new StartSyncExecutionCommand({ stateMachineArn, input: '{"n":2}' }));
  assert.equal(answer.status, 'SUCCEEDED');
  assert.deepEqual(JSON.parse(answer.output), { n: 2 });
});

test('a bad definition is an exception of its own class', async () => {
  await assert.rejects(machine('bad', { P: { Type: 'Pass', Next: 'Nowhere' } }),
    (error) => error instanceof InvalidDefinition);
});

test('an event reaches a queue', async () => {
  const events = new EventBridgeClient(snowglobe.options);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));
  await events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["shop"]}' }));
  await events.send(new PutTargetsCommand(
    { Rule: 'r', Targets: [{ Id: 'q', Arn: queueArn('events') }] }));
  const answer = await events.send(new PutEventsCommand(
    { Entries: [{ Source: 'shop', DetailType: 'order', Detail: '{"n":1}' }] }));
  assert.equal(answer.FailedEntryCount, 0);
  await snowglobe.settle();
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  assert.deepEqual(JSON.parse(Messages[0].Body).detail, { n: 1 });
});

test('a pipe starts an execution for a message', async () => {
  const pipes = new PipesClient(snowglobe.options);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'piped' }));
  const stateMachineArn = await machine('piped', { S: { Type: 'Succeed' } });
  await pipes.send(new CreatePipeCommand({
    Name: 'p', RoleArn: roleArn, Source: queueArn('piped'), Target: stateMachineArn,
    TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' } },
  }));
  await snowglobe.settle();
  assert.equal((await pipes.send(new DescribePipeCommand({ Name: 'p' }))).CurrentState, 'RUNNING');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
  await snowglobe.settle();
  const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  assert.deepEqual(executions.map((execution) => execution.status), ['SUCCEEDED']);
  await assert.rejects(pipes.send(new DescribePipeCommand({ Name: 'nowhere' })),
    (error) => error instanceof NotFoundException);
});

test('identity is answered', async () => {
  const sts = new STSClient(snowglobe.options);
  assert.equal((await sts.send(new GetCallerIdentityCommand({}))).Account, '000000000000');
  const iam = new IAMClient(snowglobe.options);
  const create = () => iam.send(
    new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}' }));
  await create();
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'r' }));
  assert.equal(Role.Arn, 'arn:aws:iam::000000000000:role/r');
  assert.ok(Role.CreateDate instanceof Date);
  await assert.rejects(create(), (error) => error instanceof EntityAlreadyExistsException);
});
