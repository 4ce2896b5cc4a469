package snowglobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** DynamoDB Streams. */
class StreamsTest {
  @RegisterExtension static final Snowglobe snowglobe = new Snowglobe();
  static DynamoDbClient dynamoDb;

  @BeforeAll
  static void connect() {
    dynamoDb = snowglobe.dynamoDb();
  }

  /** A table with the key id, and a stream. */
  static TableDescription create(String table) {
    return dynamoDb
        .createTable(
            r ->
                r.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                    .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                    .streamSpecification(
                        s ->
                            s.streamEnabled(true)
                                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
        .tableDescription();
  }

  static Map<String, AttributeValue> item(String id, String number) {
    return Map.of("id", AttributeValue.fromS(id), "n", AttributeValue.fromN(number));
  }

  @Test
  void aStreamTellsEveryWriteInOrder() {
    String arn = create("streamed").latestStreamArn();
    dynamoDb.putItem(r -> r.tableName("streamed").item(item("a", "1")));
    dynamoDb.putItem(r -> r.tableName("streamed").item(item("a", "2")));
    dynamoDb.deleteItem(
        r -> r.tableName("streamed").key(Map.of("id", AttributeValue.fromS("a"))));

    var streams = snowglobe.dynamoDbStreams();
    var listed = streams.listStreams(r -> r.tableName("streamed")).streams();
    assertEquals(List.of(arn), listed.stream().map(s -> s.streamArn()).toList());
    String shard =
        streams.describeStream(r -> r.streamArn(arn)).streamDescription().shards().get(0).shardId();
    String iterator =
        streams
            .getShardIterator(
                r ->
                    r.streamArn(arn)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    List<Record> records = new ArrayList<>();
    while (records.size() < 3) {
      String next = iterator;
      var page = streams.getRecords(r -> r.shardIterator(next).limit(2));
      assertFalse(page.records().isEmpty(), records::toString);
      records.addAll(page.records());
      iterator = page.nextShardIterator();
    }
    assertEquals(
        List.of(OperationType.INSERT, OperationType.MODIFY, OperationType.REMOVE),
        records.stream().map(Record::eventName).toList());
    assertEquals(item("a", "1"), records.get(1).dynamodb().oldImage());
    assertEquals(item("a", "2"), records.get(1).dynamodb().newImage());
    assertThrows(
        ResourceNotFoundException.class,
        () -> streams.describeStream(r -> r.streamArn(arn + "x")));
  }
}
