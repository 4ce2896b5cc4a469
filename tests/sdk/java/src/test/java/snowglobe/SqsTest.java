package snowglobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** SQS with the low-level client, which verifies the MD5s of what it sends and receives. */
class SqsTest {
  @RegisterExtension static final Snowglobe snowglobe = new Snowglobe();
  static SqsClient sqs;

  @BeforeAll
  static void connect() {
    sqs = snowglobe.sqs();
  }

  static String create(String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
  }

  static String create(String name) {
    return create(name, Map.of());
  }

  static void send(String url, String body) {
    sqs.sendMessage(r -> r.queueUrl(url).messageBody(body));
  }

  static List<Message> receive(String url) {
    return sqs.receiveMessage(
            r ->
                r.queueUrl(url)
                    .maxNumberOfMessages(10)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  static List<String> bodies(List<Message> messages) {
    return messages.stream().map(Message::body).toList();
  }

  static String attribute(String url, QueueAttributeName name) {
    return sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(name)).attributes().get(name);
  }

  // The SDK computes the MD5 of attributes of every type itself, and refuses a wrong one.
  @Test
  void aMessageComesBackWithItsAttributes() {
    String url = create("attributes");
    var attributes =
        Map.of(
            "color", value("String").stringValue("blå").build(),
            "count", value("Number.int").stringValue("12").build(),
            "raw", value("Binary").binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1})).build());
    var sent =
        sqs.sendMessage(
            r -> r.queueUrl(url).messageBody("grüß 😀").messageAttributes(attributes));
    Message message = receive(url).get(0);
    assertEquals("grüß 😀", message.body());
    assertEquals(attributes, message.messageAttributes());
    assertEquals(sent.messageId(), message.messageId());
    assertEquals(sent.md5OfMessageBody(), message.md5OfBody());
    assertEquals(sent.md5OfMessageAttributes(), message.md5OfMessageAttributes());
    assertEquals(
        "1", message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
    snowglobe.advance("1h");
    assertEquals(List.of(), receive(url));
  }

  private static MessageAttributeValue.Builder value(String type) {
    return MessageAttributeValue.builder().dataType(type);
  }

  @Test
  void aBatchFailsEntryByEntry() {
    String url = create("batch");
    var sent =
        sqs.sendMessageBatch(
            r ->
                r.queueUrl(url)
                    .entries(
                        e -> e.id("good").messageBody("m"),
                        e -> e.id("late").messageBody("m").delaySeconds(1000)));
    assertEquals(List.of("good"), sent.successful().stream().map(e -> e.id()).toList());
    assertEquals("late", sent.failed().get(0).id());
    assertEquals("InvalidParameterValue", sent.failed().get(0).code());
    assertTrue(sent.failed().get(0).senderFault());

    String handle = receive(url).get(0).receiptHandle();
    var changed =
        sqs.changeMessageVisibilityBatch(
            r ->
                r.queueUrl(url)
                    .entries(e -> e.id("a").receiptHandle(handle).visibilityTimeout(0)));
    assertEquals("a", changed.successful().get(0).id());
    String again = receive(url).get(0).receiptHandle();
    var deleted =
        sqs.deleteMessageBatch(
            r ->
                r.queueUrl(url)
                    .entries(
                        e -> e.id("good").receiptHandle(again),
                        e -> e.id("bad").receiptHandle("nonsense")));
    assertEquals("good", deleted.successful().get(0).id());
    assertEquals("ReceiptHandleIsInvalid", deleted.failed().get(0).code());
  }

  @Test
  void aTimeoutMakesAMessageVisibleAtItsMoment() {
    String url = create("visibility", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "30"));
    send(url, "m");
    String handle = receive(url).get(0).receiptHandle();
    assertEquals(List.of(), receive(url));
    sqs.changeMessageVisibility(
        r -> r.queueUrl(url).receiptHandle(handle).visibilityTimeout(60));
    snowglobe.advance("59s");
    assertEquals(List.of(), receive(url));
    snowglobe.advance("1s");
    assertEquals(List.of("m"), bodies(receive(url)));
  }

  @Test
  void aQueueHasItsAttributesUrlAndTags() {
    String url = create("described", Map.of(QueueAttributeName.DELAY_SECONDS, "0"));
    sqs.setQueueAttributes(
        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60")));
    assertEquals("60", attribute(url, QueueAttributeName.MESSAGE_RETENTION_PERIOD));
    var all =
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributes();
    assertEquals("arn:aws:sqs:us-east-1:000000000000:described",
        all.get(QueueAttributeName.QUEUE_ARN));
    // A name that this SDK does not know would be UNKNOWN_TO_SDK_VERSION.
    assertFalse(all.containsKey(QueueAttributeName.UNKNOWN_TO_SDK_VERSION));
    assertEquals(url, sqs.getQueueUrl(r -> r.queueName("described")).queueUrl());

    sqs.tagQueue(r -> r.queueUrl(url).tags(Map.of("team", "orders", "stage", "test")));
    sqs.untagQueue(r -> r.queueUrl(url).tagKeys("stage"));
    assertEquals(Map.of("team", "orders"), sqs.listQueueTags(r -> r.queueUrl(url)).tags());
  }

  @Test
  void permissionsAreStatementsOfThePolicy() {
    String url = create("permissions");
    sqs.addPermission(
        r -> r.queueUrl(url).label("send").awsAccountIds("111122223333").actions("SendMessage"));
    assertTrue(attribute(url, QueueAttributeName.POLICY).contains("\"send\""));
    sqs.removePermission(r -> r.queueUrl(url).label("send"));
    String policy = attribute(url, QueueAttributeName.POLICY);
    assertTrue(policy == null || !policy.contains("\"send\""), policy);
  }

  @Test
  void queuesAreListedPageByPage() {
    var names = IntStream.range(0, 5).mapToObj(i -> "page-" + i).toList();
    names.forEach(SqsTest::create);
    var pages = sqs.listQueuesPaginator(r -> r.queueNamePrefix("page-").maxResults(2));
    assertEquals(List.of(2, 2, 1), pages.stream().map(p -> p.queueUrls().size()).toList());
    assertEquals(
        names, pages.queueUrls().stream().map(u -> u.substring(u.lastIndexOf('/') + 1)).toList());
  }

  @Test
  void aMessageThatFailsTooOftenGoesToTheDeadLetterQueue() {
    String dead = create("dead");
    String arn = attribute(dead, QueueAttributeName.QUEUE_ARN);
    String policy = "{\"deadLetterTargetArn\": \"" + arn + "\", \"maxReceiveCount\": \"1\"}";
    String url =
        create(
            "source",
            Map.of(
                QueueAttributeName.REDRIVE_POLICY, policy,
                QueueAttributeName.VISIBILITY_TIMEOUT, "10"));
    assertEquals(
        List.of(url), sqs.listDeadLetterSourceQueues(r -> r.queueUrl(dead)).queueUrls());
    send(url, "poison");
    assertEquals(List.of("poison"), bodies(receive(url)));
    snowglobe.advance("10s");
    assertEquals(List.of(), receive(url));
    Message message = receive(dead).get(0);
    assertEquals("poison", message.body());
    assertEquals(
        "arn:aws:sqs:us-east-1:000000000000:source",
        message.attributes().get(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN));
  }

  @Test
  void aTaskMovesDeadLettersBack() {
    String arn = attribute(create("moved-dead"), QueueAttributeName.QUEUE_ARN);
    String url =
        create(
            "moved",
            Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\": \"" + arn + "\", \"maxReceiveCount\": 1}",
                QueueAttributeName.VISIBILITY_TIMEOUT, "0"));
    for (String body : List.of("a", "b", "c")) send(url, body);
    receive(url);
    assertEquals(List.of(), receive(url));
    var started =
        sqs.startMessageMoveTask(r -> r.sourceArn(arn).maxNumberOfMessagesPerSecond(1));
    snowglobe.advance("1s");
    long moved =
        sqs.cancelMessageMoveTask(r -> r.taskHandle(started.taskHandle()))
            .approximateNumberOfMessagesMoved();
    assertTrue(moved == 1 || moved == 2);
    sqs.startMessageMoveTask(r -> r.sourceArn(arn));
    snowglobe.advance("5s");
    var tasks = sqs.listMessageMoveTasks(r -> r.sourceArn(arn).maxResults(2)).results();
    assertEquals(
        List.of("COMPLETED", "CANCELLED"), tasks.stream().map(t -> t.status()).toList());
    assertEquals(3, receive(url).size());
  }

  @Test
  void aFifoQueueKeepsTheOrderOfEachGroupAndDropsDuplicates() {
    String url =
        create(
            "orders.fifo",
            Map.of(
                QueueAttributeName.FIFO_QUEUE, "true",
                QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true"));
    for (String body : List.of("a1", "b1", "a1", "a2")) {
      sqs.sendMessage(
          r -> r.queueUrl(url).messageBody(body).messageGroupId(body.substring(0, 1)));
    }
    var first = sqs.receiveMessage(r -> r.queueUrl(url).receiveRequestAttemptId("x")).messages();
    assertEquals(List.of("a1"), bodies(first));
    assertEquals(List.of("b1"), bodies(receive(url)), "the group a is locked");
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(first.get(0).receiptHandle()));
    Message next = receive(url).get(0);
    assertEquals("a2", next.body());
    assertEquals("a", next.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
    assertFalse(next.attributes().get(MessageSystemAttributeName.SEQUENCE_NUMBER).isEmpty());
  }

  @Test
  void aPurgeEmptiesAQueueAndADeletedQueueIsGone() {
    String url = create("emptied");
    send(url, "m");
    sqs.purgeQueue(r -> r.queueUrl(url));
    assertEquals("0", attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    sqs.deleteQueue(r -> r.queueUrl(url));
    snowglobe.advance("60s");
    assertThrows(QueueDoesNotExistException.class, () -> send(url, "m"));
  }

  // The codes are those of the Query protocol, which come in a header of their own.
  @Test
  void errorsAreExceptionsOfTheirOwnClasses() {
    var unknown =
        assertThrows(
            QueueDoesNotExistException.class,
            () -> sqs.getQueueUrl(r -> r.queueName("nowhere")));
    assertEquals(
        "AWS.SimpleQueueService.NonExistentQueue", unknown.awsErrorDetails().errorCode());
    assertEquals(400, unknown.statusCode());
    assertFalse(unknown.requestId().isEmpty());

    String url = create("errors");
    assertThrows(
        QueueNameExistsException.class,
        () -> create("errors", Map.of(QueueAttributeName.DELAY_SECONDS, "5")));
    assertThrows(
        ReceiptHandleIsInvalidException.class,
        () -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle("nonsense")));
    assertThrows(
        EmptyBatchRequestException.class,
        () -> sqs.sendMessageBatch(r -> r.queueUrl(url).entries(List.of())));
    assertThrows(
        BatchEntryIdsNotDistinctException.class,
        () ->
            sqs.sendMessageBatch(
                r ->
                    r.queueUrl(url)
                        .entries(
                            e -> e.id("a").messageBody("1"), e -> e.id("a").messageBody("2"))));
    var missing =
        assertThrows(SqsException.class, () -> sqs.sendMessage(r -> r.queueUrl(url)));
    assertEquals("MissingParameter", missing.awsErrorDetails().errorCode());
  }
}
