// SQS with the JavaScript SDK: queues themselves, batches, FIFO, dead letters, error classes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AddPermissionCommand, BatchEntryIdsNotDistinct, CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityBatchCommand, CreateQueueCommand, DeleteMessageBatchCommand,
  DeleteMessageCommand, DeleteQueueCommand, EmptyBatchRequest, GetQueueAttributesCommand,
  GetQueueUrlCommand, ListMessageMoveTasksCommand, ListQueueTagsCommand,
  paginateListDeadLetterSourceQueues, paginateListQueues, PurgeQueueCommand, QueueDoesNotExist,
  QueueNameExists, ReceiptHandleIsInvalid, ReceiveMessageCommand, RemovePermissionCommand,
  SendMessageBatchCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient,
  StartMessageMoveTaskCommand, TagQueueCommand, UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { Snowglobe } from './launcher.mjs';

let snowglobe, sqs;
before(async () => {
  snowglobe = await Snowglobe.start();
  sqs = new SQSClient(snowglobe.options);
});
after(() => snowglobe?.stop());

const create = async (QueueName, Attributes) =>
  (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl;
const receive = async (QueueUrl) => (await sqs.send(new ReceiveMessageCommand(
  { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }))).Messages ?? [];
const attribute = async (QueueUrl, name) => (await sqs.send(new GetQueueAttributesCommand(
  { QueueUrl, AttributeNames: [name] }))).Attributes?.[name];

test('a queue has its attributes, URL and tags', async () => {
  const QueueUrl = await create('described');
  await sqs.send(new SetQueueAttributesCommand(
    { QueueUrl, Attributes: { MessageRetentionPeriod: '60' } }));
  assert.equal(await attribute(QueueUrl, 'MessageRetentionPeriod'), '60');
  const found = await sqs.send(new GetQueueUrlCommand({ QueueName: 'described' }));
  assert.equal(found.QueueUrl, QueueUrl);
  await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'orders', stage: 'test' } }));
  await sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['stage'] }));
  const { Tags } = await sqs.send(new ListQueueTagsCommand({ QueueUrl }));
  assert.deepEqual(Tags, { team: 'orders' });
});

test('permissions are statements of the policy', async () => {
  const QueueUrl = await create('permissions');
  await sqs.send(new AddPermissionCommand({
    QueueUrl, Label: 'send', AWSAccountIds: ['111122223333'], Actions: ['SendMessage'],
  }));
  assert.match(await attribute(QueueUrl, 'Policy'), /"send"/);
  await sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'send' }));
  assert.doesNotMatch(await attribute(QueueUrl, 'Policy') ?? '', /"send"/);
});

test('queues are listed page by page', async () => {
  for (let i = 0; i < 5; i++) await create(`page-${i}`);
  const sizes = [];
  for await (const page of paginateListQueues({ client: sqs, pageSize: 2 },
    { QueueNamePrefix: 'page-' })) sizes.push(page.QueueUrls.length);
  assert.deepEqual(sizes, [2, 2, 1]);
});

test('batches fail entry by entry', async () => {
  const QueueUrl = await create('batches');
  const sent = await sqs.send(new SendMessageBatchCommand({
    QueueUrl,
    Entries: [{ Id: 'good', MessageBody: 'm' },
      { Id: 'late', MessageBody: 'm', DelaySeconds: 1000 }],
  }));
  assert.deepEqual(sent.Successful.map((entry) => entry.Id), ['good']);
  assert.deepEqual(sent.Failed.map((entry) => [entry.Id, entry.Code, entry.SenderFault]),
    [['late', 'InvalidParameterValue', true]]);
  const [{ ReceiptHandle }] = await receive(QueueUrl);
  await sqs.send(new ChangeMessageVisibilityBatchCommand({
    QueueUrl, Entries: [{ Id: 'a', ReceiptHandle, VisibilityTimeout: 0 }],
  }));
  const [again] = await receive(QueueUrl);
  const deleted = await sqs.send(new DeleteMessageBatchCommand({
    QueueUrl,
    Entries: [{ Id: 'good', ReceiptHandle: again.ReceiptHandle },
      { Id: 'bad', ReceiptHandle: 'nonsense' }],
  }));
  assert.deepEqual(deleted.Successful.map((entry) => entry.Id), ['good']);
  assert.deepEqual(deleted.Failed.map((entry) => entry.Code), ['ReceiptHandleIsInvalid']);
});

