package snowglobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** SQS with the asynchronous client and the batch manager on top of it. */
class SqsAsyncTest {
  @RegisterExtension static final Snowglobe snowglobe = new Snowglobe();
  static SqsAsyncClient sqs;

  @BeforeAll
  static void connect() {
    sqs = snowglobe.sqsAsync();
  }

  static String create(String name) {
    return sqs.createQueue(r -> r.queueName(name)).join().queueUrl();
  }

  @Test
  void aLongPollIsAnsweredByAMessageThatComes() {
    String url = create("poll");
    var poll = sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20));
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("here")).join();
    assertEquals("here", poll.join().messages().get(0).body());
  }

  @Test
  void anErrorIsTheCauseOfTheFuturesException() {
    var failed =
        assertThrows(
            CompletionException.class, () -> sqs.getQueueUrl(r -> r.queueName("no")).join());
    assertInstanceOf(QueueDoesNotExistException.class, failed.getCause());
  }

  // The manager gathers single calls into batches, and asks the queue for its timeouts first.
  @Test
  void theBatchManagerSendsReceivesAndDeletes() {
    String url = create("managed");
    var bodies = IntStream.range(0, 15).mapToObj(i -> "m" + i).toList();
    try (var manager =
        SqsAsyncBatchManager.builder()
            .client(sqs)
            .scheduledExecutor(Executors.newScheduledThreadPool(1))
            .overrideConfiguration(
                c ->
                    c.sendRequestFrequency(Duration.ofMillis(20))
                        .receiveMessageMinWaitDuration(Duration.ofMillis(50)))
            .build()) {
      List<CompletableFuture<SendMessageResponse>> sending = new ArrayList<>();
      for (String body : bodies) {
        sending.add(manager.sendMessage(r -> r.queueUrl(url).messageBody(body)));
      }
      sending.forEach(sent -> assertFalse(sent.join().messageId().isEmpty()));

      Set<String> found = new TreeSet<>();
      for (int tries = 0; tries < 100 && found.size() < bodies.size(); tries++) {
        for (Message message : manager.receiveMessage(r -> r.queueUrl(url)).join().messages()) {
          found.add(message.body());
          manager
              .deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()))
              .join();
        }
      }
      assertEquals(new TreeSet<>(bodies), found);
    }
    var left =
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL)).join();
    assertEquals(
        "0", left.attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    assertEquals(
        "0",
        left.attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }
}
