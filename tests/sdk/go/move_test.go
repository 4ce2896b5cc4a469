package sdk

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

func TestATaskMovesDeadLettersBack(t *testing.T) {
	s := start(t)
	dead := newQueue(t, s.sqs(), "dead", nil)
	arn := dead.attribute("QueueArn")
	policy := fmt.Sprintf(`{"deadLetterTargetArn": %q, "maxReceiveCount": 1}`, arn)
	q := newQueue(t, dead.client, "source",
		map[string]string{"RedrivePolicy": policy, "VisibilityTimeout": "0"})
	for i := range 3 {
		q.send(fmt.Sprint("m", i))
	}
	q.receive()
	equal(t, len(q.receive()), 0)
	started := call(q.client.StartMessageMoveTask(ctx, &sqs.StartMessageMoveTaskInput{
		SourceArn: &arn, MaxNumberOfMessagesPerSecond: aws.Int32(1),
	})).ok(t)
	s.advance("1s")
	cancelled := call(q.client.CancelMessageMoveTask(ctx, &sqs.CancelMessageMoveTaskInput{
		TaskHandle: started.TaskHandle,
	})).ok(t)
	moved := cancelled.ApproximateNumberOfMessagesMoved
	equal(t, moved > 0 && moved < 3, true)
	call(q.client.StartMessageMoveTask(ctx, &sqs.StartMessageMoveTaskInput{SourceArn: &arn})).ok(t)
	s.advance("5s")
	input := sqs.ListMessageMoveTasksInput{SourceArn: &arn, MaxResults: aws.Int32(2)}
	tasks := call(q.client.ListMessageMoveTasks(ctx, &input)).ok(t).Results
	equal(t, []string{*tasks[0].Status, *tasks[1].Status}, []string{"COMPLETED", "CANCELLED"})
	equal(t, len(q.receive()), 3)

	_, err := q.client.StartMessageMoveTask(ctx, &sqs.StartMessageMoveTaskInput{
		SourceArn: aws.String(arn + "x"),
	})
	as[*types.ResourceNotFoundException](t, err)
}
