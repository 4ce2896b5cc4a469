package sdk

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	streamtypes "github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

func TestAStreamTellsEveryWriteInOrder(t *testing.T) {
	s := start(t)
	b := newTable(t, s.dynamodb(), "streamed")
	streamed := call(b.client.UpdateTable(ctx, &dynamodb.UpdateTableInput{
		TableName: b.name,
		StreamSpecification: &types.StreamSpecification{
			StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeNewAndOldImages,
		},
	})).ok(t)
	arn := streamed.TableDescription.LatestStreamArn
	b.put(event{Partition: "a", Sort: 1, Name: "old"})
	b.put(event{Partition: "a", Sort: 1, Name: "new"})
	call(b.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: b.name, Key: key("a", 1),
	})).ok(t)

	streams := dynamodbstreams.NewFromConfig(s.config())
	listed := dynamodbstreams.ListStreamsInput{TableName: b.name}
	equal(t, *call(streams.ListStreams(ctx, &listed)).ok(t).Streams[0].StreamArn, *arn)
	described := call(streams.DescribeStream(ctx,
		&dynamodbstreams.DescribeStreamInput{StreamArn: arn})).ok(t).StreamDescription
	equal(t, described.StreamViewType, streamtypes.StreamViewTypeNewAndOldImages)
	iterator := call(streams.GetShardIterator(ctx, &dynamodbstreams.GetShardIteratorInput{
		StreamArn: arn, ShardId: described.Shards[0].ShardId,
		ShardIteratorType: streamtypes.ShardIteratorTypeTrimHorizon,
	})).ok(t).ShardIterator
	names, images := []streamtypes.OperationType{}, []event{}
	for len(names) < 3 {
		page := call(streams.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{
			ShardIterator: iterator, Limit: aws.Int32(2),
		})).ok(t)
		if len(page.Records) == 0 {
			t.Fatalf("only %v", names)
		}
		for _, record := range page.Records {
			names = append(names, record.EventName)
			var image event
			b.unmarshal(call(attributevalue.FromDynamoDBStreamsMap(
				record.Dynamodb.OldImage)).ok(t), &image)
			images = append(images, image)
		}
		iterator = page.NextShardIterator
	}
	equal(t, names, []streamtypes.OperationType{"INSERT", "MODIFY", "REMOVE"})
	equal(t, []string{images[0].Name, images[1].Name, images[2].Name}, []string{"", "old", "new"})

	_, err := streams.DescribeStream(ctx, &dynamodbstreams.DescribeStreamInput{
		StreamArn: aws.String(*arn + "x"),
	})
	as[*streamtypes.ResourceNotFoundException](t, err)
}
