package sdk

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
)

var ctx = context.Background()

// A queue is one of a test, with the calls that most tests make.
type queue struct {
	t      *testing.T
	client *sqs.Client
	url    *string
}

func newQueue(t *testing.T, client *sqs.Client, name string, attributes map[string]string) queue {
	t.Helper()
	input := sqs.CreateQueueInput{QueueName: &name, Attributes: attributes}
	return queue{t, client, call(client.CreateQueue(ctx, &input)).ok(t).QueueUrl}
}

func (q queue) send(body string) *sqs.SendMessageOutput {
	q.t.Helper()
	input := sqs.SendMessageInput{QueueUrl: q.url, MessageBody: &body}
	return call(q.client.SendMessage(ctx, &input)).ok(q.t)
}

func (q queue) receive() []types.Message {
	q.t.Helper()
	return call(q.client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl: q.url, MaxNumberOfMessages: 10, MessageAttributeNames: []string{"All"},
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{"All"},
	})).ok(q.t).Messages
}

func (q queue) attribute(name types.QueueAttributeName) string {
	q.t.Helper()
	return call(q.client.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl: q.url, AttributeNames: []types.QueueAttributeName{name},
	})).ok(q.t).Attributes[string(name)]
}

func bodies(messages []types.Message) []string {
	found := []string{}
	for _, message := range messages {
		found = append(found, *message.Body)
	}
	return found
}

func TestAMessageComesBackWithItsAttributes(t *testing.T) {
	s := start(t)
	q := newQueue(t, s.sqs(), "attributes", nil)
	attributes := map[string]types.MessageAttributeValue{
		"color": {DataType: aws.String("String"), StringValue: aws.String("blå")},
		"count": {DataType: aws.String("Number.int"), StringValue: aws.String("12")},
		"raw":   {DataType: aws.String("Binary"), BinaryValue: []byte{0, 255}},
	}
	sent := call(q.client.SendMessage(ctx, &sqs.SendMessageInput{
		QueueUrl: q.url, MessageBody: aws.String("grüß 😀"), MessageAttributes: attributes,
	})).ok(t)
	message := q.receive()[0]
	equal(t, *message.Body, "grüß 😀")
	equal(t, message.MessageAttributes, attributes)
	equal(t, *message.MessageId, *sent.MessageId)
	equal(t, *message.MD5OfMessageAttributes, *sent.MD5OfMessageAttributes)
	equal(t, message.Attributes["ApproximateReceiveCount"], "1")
	call(q.client.DeleteMessage(ctx, &sqs.DeleteMessageInput{
		QueueUrl: q.url, ReceiptHandle: message.ReceiptHandle,
	})).ok(t)
	s.advance("1h")
	equal(t, len(q.receive()), 0)
}

// A tamperer changes the bodies of messages on their way back.
type tamperer struct{}

func (tamperer) Do(request *http.Request) (*http.Response, error) {
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	text = bytes.ReplaceAll(text, []byte("hello"), []byte("jello"))
	response.Body = io.NopCloser(bytes.NewReader(text))
	return response, err
}

// Without this, an SDK that checks nothing would pass the other tests as well.
func TestTheSdkChecksTheMd5OfABody(t *testing.T) {
	s := start(t)
	q := newQueue(t, s.sqs(), "checked", nil)
	q.send("hello")
	config := s.config()
	config.HTTPClient = tamperer{}
	input := sqs.ReceiveMessageInput{QueueUrl: q.url}
	_, err := sqs.NewFromConfig(config).ReceiveMessage(ctx, &input)
	if err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Fatalf("want an error about a checksum, got %v", err)
	}
}

func TestABatchFailsEntryByEntry(t *testing.T) {
	q := newQueue(t, start(t).sqs(), "batch", nil)
	sent := call(q.client.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{
		QueueUrl: q.url,
		Entries: []types.SendMessageBatchRequestEntry{
			{Id: aws.String("good"), MessageBody: aws.String("m")},
			{Id: aws.String("late"), MessageBody: aws.String("m"), DelaySeconds: 1000},
		},
	})).ok(t)
	equal(t, *sent.Successful[0].Id, "good")
	equal(t, len(sent.Successful), 1)
	equal(t, *sent.Failed[0].Id, "late")
	equal(t, *sent.Failed[0].Code, "InvalidParameterValue")
	equal(t, sent.Failed[0].SenderFault, true)

	changed := call(q.client.ChangeMessageVisibilityBatch(ctx, &sqs.ChangeMessageVisibilityBatchInput{
		QueueUrl: q.url,
		Entries: []types.ChangeMessageVisibilityBatchRequestEntry{
			{Id: aws.String("a"), ReceiptHandle: q.receive()[0].ReceiptHandle},
		},
	})).ok(t)
	equal(t, *changed.Successful[0].Id, "a")
	deleted := call(q.client.DeleteMessageBatch(ctx, &sqs.DeleteMessageBatchInput{
		QueueUrl: q.url,
		Entries: []types.DeleteMessageBatchRequestEntry{
			{Id: aws.String("good"), ReceiptHandle: q.receive()[0].ReceiptHandle},
			{Id: aws.String("bad"), ReceiptHandle: aws.String("nonsense")},
		},
	})).ok(t)
	equal(t, *deleted.Successful[0].Id, "good")
	equal(t, *deleted.Failed[0].Code, "ReceiptHandleIsInvalid")
}

