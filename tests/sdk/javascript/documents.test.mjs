// DynamoDB with the document client of the JavaScript SDK: how values are written and read, pages,
// batches, transactions; and the plain client for tables.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  ConditionalCheckFailedException, CreateTableCommand, DeleteTableCommand,
  DescribeTimeToLiveCommand, DynamoDBClient, GetItemCommand, ListTagsOfResourceCommand,
  paginateListTables, ResourceInUseException, ResourceNotFoundException, TagResourceCommand,
  TransactionCanceledException, UntagResourceCommand, UpdateTableCommand, UpdateTimeToLiveCommand,
  waitUntilTableExists, waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand, BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand,
  NumberValue, paginateQuery, paginateScan, PutCommand, QueryCommand, TransactGetCommand,
  TransactWriteCommand, UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { Snowglobe } from './launcher.mjs';

let snowglobe, client, documents;
before(async () => {
  snowglobe = await Snowglobe.start();
  client = new DynamoDBClient(snowglobe.options);
  documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true, convertEmptyValues: false },
    unmarshallOptions: { wrapNumbers: false },
  });
});
after(() => snowglobe?.stop());

// A table with the keys p (a string) and s (a number); its ARN.
async function create(TableName) {
  await client.send(new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' },
      { AttributeName: 's', AttributeType: 'N' }],
    KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }, { AttributeName: 's', KeyType: 'RANGE' }],
  }));
  const { reason } = await waitUntilTableExists(
    { client, maxWaitTime: 20, minDelay: 0.01, maxDelay: 0.1 }, { TableName });
  return reason.Table.TableArn;
}

const put = (TableName, Item) => documents.send(new PutCommand({ TableName, Item }));
const get = async (TableName, s) =>
  (await documents.send(new GetCommand({ TableName, Key: { p: 'a', s } }))).Item;

test('sets, bytes, nested and empty values come back as they were put', async () => {
  await create('values');
  const Item = {
    p: 'a', s: 1, empty: '', zero: 0, small: 1.5e-9, negative: -0.25,
    strings: new Set(['x', 'ü']), numbers: new Set([1, 2.5]),
    binaries: new Set([new Uint8Array([1]), new Uint8Array([2, 255])]),
    bytes: new Uint8Array([0, 255]), none: new Uint8Array(),
    nested: { list: [{ deep: [null, true, []] }, {}], 'odd.name': { '#': 'x' } },
  };
  await put('values', { ...Item, left: undefined });
  assert.deepEqual(await get('values', 1), Item);
});

// JavaScript's own numbers end at 2^53; the SDK refuses larger ones unless they are wrapped.
test('numbers beyond 2^53 are exact when they are wrapped', async () => {
  await create('numbers');
  const exact = '12345678901234567890123456789012345678';
  await put('numbers', {
    p: 'a', s: 1, wrapped: NumberValue.from(exact), big: 9007199254740993n,
    set: new Set([NumberValue.from('0.1'), NumberValue.from(exact)]),
  });
  await assert.rejects(put('numbers', { p: 'a', s: 2, unsafe: 2 ** 53 + 2 }), /NumberValue/);
  const plain = await client.send(new GetItemCommand(
    { TableName: 'numbers', Key: { p: { S: 'a' }, s: { N: '1' } } }));
  assert.equal(plain.Item.wrapped.N, exact);
  assert.equal(plain.Item.big.N, '9007199254740993');
  // Two document clients of one client would share their options.
  const wrapping = DynamoDBDocumentClient.from(new DynamoDBClient(snowglobe.options),
    { unmarshallOptions: { wrapNumbers: true } });
  const { Item } = await wrapping.send(new GetCommand(
    { TableName: 'numbers', Key: { p: 'a', s: 1 } }));
  assert.equal(Item.wrapped.toString(), exact);
  assert.deepEqual([...Item.set].map(String).sort(), ['0.1', exact]);
});

test('queries and scans go page by page', async () => {
  await create('pages');
  const writes = [...Array(20).keys()].map((s) => ({ PutRequest: { Item: { p: 'a', s } } }));
  const written = await documents.send(
    new BatchWriteCommand({ RequestItems: { pages: writes } }));
  assert.deepEqual(written.UnprocessedItems, {});
  const pages = [];
  for await (const page of paginateQuery({ client: documents, pageSize: 4 }, {
    TableName: 'pages', ScanIndexForward: false, KeyConditionExpression: 'p = :p AND s > :s',
    ExpressionAttributeValues: { ':p': 'a', ':s': 9 },
  })) pages.push(page.Items.map((item) => item.s));
  assert.deepEqual(pages, [[19, 18, 17, 16], [15, 14, 13, 12], [11, 10]]);
  const found = [];
  for await (const page of paginateScan({ client: documents, pageSize: 7 }, {
    TableName: 'pages', FilterExpression: 's < :s', ExpressionAttributeValues: { ':s': 5 },
  })) found.push(...page.Items.map((item) => item.s));
  assert.deepEqual(found.sort(), [0, 1, 2, 3, 4]);
});

