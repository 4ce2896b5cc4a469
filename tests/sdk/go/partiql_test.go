package sdk

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func text(value string) types.AttributeValue {
	return &types.AttributeValueMemberS{Value: value}
}

func TestStatementsReadAndWrite(t *testing.T) {
	b := newTable(t, start(t).dynamodb(), "statements")
	batch := call(b.client.BatchExecuteStatement(ctx, &dynamodb.BatchExecuteStatementInput{
		Statements: []types.BatchStatementRequest{
			{Statement: aws.String(`INSERT INTO "statements" VALUE {'p': 'a', 's': 1, 'name': 'x'}`)},
			{Statement: aws.String(`INSERT INTO "statements" VALUE {'p': 'a', 's': 2}`)},
			{Statement: aws.String(`INSERT INTO "nowhere" VALUE {'p': 'a', 's': 2}`)},
		},
	})).ok(t)
	equal(t, batch.Responses[0].Error, nil)
	equal(t, batch.Responses[2].Error.Code, types.BatchStatementErrorCodeEnumResourceNotFound)

	// There is no paginator for statements.
	sorts := []types.AttributeValue{}
	input := dynamodb.ExecuteStatementInput{
		Statement:  aws.String(`SELECT s FROM "statements" WHERE p = ?`),
		Parameters: []types.AttributeValue{text("a")}, Limit: aws.Int32(1),
	}
	for {
		page := call(b.client.ExecuteStatement(ctx, &input)).ok(t)
		for _, found := range page.Items {
			sorts = append(sorts, found["s"])
		}
		if page.NextToken == nil {
			break
		}
		input.NextToken = page.NextToken
	}
	equal(t, sorts, []types.AttributeValue{key("a", 1)["s"], key("a", 2)["s"]})

	update := `UPDATE "statements" SET name = ? WHERE p = 'a' AND s = 1`
	call(b.client.ExecuteTransaction(ctx, &dynamodb.ExecuteTransactionInput{
		TransactStatements: []types.ParameterizedStatement{
			{Statement: &update, Parameters: []types.AttributeValue{text("y")}},
			{Statement: aws.String(`DELETE FROM "statements" WHERE p = 'a' AND s = 2`)},
		},
	})).ok(t)
	equal(t, b.get("a", 1).Name, "y")
	equal(t, b.get("a", 2), event{})
	_, err := b.client.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{
		Statement: aws.String(`INSERT INTO "statements" VALUE {'p': 'a', 's': 1}`),
	})
	as[*types.DuplicateItemException](t, err)
}
