package sdk

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
)

// An event is an item of every test's table.
type event struct {
	Partition string                `dynamodbav:"p"`
	Sort      int64                 `dynamodbav:"s"`
	Name      string                `dynamodbav:"name,omitempty"`
	City      string                `dynamodbav:"city,omitempty"`
	Total     float64               `dynamodbav:"total,omitempty"`
	Raw       []byte                `dynamodbav:"raw,omitempty"`
	Tags      []string              `dynamodbav:"tags,omitempty,stringset"`
	Counts    []int                 `dynamodbav:"counts,omitempty,numberset"`
	Lines     []string              `dynamodbav:"lines,omitempty"`
	Labels    map[string]string     `dynamodbav:"labels,omitempty"`
	Expires   time.Time             `dynamodbav:"expires,unixtime"`
	Exact     attributevalue.Number `dynamodbav:",omitempty"`
}

type item = map[string]types.AttributeValue

// A table is one of a test, with the keys p (a string) and s (a number).
type table struct {
	t      *testing.T
	client *dynamodb.Client
	name   *string
	arn    *string
}

func newTable(t *testing.T, client *dynamodb.Client, name string) table {
	t.Helper()
	call(client.CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName: &name, BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{
			{AttributeName: aws.String("p"), AttributeType: types.ScalarAttributeTypeS},
			{AttributeName: aws.String("s"), AttributeType: types.ScalarAttributeTypeN},
		},
		KeySchema: []types.KeySchemaElement{
			{AttributeName: aws.String("p"), KeyType: types.KeyTypeHash},
			{AttributeName: aws.String("s"), KeyType: types.KeyTypeRange},
		},
	})).ok(t)
	waiter := dynamodb.NewTableExistsWaiter(client, func(o *dynamodb.TableExistsWaiterOptions) {
		o.MinDelay, o.MaxDelay = 10*time.Millisecond, 100*time.Millisecond
	})
	input := dynamodb.DescribeTableInput{TableName: &name}
	described := call(waiter.WaitForOutput(ctx, &input, 10*time.Second)).ok(t)
	return table{t, client, &name, described.Table.TableArn}
}

func (b table) put(value event) {
	b.t.Helper()
	input := dynamodb.PutItemInput{TableName: b.name, Item: marshal(b.t, value)}
	call(b.client.PutItem(ctx, &input)).ok(b.t)
}

// get is the zero event when there is none.
func (b table) get(partition string, sort int64) event {
	b.t.Helper()
	input := dynamodb.GetItemInput{
		TableName: b.name, Key: key(partition, sort), ConsistentRead: aws.Bool(true),
	}
	var found event
	b.unmarshal(call(b.client.GetItem(ctx, &input)).ok(b.t).Item, &found)
	return found
}

func (b table) unmarshal(value item, found *event) {
	b.t.Helper()
	if err := attributevalue.UnmarshalMap(value, found); err != nil {
		b.t.Fatal(err)
	}
}

func (b table) build(builder expression.Builder) expression.Expression {
	b.t.Helper()
	return call(builder.Build()).ok(b.t)
}

func marshal(t *testing.T, value any) item {
	t.Helper()
	return call(attributevalue.MarshalMap(value)).ok(t)
}

func key(partition string, sort int64) item {
	return item{
		"p": &types.AttributeValueMemberS{Value: partition},
		"s": &types.AttributeValueMemberN{Value: fmt.Sprint(sort)},
	}
}

func TestAStructComesBackEqual(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "types")
	want := event{
		Partition: "grüß 😀", Sort: -9007199254740993, Name: "n", Total: 0.1, Raw: []byte{0, 255},
		Tags: []string{"a", "b"}, Counts: []int{1, 2}, Lines: []string{"x", "", "x"},
		Labels: map[string]string{"k": ""}, Expires: time.Unix(1767225600, 0),
		Exact: "-12345678901234567890123456789012345678",
	}
	b.put(want)
	equal(t, b.get("grüß 😀", -9007199254740993), want)
	input := dynamodb.GetItemInput{TableName: b.name, Key: key("none", 1)}
	equal(t, call(b.client.GetItem(ctx, &input)).ok(t).Item, nil)
}