func TestALongPollIsAnsweredByAMessageThatComes(t *testing.T) {
	q := newQueue(t, start(t).sqs(), "poll", nil)
	polled := make(chan result[*sqs.ReceiveMessageOutput])
	go func() {
		input := sqs.ReceiveMessageInput{QueueUrl: q.url, WaitTimeSeconds: 20}
		polled <- call(q.client.ReceiveMessage(ctx, &input))
	}()
	q.send("here")
	equal(t, bodies((<-polled).ok(t).Messages), []string{"here"})
}

func TestATimeoutMakesAMessageVisibleAtItsMoment(t *testing.T) {
	s := start(t)
	q := newQueue(t, s.sqs(), "visibility", map[string]string{"VisibilityTimeout": "30"})
	q.send("m")
	call(q.client.ChangeMessageVisibility(ctx, &sqs.ChangeMessageVisibilityInput{
		QueueUrl: q.url, ReceiptHandle: q.receive()[0].ReceiptHandle, VisibilityTimeout: 60,
	})).ok(t)
	s.advance("59s")
	equal(t, len(q.receive()), 0)
	s.advance("1s")
	equal(t, bodies(q.receive()), []string{"m"})
}

func TestAQueueHasItsAttributesUrlAndTags(t *testing.T) {
	q := newQueue(t, start(t).sqs(), "described", nil)
	call(q.client.SetQueueAttributes(ctx, &sqs.SetQueueAttributesInput{
		QueueUrl: q.url, Attributes: map[string]string{"MessageRetentionPeriod": "60"},
	})).ok(t)
	equal(t, q.attribute("MessageRetentionPeriod"), "60")
	equal(t, q.attribute("QueueArn"), "arn:aws:sqs:us-east-1:000000000000:described")
	named := sqs.GetQueueUrlInput{QueueName: aws.String("described")}
	equal(t, *call(q.client.GetQueueUrl(ctx, &named)).ok(t).QueueUrl, *q.url)

	call(q.client.TagQueue(ctx, &sqs.TagQueueInput{
		QueueUrl: q.url, Tags: map[string]string{"team": "orders", "stage": "test"},
	})).ok(t)
	call(q.client.UntagQueue(ctx, &sqs.UntagQueueInput{
		QueueUrl: q.url, TagKeys: []string{"stage"},
	})).ok(t)
	tags := call(q.client.ListQueueTags(ctx, &sqs.ListQueueTagsInput{QueueUrl: q.url})).ok(t).Tags
	equal(t, tags, map[string]string{"team": "orders"})
}

func TestPermissionsAreStatementsOfThePolicy(t *testing.T) {
	q := newQueue(t, start(t).sqs(), "permissions", nil)
	call(q.client.AddPermission(ctx, &sqs.AddPermissionInput{
		QueueUrl: q.url, Label: aws.String("send"), AWSAccountIds: []string{"111122223333"},
		Actions: []string{"SendMessage"},
	})).ok(t)
	equal(t, strings.Contains(q.attribute("Policy"), `"send"`), true)
	call(q.client.RemovePermission(ctx, &sqs.RemovePermissionInput{
		QueueUrl: q.url, Label: aws.String("send"),
	})).ok(t)
	equal(t, strings.Contains(q.attribute("Policy"), `"send"`), false)
}

func TestQueuesAreListedPageByPage(t *testing.T) {
	client := start(t).sqs()
	for i := range 5 {
		newQueue(t, client, fmt.Sprint("page-", i), nil)
	}
	pages := sqs.NewListQueuesPaginator(client, &sqs.ListQueuesInput{
		QueueNamePrefix: aws.String("page-"), MaxResults: aws.Int32(2),
	})
	sizes, names := []int{}, []string{}
	for pages.HasMorePages() {
		page := call(pages.NextPage(ctx)).ok(t)
		sizes = append(sizes, len(page.QueueUrls))
		for _, url := range page.QueueUrls {
			names = append(names, path.Base(url))
		}
	}
	equal(t, sizes, []int{2, 2, 1})
	equal(t, names, []string{"page-0", "page-1", "page-2", "page-3", "page-4"})
}