test('a batch of keys is read, and a delete answers what was there', async () => {
  await create('batch');
  for (const s of [0, 1, 2]) await put('batch', { p: 'a', s });
  const { Responses, UnprocessedKeys } = await documents.send(new BatchGetCommand({
    RequestItems: { batch: { Keys: [0, 2, 9].map((s) => ({ p: 'a', s })) } },
  }));
  assert.deepEqual(Responses.batch.map((item) => item.s).sort(), [0, 2]);
  assert.deepEqual(UnprocessedKeys, {});
  const { Attributes } = await documents.send(new DeleteCommand(
    { TableName: 'batch', Key: { p: 'a', s: 0 }, ReturnValues: 'ALL_OLD' }));
  assert.deepEqual(Attributes, { p: 'a', s: 0 });
  assert.equal(await get('batch', 0), undefined);
});

test('a failed condition shows the item as it was sent', async () => {
  await create('conditions');
  await put('conditions', { p: 'a', s: 1, n: 5 });
  await assert.rejects(documents.send(new UpdateCommand({
    TableName: 'conditions', Key: { p: 'a', s: 1 }, UpdateExpression: 'SET n = n - :d',
    ConditionExpression: 'n >= :d', ExpressionAttributeValues: { ':d': 10 },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })), (error) => {
    assert(error instanceof ConditionalCheckFailedException);
    assert.equal(error.name, 'ConditionalCheckFailedException');
    assert.deepEqual(error.Item, { p: { S: 'a' }, s: { N: '1' }, n: { N: '5' } });
    return true;
  });
});

test('a transaction is whole and says why it was cancelled', async () => {
  const TableName = 'transactions';
  await create(TableName);
  await documents.send(new TransactWriteCommand({
    ClientRequestToken: 'once',
    TransactItems: [{ Put: { TableName, Item: { p: 'a', s: 1, tags: new Set(['x']) } } },
      { Update: {
        TableName, Key: { p: 'a', s: 2 }, UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': 1 },
      } }],
  }));
  await assert.rejects(documents.send(new TransactWriteCommand({
    TransactItems: [{ Delete: { TableName, Key: { p: 'a', s: 1 } } },
      { ConditionCheck: {
        TableName, Key: { p: 'a', s: 2 }, ConditionExpression: 'attribute_not_exists(n)',
      } }],
  })), (error) => {
    assert(error instanceof TransactionCanceledException);
    assert.deepEqual(error.CancellationReasons.map((reason) => reason.Code),
      ['None', 'ConditionalCheckFailed']);
    return true;
  });
  const { Responses } = await documents.send(new TransactGetCommand({
    TransactItems: [1, 2, 3].map((s) => ({ Get: { TableName, Key: { p: 'a', s } } })),
  }));
  assert.deepEqual(Responses.map((response) => response.Item),
    [{ p: 'a', s: 1, tags: new Set(['x']) }, { p: 'a', s: 2, n: 1 }, undefined]);
});

test('an index is added to a table and filled', async () => {
  await create('indexed');
  await put('indexed', { p: 'a', s: 1, city: 'Oslo' });
  await put('indexed', { p: 'a', s: 2 });
  await client.send(new UpdateTableCommand({
    TableName: 'indexed',
    AttributeDefinitions: [{ AttributeName: 'city', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [{ Create: {
      IndexName: 'by-city', Projection: { ProjectionType: 'ALL' },
      KeySchema: [{ AttributeName: 'city', KeyType: 'HASH' }],
    } }],
  }));
  const { Items } = await documents.send(new QueryCommand({
    TableName: 'indexed', IndexName: 'by-city', KeyConditionExpression: 'city = :c',
    ExpressionAttributeValues: { ':c': 'Oslo' },
  }));
  assert.deepEqual(Items, [{ p: 'a', s: 1, city: 'Oslo' }]);
});

test('a table has time to live and tags', async () => {
  const ResourceArn = await create('settings');
  await client.send(new UpdateTimeToLiveCommand({
    TableName: 'settings', TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  }));
  const { TimeToLiveDescription } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: 'settings' }));
  assert.equal(TimeToLiveDescription.AttributeName, 'expires');
  await client.send(new TagResourceCommand({
    ResourceArn, Tags: [{ Key: 'team', Value: 'orders' }, { Key: 'stage', Value: 'test' }],
  }));
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage'] }));
  const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }));
  assert.deepEqual(Tags, [{ Key: 'team', Value: 'orders' }]);
});

test('tables are listed and deleted, and errors are of their own classes', async () => {
  await create('deleted');
  await assert.rejects(create('deleted'), ResourceInUseException);
  const names = [];
  for await (const page of paginateListTables({ client, pageSize: 1 }, {})) {
    names.push(...page.TableNames);
  }
  assert(names.includes('deleted'));
  await client.send(new DeleteTableCommand({ TableName: 'deleted' }));
  await waitUntilTableNotExists({ client, maxWaitTime: 20, minDelay: 0.01, maxDelay: 0.1 },
    { TableName: 'deleted' });
  await assert.rejects(get('deleted', 1), ResourceNotFoundException);
  await assert.rejects(documents.send(new GetCommand({ TableName: 'settings', Key: { p: 'a' } })),
    { name: 'ValidationException', message: 'The provided key element does not match the schema' });
});