test('a message that fails too often goes to the dead-letter queue', async () => {
  const dead = await create('dead');
  const deadLetterTargetArn = await attribute(dead, 'QueueArn');
  const source = await create('source', {
    VisibilityTimeout: '10',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
  });
  const sources = [];
  for await (const page of paginateListDeadLetterSourceQueues({ client: sqs },
    { QueueUrl: dead })) sources.push(...page.queueUrls);
  assert.deepEqual(sources, [source]);
  await sqs.send(new SendMessageCommand({ QueueUrl: source, MessageBody: 'poison' }));
  assert.equal((await receive(source)).length, 1);
  await snowglobe.advance('10s');
  assert.equal((await receive(source)).length, 0);
  const [message] = await receive(dead);
  assert.equal(message.Body, 'poison');
  assert.equal(message.Attributes.DeadLetterQueueSourceArn, await attribute(source, 'QueueArn'));
});

test('a task moves dead letters back', async () => {
  const dead = await create('moved-dead');
  const SourceArn = await attribute(dead, 'QueueArn');
  const source = await create('moved', {
    VisibilityTimeout: '0',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 1 }),
  });
  for (const MessageBody of ['a', 'b', 'c']) {
    await sqs.send(new SendMessageCommand({ QueueUrl: source, MessageBody }));
  }
  await receive(source);
  assert.equal((await receive(source)).length, 0);
  const { TaskHandle } = await sqs.send(new StartMessageMoveTaskCommand(
    { SourceArn, MaxNumberOfMessagesPerSecond: 1 }));
  await snowglobe.advance('1s');
  const { ApproximateNumberOfMessagesMoved } = await sqs.send(
    new CancelMessageMoveTaskCommand({ TaskHandle }));
  assert([1, 2].includes(ApproximateNumberOfMessagesMoved));
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
  await snowglobe.advance('5s');
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 2 }));
  assert.deepEqual(Results.map((task) => task.Status), ['COMPLETED', 'CANCELLED']);
  assert.equal((await receive(source)).length, 3);
});

test('a FIFO queue keeps the order of each group and drops duplicates', async () => {
  const QueueUrl = await create('orders.fifo',
    { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  for (const MessageBody of ['a1', 'b1', 'a1', 'a2']) {
    await sqs.send(new SendMessageCommand(
      { QueueUrl, MessageBody, MessageGroupId: MessageBody[0] }));
  }
  const { Messages: [first] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  assert.equal(first.Body, 'a1');
  assert.deepEqual((await receive(QueueUrl)).map((message) => message.Body), ['b1']);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first.ReceiptHandle }));
  assert.deepEqual((await receive(QueueUrl)).map((message) => message.Body), ['a2']);
});

test('a purge empties a queue, and a deleted queue is gone', async () => {
  const QueueUrl = await create('emptied');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await snowglobe.advance('60s');
  assert.equal(await attribute(QueueUrl, 'ApproximateNumberOfMessages'), '0');
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await snowglobe.advance('60s');
  await assert.rejects(receive(QueueUrl), QueueDoesNotExist);
});

test('errors are of their own classes', async () => {
  const QueueUrl = await create('errors');
  await assert.rejects(create('errors', { DelaySeconds: '5' }), QueueNameExists);
  await assert.rejects(
    sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'nonsense' })),
    ReceiptHandleIsInvalid);
  await assert.rejects(
    sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [] })), EmptyBatchRequest);
  const entry = { Id: 'a', MessageBody: 'm' };
  await assert.rejects(
    sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [entry, entry] })),
    BatchEntryIdsNotDistinct);
});