func TestAMessageThatFailsTooOftenGoesToTheDeadLetterQueue(t *testing.T) {
	s := start(t)
	dead := newQueue(t, s.sqs(), "dead", nil)
	policy := fmt.Sprintf(`{"deadLetterTargetArn": %q, "maxReceiveCount": 1}`,
		dead.attribute("QueueArn"))
	q := newQueue(t, dead.client, "source",
		map[string]string{"RedrivePolicy": policy, "VisibilityTimeout": "10"})
	sources := sqs.NewListDeadLetterSourceQueuesPaginator(dead.client,
		&sqs.ListDeadLetterSourceQueuesInput{QueueUrl: dead.url})
	equal(t, call(sources.NextPage(ctx)).ok(t).QueueUrls, []string{*q.url})
	q.send("poison")
	equal(t, bodies(q.receive()), []string{"poison"})
	s.advance("10s")
	equal(t, len(q.receive()), 0)
	message := dead.receive()[0]
	equal(t, *message.Body, "poison")
	equal(t, message.Attributes["DeadLetterQueueSourceArn"], q.attribute("QueueArn"))
}

func TestAFifoQueueKeepsTheOrderOfEachGroupAndDropsDuplicates(t *testing.T) {
	q := newQueue(t, start(t).sqs(), "orders.fifo",
		map[string]string{"FifoQueue": "true", "ContentBasedDeduplication": "true"})
	for _, body := range []string{"a1", "b1", "a1", "a2"} {
		call(q.client.SendMessage(ctx, &sqs.SendMessageInput{
			QueueUrl: q.url, MessageBody: aws.String(body), MessageGroupId: aws.String(body[:1]),
		})).ok(t)
	}
	first := call(q.client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl: q.url, ReceiveRequestAttemptId: aws.String("x"),
	})).ok(t).Messages
	equal(t, bodies(first), []string{"a1"})
	equal(t, bodies(q.receive()), []string{"b1"})
	call(q.client.DeleteMessage(ctx, &sqs.DeleteMessageInput{
		QueueUrl: q.url, ReceiptHandle: first[0].ReceiptHandle,
	})).ok(t)
	next := q.receive()[0]
	equal(t, *next.Body, "a2")
	equal(t, next.Attributes["MessageGroupId"], "a")
}

func TestAPurgeEmptiesAQueueAndADeletedQueueIsGone(t *testing.T) {
	s := start(t)
	q := newQueue(t, s.sqs(), "emptied", nil)
	q.send("m")
	call(q.client.PurgeQueue(ctx, &sqs.PurgeQueueInput{QueueUrl: q.url})).ok(t)
	s.advance("60s")
	equal(t, q.attribute("ApproximateNumberOfMessages"), "0")
	call(q.client.DeleteQueue(ctx, &sqs.DeleteQueueInput{QueueUrl: q.url})).ok(t)
	s.advance("60s")
	input := sqs.SendMessageInput{QueueUrl: q.url, MessageBody: aws.String("m")}
	_, err := q.client.SendMessage(ctx, &input)
	as[*types.QueueDoesNotExist](t, err)
}

// The codes are those of the Query protocol, which come in a header of their own.
func TestErrorsOfSqsAreOfTheirOwnTypes(t *testing.T) {
	client := start(t).sqs()
	_, err := client.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("nowhere")})
	unknown := as[*types.QueueDoesNotExist](t, err)
	equal(t, unknown.ErrorCode(), "AWS.SimpleQueueService.NonExistentQueue")
	equal(t, unknown.ErrorFault(), smithy.FaultClient)

	q := newQueue(t, client, "errors", nil)
	_, err = client.CreateQueue(ctx, &sqs.CreateQueueInput{
		QueueName: aws.String("errors"), Attributes: map[string]string{"DelaySeconds": "5"},
	})
	as[*types.QueueNameExists](t, err)
	_, err = client.DeleteMessage(ctx, &sqs.DeleteMessageInput{
		QueueUrl: q.url, ReceiptHandle: aws.String("nonsense"),
	})
	as[*types.ReceiptHandleIsInvalid](t, err)
	_, err = client.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{
		QueueUrl: q.url, Entries: []types.SendMessageBatchRequestEntry{},
	})
	as[*types.EmptyBatchRequest](t, err)
	_, err = client.SendMessage(ctx, &sqs.SendMessageInput{
		QueueUrl: q.url, MessageBody: aws.String("m"), DelaySeconds: 901,
	})
	equal(t, as[smithy.APIError](t, err).ErrorCode(), "InvalidParameterValue")
}

// A consumer that is stopped during its long poll does not take the next message with it.
func TestACancelledPollTakesNoMessage(t *testing.T) {
	q := newQueue(t, start(t).sqs(), "cancelled", nil)
	short, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	input := sqs.ReceiveMessageInput{QueueUrl: q.url, WaitTimeSeconds: 20}
	_, err := q.client.ReceiveMessage(short, &input)
	as[*smithy.CanceledError](t, err)
	q.send("m")
	equal(t, bodies(q.receive()), []string{"m"})
}
