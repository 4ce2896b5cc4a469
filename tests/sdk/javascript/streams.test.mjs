// DynamoDB Streams and PartiQL with the JavaScript SDK.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CreateTableCommand, DuplicateItemException, DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand,
  ListStreamsCommand, ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb-streams';
import {
  BatchExecuteStatementCommand, DeleteCommand, DynamoDBDocumentClient, ExecuteStatementCommand,
  ExecuteTransactionCommand, PutCommand,
} from '@aws-sdk/lib-dynamodb';
import { Snowglobe } from './launcher.mjs';

let snowglobe, client, documents;
before(async () => {
  snowglobe = await Snowglobe.start();
  client = new DynamoDBClient(snowglobe.options);
  documents = DynamoDBDocumentClient.from(client);
});
after(() => snowglobe?.stop());

const create = async (TableName, more) => (await client.send(new CreateTableCommand({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  ...more,
}))).TableDescription;

test('a stream tells every write in order', async () => {
  const TableName = 'streamed';
  const { LatestStreamArn: StreamArn } = await create(TableName,
    { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } });
  await documents.send(new PutCommand({ TableName, Item: { id: 'a', n: 1 } }));
  await documents.send(new PutCommand({ TableName, Item: { id: 'a', n: 2 } }));
  await documents.send(new DeleteCommand({ TableName, Key: { id: 'a' } }));

  const streams = new DynamoDBStreamsClient(snowglobe.options);
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
  assert.deepEqual(Streams.map((stream) => stream.StreamArn), [StreamArn]);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const { ShardId } = StreamDescription.Shards[0];
  let { ShardIterator } = await streams.send(new GetShardIteratorCommand(
    { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }));
  const records = [];
  while (records.length < 3) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 2 }));
    assert(page.Records.length > 0, `only ${records.length} records`);
    records.push(...page.Records);
    ShardIterator = page.NextShardIterator;
  }
  assert.deepEqual(records.map((record) => record.eventName), ['INSERT', 'MODIFY', 'REMOVE']);
  assert.deepEqual(records[1].dynamodb.OldImage, { id: { S: 'a' }, n: { N: '1' } });
  assert.deepEqual(records[1].dynamodb.NewImage, { id: { S: 'a' }, n: { N: '2' } });
  assert(records[0].dynamodb.ApproximateCreationDateTime instanceof Date);
  await assert.rejects(streams.send(new DescribeStreamCommand({ StreamArn: `${StreamArn}x` })),
    ResourceNotFoundException);
});

test('statements read and write', async () => {
  await create('statements');
  const insert = (table, id) => ({ Statement: `INSERT INTO "${table}" VALUE {'id': '${id}'}` });
  const { Responses } = await documents.send(new BatchExecuteStatementCommand(
    { Statements: [insert('statements', 'a'), insert('statements', 'b'), insert('nowhere', 'c')] }));
  assert.deepEqual(Responses.map((response) => response.Error?.Code),
    [undefined, undefined, 'ResourceNotFound']);
  await documents.send(new ExecuteTransactionCommand({
    TransactStatements: [
      { Statement: 'UPDATE "statements" SET n = ? WHERE id = ?', Parameters: [5, 'a'] },
      { Statement: 'DELETE FROM "statements" WHERE id = ?', Parameters: ['b'] },
    ],
  }));
  const { Items } = await documents.send(new ExecuteStatementCommand({
    Statement: 'SELECT * FROM "statements" WHERE id IN (?, ?)', Parameters: ['a', 'b'],
  }));
  assert.deepEqual(Items, [{ id: 'a', n: 5 }]);
  await assert.rejects(
    documents.send(new ExecuteStatementCommand(insert('statements', 'a'))),
    DuplicateItemException);
});
