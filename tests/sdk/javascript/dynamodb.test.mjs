// DynamoDB with the JavaScript SDK: the plain client and the document client.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  ConditionalCheckFailedException, CreateTableCommand, DynamoDBClient, ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand, DynamoDBDocumentClient, GetCommand, paginateQuery, PutCommand, QueryCommand,
  ScanCommand, UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { Snowglobe } from './launcher.mjs';

let snowglobe, client, documents;
const TableName = 'events';
before(async () => {
  snowglobe = await Snowglobe.start();
  client = new DynamoDBClient(snowglobe.options);
  documents = DynamoDBDocumentClient.from(client);
  await client.send(new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' },
      { AttributeName: 's', AttributeType: 'N' }],
    KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }, { AttributeName: 's', KeyType: 'RANGE' }],
  }));
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 0.01, maxDelay: 0.1 },
    { TableName });
});
after(() => snowglobe?.stop());

test('an item comes back as it was put', async () => {
  const Item = {
    p: 'types', s: 1, text: 'grüß', yes: true, nothing: null, list: ['a', 1, [2]],
    map: { a: { b: 1.5 } }, strings: new Set(['x', 'y']), bytes: new Uint8Array([0, 255]),
  };
  await documents.send(new PutCommand({ TableName, Item }));
  const found = await documents.send(new GetCommand({ TableName, Key: { p: 'types', s: 1 } }));
  assert.deepEqual(found.Item, Item);
});

test('a condition that fails is an exception of its own class', async () => {
  const put = () => documents.send(new PutCommand({
    TableName, Item: { p: 'once', s: 1 }, ConditionExpression: 'attribute_not_exists(p)',
  }));
  await put();
  await assert.rejects(put(), (error) => error instanceof ConditionalCheckFailedException);
});

test('an update answers what was asked', async () => {
  const { Attributes } = await documents.send(new UpdateCommand({
    TableName, Key: { p: 'update', s: 1 }, UpdateExpression: 'ADD n :n SET #t = :t',
    ExpressionAttributeNames: { '#t': 'text' },
    ExpressionAttributeValues: { ':n': 5, ':t': 'x' }, ReturnValues: 'ALL_NEW',
  }));
  assert.deepEqual(Attributes, { p: 'update', s: 1, n: 5, text: 'x' });
});

test('a query goes page by page', async () => {
  const writes = [...Array(20).keys()].map((s) => ({ PutRequest: { Item: { p: 'page', s } } }));
  await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: writes } }));
  const found = [];
  for await (const page of paginateQuery({ client: documents, pageSize: 7 }, {
    TableName, KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': 'page' },
  })) found.push(...page.Items.map((item) => item.s));
  assert.deepEqual(found, [...Array(20).keys()]);
});

test('an unknown table is an exception of its own class', async () => {
  await assert.rejects(documents.send(new ScanCommand({ TableName: 'nowhere' })),
    (error) => error instanceof ResourceNotFoundException);
});

// Applications from before expressions still say it so.
test('the parameters from before expressions do what expressions do', async () => {
  const Key = { p: 'legacy', s: 1 };
  const put = (Expected) => documents.send(
    new PutCommand({ TableName, Item: { ...Key, n: 1, tags: new Set(['a']) }, Expected }));
  await put({ p: { Exists: false } });
  await assert.rejects(put({ p: { Exists: false } }),
    (error) => error instanceof ConditionalCheckFailedException);
  await put({ n: { ComparisonOperator: 'LE', AttributeValueList: [1] } });
  const { Attributes } = await documents.send(new UpdateCommand({
    TableName, Key, ReturnValues: 'ALL_NEW', ConditionalOperator: 'OR',
    Expected: { n: { Value: 2 }, tags: { ComparisonOperator: 'NOT_NULL' } },
    AttributeUpdates: {
      n: { Action: 'ADD', Value: 4 }, tags: { Action: 'DELETE', Value: new Set(['a']) },
      name: { Action: 'PUT', Value: 'x' },
    },
  }));
  assert.deepEqual(Attributes, { ...Key, n: 5, name: 'x' });
  const got = await documents.send(
    new GetCommand({ TableName, Key, AttributesToGet: ['name', 'none'] }));
  assert.deepEqual(got.Item, { name: 'x' });
  const found = await documents.send(new QueryCommand({
    TableName,
    KeyConditions: {
      p: { ComparisonOperator: 'EQ', AttributeValueList: ['legacy'] },
      s: { ComparisonOperator: 'BETWEEN', AttributeValueList: [0, 9] },
    },
    QueryFilter: { name: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: ['x'] } },
  }));
  assert.deepEqual(found.Items, [{ ...Key, n: 5, name: 'x' }]);
  const scanned = await documents.send(new ScanCommand({
    TableName, ScanFilter: { name: { ComparisonOperator: 'IN', AttributeValueList: ['x', 'y'] } },
    AttributesToGet: ['n'],
  }));
  assert.deepEqual(scanned.Items, [{ n: 5 }]);
});