func TestAnUpdateAnswersWhatWasAskedAndADeleteWhatWasThere(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "updates")
	built := b.build(expression.NewBuilder().WithUpdate(
		expression.Set(expression.Name("total"),
			expression.Plus(expression.IfNotExists(expression.Name("total"), expression.Value(0)),
				expression.Value(5))).
			Add(expression.Name("tags"), expression.Value(
				&types.AttributeValueMemberSS{Value: []string{"new"}}))))
	updated := call(b.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: b.name, Key: key("a", 1), UpdateExpression: built.Update(),
		ExpressionAttributeNames: built.Names(), ExpressionAttributeValues: built.Values(),
		ReturnValues:           types.ReturnValueUpdatedNew,
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
	})).ok(t)
	equal(t, updated.Attributes, item{
		"total": &types.AttributeValueMemberN{Value: "5"},
		"tags":  &types.AttributeValueMemberSS{Value: []string{"new"}},
	})
	equal(t, *updated.ConsumedCapacity.CapacityUnits, 1.0)
	deleted := call(b.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: b.name, Key: key("a", 1), ReturnValues: types.ReturnValueAllOld,
	})).ok(t)
	equal(t, len(deleted.Attributes), 4)
	equal(t, b.get("a", 1), event{})
}

func TestAFailedConditionShowsTheItem(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "conditions")
	b.put(event{Partition: "a", Sort: 1, Name: "first"})
	built := b.build(expression.NewBuilder().WithCondition(
		expression.AttributeNotExists(expression.Name("p"))))
	_, err := b.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: b.name, Item: key("a", 1), ConditionExpression: built.Condition(),
		ExpressionAttributeNames:            built.Names(),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	failed := as[*types.ConditionalCheckFailedException](t, err)
	equal(t, failed.ErrorMessage(), "The conditional request failed")
	var found event
	b.unmarshal(failed.Item, &found)
	equal(t, found.Name, "first")
}

func TestQueriesAndScansGoPageByPage(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "pages")
	writes := []types.WriteRequest{}
	for i := range 20 {
		value := marshal(t, event{Partition: "a", Sort: int64(i), Total: float64(i)})
		writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: value}})
	}
	written := call(b.client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{
		RequestItems: map[string][]types.WriteRequest{*b.name: writes},
	})).ok(t)
	equal(t, len(written.UnprocessedItems), 0)

	built := b.build(expression.NewBuilder().
		WithKeyCondition(expression.Key("p").Equal(expression.Value("a")).
			And(expression.Key("s").Between(expression.Value(5), expression.Value(15)))).
		WithFilter(expression.Name("total").NotEqual(expression.Value(10))).
		WithProjection(expression.NamesList(expression.Name("s"))))
	pages := dynamodb.NewQueryPaginator(b.client, &dynamodb.QueryInput{
		TableName: b.name, KeyConditionExpression: built.KeyCondition(),
		FilterExpression: built.Filter(), ProjectionExpression: built.Projection(),
		ExpressionAttributeNames: built.Names(), ExpressionAttributeValues: built.Values(),
		ScanIndexForward: aws.Bool(false), Limit: aws.Int32(4),
	})
	sorts, counts := []int64{}, []int32{}
	for pages.HasMorePages() {
		page := call(pages.NextPage(ctx)).ok(t)
		counts = append(counts, page.Count)
		for _, value := range page.Items {
			var found event
			b.unmarshal(value, &found)
			equal(t, found.Partition, "")
			sorts = append(sorts, found.Sort)
		}
	}
	equal(t, sorts, []int64{15, 14, 13, 12, 11, 9, 8, 7, 6, 5})
	equal(t, counts, []int32{4, 3, 3})

	scanned := int32(0)
	for segment := range int32(3) {
		pages := dynamodb.NewScanPaginator(b.client, &dynamodb.ScanInput{
			TableName: b.name, Limit: aws.Int32(7), Segment: aws.Int32(segment),
			TotalSegments: aws.Int32(3),
		})
		for pages.HasMorePages() {
			scanned += call(pages.NextPage(ctx)).ok(t).Count
		}
	}
	equal(t, scanned, 20)
}

func TestABatchOfKeysIsRead(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "batch")
	for i := range int64(3) {
		b.put(event{Partition: "a", Sort: i})
	}
	read := call(b.client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{
		RequestItems: map[string]types.KeysAndAttributes{
			*b.name: {Keys: []map[string]types.AttributeValue{key("a", 0), key("a", 2), key("b", 0)}},
		},
	})).ok(t)
	equal(t, len(read.Responses[*b.name]), 2)
	equal(t, len(read.UnprocessedKeys), 0)
}

