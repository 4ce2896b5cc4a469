// SQS with the JavaScript SDK, which checks the MD5s of what it sends and receives.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  ChangeMessageVisibilityCommand, CreateQueueCommand, DeleteMessageCommand, GetQueueUrlCommand,
  QueueDoesNotExist, ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient,
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

test('a message comes back with its attributes', async () => {
  const QueueUrl = await create('attributes');
  const MessageAttributes = {
    color: { DataType: 'String', StringValue: 'blå' },
    count: { DataType: 'Number', StringValue: '12' },
    raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
  };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'grüß 😀', MessageAttributes }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand(
    { QueueUrl, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] }));
  assert.equal(Messages.length, 1);
  assert.equal(Messages[0].Body, 'grüß 😀');
  assert.equal(Messages[0].MessageAttributes.color.StringValue, 'blå');
  assert.deepEqual([...Messages[0].MessageAttributes.raw.BinaryValue], [0, 255]);
  assert.equal(Messages[0].Attributes.ApproximateReceiveCount, '1');
  const { ReceiptHandle } = Messages[0];
  await sqs.send(new ChangeMessageVisibilityCommand(
    { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
});

test('a batch is sent', async () => {
  const QueueUrl = await create('batch');
  const Entries = [0, 1, 2].map((i) => ({ Id: `e${i}`, MessageBody: `m${i}` }));
  const { Successful } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  assert.equal(Successful.length, 3);
});

test('a long poll is answered by a message that comes', async () => {
  const QueueUrl = await create('poll');
  const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'here' }));
  assert.equal((await poll).Messages[0].Body, 'here');
});

test('an invisible message is back when its time is over', async () => {
  const QueueUrl = await create('visibility', { VisibilityTimeout: '30' });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
  const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  assert.equal((await receive()).Messages.length, 1);
  assert.equal((await receive()).Messages, undefined);
  await snowglobe.advance('30s');
  assert.equal((await receive()).Messages.length, 1);
});

test('an unknown queue is an exception of its own class', async () => {
  await assert.rejects(sqs.send(new GetQueueUrlCommand({ QueueName: 'nowhere' })),
    (error) => error instanceof QueueDoesNotExist);
});