func TestATransactionIsWholeAndSaysWhyItWasCancelled(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "transactions")
	increment := types.Update{
		TableName: b.name, Key: key("a", 2), UpdateExpression: aws.String("ADD n :one"),
		ExpressionAttributeValues: item{":one": &types.AttributeValueMemberN{Value: "1"}},
	}
	// The second is a repetition, as a retry would send it.
	for range 2 {
		call(b.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{
			ClientRequestToken: aws.String("once"),
			TransactItems: []types.TransactWriteItem{
				{Put: &types.Put{TableName: b.name, Item: key("a", 1)}},
				{Update: &increment},
			},
		})).ok(t)
	}
	_, err := b.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{
		TransactItems: []types.TransactWriteItem{
			{Delete: &types.Delete{TableName: b.name, Key: key("a", 1)}},
			{ConditionCheck: &types.ConditionCheck{
				TableName: b.name, Key: key("a", 2),
				ConditionExpression:                 aws.String("attribute_not_exists(n)"),
				ReturnValuesOnConditionCheckFailure: "ALL_OLD",
			}},
		},
	})
	reasons := as[*types.TransactionCanceledException](t, err).CancellationReasons
	equal(t, *reasons[0].Code, "None")
	equal(t, *reasons[1].Code, "ConditionalCheckFailed")
	equal(t, reasons[1].Item["n"], types.AttributeValue(&types.AttributeValueMemberN{Value: "1"}))

	read := call(b.client.TransactGetItems(ctx, &dynamodb.TransactGetItemsInput{
		TransactItems: []types.TransactGetItem{
			{Get: &types.Get{TableName: b.name, Key: key("a", 1)}},
			{Get: &types.Get{TableName: b.name, Key: key("none", 1)}},
		},
	})).ok(t)
	equal(t, read.Responses[0].Item, key("a", 1))
	equal(t, len(read.Responses[1].Item), 0)
}

func TestAnIndexIsAddedToATableAndFilled(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "indexed")
	b.put(event{Partition: "a", Sort: 1, City: "Oslo"})
	b.put(event{Partition: "a", Sort: 2})
	call(b.client.UpdateTable(ctx, &dynamodb.UpdateTableInput{
		TableName: b.name,
		AttributeDefinitions: []types.AttributeDefinition{
			{AttributeName: aws.String("city"), AttributeType: types.ScalarAttributeTypeS},
		},
		GlobalSecondaryIndexUpdates: []types.GlobalSecondaryIndexUpdate{
			{Create: &types.CreateGlobalSecondaryIndexAction{
				IndexName: aws.String("by-city"),
				KeySchema: []types.KeySchemaElement{
					{AttributeName: aws.String("city"), KeyType: types.KeyTypeHash},
				},
				Projection: &types.Projection{ProjectionType: types.ProjectionTypeAll},
			}},
		},
	})).ok(t)
	built := b.build(expression.NewBuilder().WithKeyCondition(
		expression.Key("city").Equal(expression.Value("Oslo"))))
	found := call(b.client.Query(ctx, &dynamodb.QueryInput{
		TableName: b.name, IndexName: aws.String("by-city"),
		KeyConditionExpression:   built.KeyCondition(),
		ExpressionAttributeNames: built.Names(), ExpressionAttributeValues: built.Values(),
	})).ok(t)
	equal(t, found.Count, 1)
	equal(t, found.Items[0]["s"], key("a", 1)["s"])
}

func TestAnItemExpires(t *testing.T) {
	s := start(t)
	b := newTable(t, s.dynamodb(), "expiring")
	call(b.client.UpdateTimeToLive(ctx, &dynamodb.UpdateTimeToLiveInput{
		TableName: b.name,
		TimeToLiveSpecification: &types.TimeToLiveSpecification{
			AttributeName: aws.String("expires"), Enabled: aws.Bool(true),
		},
	})).ok(t)
	s.advance("1h")
	described := call(b.client.DescribeTimeToLive(ctx,
		&dynamodb.DescribeTimeToLiveInput{TableName: b.name})).ok(t).TimeToLiveDescription
	equal(t, *described.AttributeName, "expires")
	equal(t, described.TimeToLiveStatus, types.TimeToLiveStatusEnabled)
	b.put(event{Partition: "a", Sort: 1, Name: "n", Expires: time.Now().Add(24 * time.Hour)})
	equal(t, b.get("a", 1).Name, "n")
	// AWS promises it within some days after the moment.
	s.advance("96h")
	equal(t, b.get("a", 1).Name, "")
}

func TestATableHasTags(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "tagged")
	call(b.client.TagResource(ctx, &dynamodb.TagResourceInput{
		ResourceArn: b.arn, Tags: []types.Tag{
			{Key: aws.String("team"), Value: aws.String("orders")},
			{Key: aws.String("stage"), Value: aws.String("test")},
		},
	})).ok(t)
	call(b.client.UntagResource(ctx, &dynamodb.UntagResourceInput{
		ResourceArn: b.arn, TagKeys: []string{"stage"},
	})).ok(t)
	tags := call(b.client.ListTagsOfResource(ctx,
		&dynamodb.ListTagsOfResourceInput{ResourceArn: b.arn})).ok(t).Tags
	equal(t, tags, []types.Tag{{Key: aws.String("team"), Value: aws.String("orders")}})
}

func TestTablesAreListedAndDeleted(t *testing.T) {
	client := start(t).dynamodb()
	b := newTable(t, client, "list-a")
	newTable(t, client, "list-b")
	pages := dynamodb.NewListTablesPaginator(client, &dynamodb.ListTablesInput{Limit: aws.Int32(1)})
	names := []string{}
	for pages.HasMorePages() {
		names = append(names, call(pages.NextPage(ctx)).ok(t).TableNames...)
	}
	equal(t, names, []string{"list-a", "list-b"})
	call(client.DeleteTable(ctx, &dynamodb.DeleteTableInput{TableName: b.name})).ok(t)
	input := dynamodb.DescribeTableInput{TableName: b.name}
	err := dynamodb.NewTableNotExistsWaiter(client).Wait(ctx, &input, 10*time.Second)
	equal(t, err, nil)
}

func TestErrorsOfDynamoDbAreOfTheirOwnTypes(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "errors")
	_, err := b.client.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String("nowhere")})
	unknown := as[*types.ResourceNotFoundException](t, err)
	equal(t, unknown.ErrorCode(), "ResourceNotFoundException")
	equal(t, unknown.ErrorMessage(), "Requested resource not found")
	_, err = b.client.CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName: b.name, BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{
			{AttributeName: aws.String("p"), AttributeType: types.ScalarAttributeTypeS},
		},
		KeySchema: []types.KeySchemaElement{
			{AttributeName: aws.String("p"), KeyType: types.KeyTypeHash},
		},
	})
	as[*types.ResourceInUseException](t, err)
	_, err = b.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: b.name, Key: item{"p": key("a", 1)["p"]},
	})
	invalid := as[smithy.APIError](t, err)
	equal(t, invalid.ErrorCode(), "ValidationException")
	equal(t, invalid.ErrorMessage(), "The provided key element does not match the schema")
}

// Applications from before expressions still say it so.
func TestTheParametersFromBeforeExpressionsDoWhatExpressionsDo(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "legacy")
	number := func(value string) types.AttributeValue { return &types.AttributeValueMemberN{Value: value} }
	text := func(value string) types.AttributeValue { return &types.AttributeValueMemberS{Value: value} }
	one := func(value types.AttributeValue) []types.AttributeValue { return []types.AttributeValue{value} }
	put := func(expected map[string]types.ExpectedAttributeValue) error {
		_, err := b.client.PutItem(ctx, &dynamodb.PutItemInput{
			TableName: b.name, Item: marshal(t, event{Partition: "a", Sort: 1, Total: 1, Name: "x"}),
			Expected: expected,
		})
		return err
	}
	absent := map[string]types.ExpectedAttributeValue{"p": {Exists: aws.Bool(false)}}
	if err := put(absent); err != nil {
		t.Fatal(err)
	}
	var failed *types.ConditionalCheckFailedException
	if err := put(absent); !errors.As(err, &failed) {
		t.Fatalf("the condition held: %v", err)
	}
	updated := call(b.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: b.name, Key: key("a", 1), ReturnValues: types.ReturnValueUpdatedNew,
		Expected: map[string]types.ExpectedAttributeValue{
			"total": {ComparisonOperator: types.ComparisonOperatorLt, AttributeValueList: one(number("2"))},
		},
		AttributeUpdates: map[string]types.AttributeValueUpdate{
			"total": {Action: types.AttributeActionAdd, Value: number("4")},
			"name":  {Action: types.AttributeActionDelete},
			"city":  {Action: types.AttributeActionPut, Value: text("Bonn")},
		},
	})).ok(t)
	equal(t, updated.Attributes, item{"total": number("5"), "city": text("Bonn")})
	got := call(b.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: b.name, Key: key("a", 1), AttributesToGet: []string{"city", "name"},
	})).ok(t)
	equal(t, got.Item, item{"city": text("Bonn")})
	found := call(b.client.Query(ctx, &dynamodb.QueryInput{
		TableName: b.name, AttributesToGet: []string{"total"},
		KeyConditions: map[string]types.Condition{
			"p": {ComparisonOperator: types.ComparisonOperatorEq, AttributeValueList: one(text("a"))},
			"s": {ComparisonOperator: types.ComparisonOperatorGe, AttributeValueList: one(number("1"))},
		},
		QueryFilter: map[string]types.Condition{
			"name": {ComparisonOperator: types.ComparisonOperatorNull},
			"city": {ComparisonOperator: types.ComparisonOperatorContains, AttributeValueList: one(text("on"))},
		},
		ConditionalOperator: types.ConditionalOperatorAnd,
	})).ok(t)
	equal(t, found.Items, []item{{"total": number("5")}})
	scanned := call(b.client.Scan(ctx, &dynamodb.ScanInput{
		TableName: b.name,
		ScanFilter: map[string]types.Condition{
			"total": {ComparisonOperator: types.ComparisonOperatorNe, AttributeValueList: one(number("5"))},
		},
	})).ok(t)
	equal(t, scanned.Count, 0)
}
