package snowglobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalOperator;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** DynamoDB with the low-level client, which checks the CRC32 of every answer. */
class DynamoDbTest {
  @RegisterExtension static final Snowglobe snowglobe = new Snowglobe();
  static DynamoDbClient dynamoDb;

  @BeforeAll
  static void connect() {
    dynamoDb = snowglobe.dynamoDb();
  }

  /** A table with the keys p (a string) and s (a number). */
  static TableDescription create(String table) {
    dynamoDb.createTable(
        r ->
            r.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("p").attributeType(ScalarAttributeType.S),
                    a -> a.attributeName("s").attributeType(ScalarAttributeType.N))
                .keySchema(
                    k -> k.attributeName("p").keyType(KeyType.HASH),
                    k -> k.attributeName("s").keyType(KeyType.RANGE)));
    return dynamoDb
        .waiter()
        .waitUntilTableExists(
            r -> r.tableName(table),
            c -> c.backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofMillis(20))))
        .matched()
        .response()
        .orElseThrow()
        .table();
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static Map<String, AttributeValue> key(String partition, long sort) {
    return Map.of("p", text(partition), "s", number(sort));
  }

  static void put(String table, String partition, long sort) {
    dynamoDb.putItem(r -> r.tableName(table).item(key(partition, sort)));
  }

  static Map<String, AttributeValue> get(String table, Map<String, AttributeValue> key) {
    return dynamoDb.getItem(r -> r.tableName(table).key(key).consistentRead(true)).item();
  }

  @Test
  void anItemOfEveryTypeComesBackAsItWasPut() {
    create("types");
    var bytes = SdkBytes.fromByteArray(new byte[] {0, -1});
    Map<String, AttributeValue> item =
        Map.ofEntries(
            Map.entry("p", text("grüß 😀")),
            Map.entry("s", AttributeValue.fromN("-12345678901234567890123456789012345678")),
            Map.entry("empty", text("")),
            Map.entry("binary", AttributeValue.fromB(bytes)),
            Map.entry("yes", AttributeValue.fromBool(true)),
            Map.entry("nothing", AttributeValue.fromNul(true)),
            Map.entry("strings", AttributeValue.fromSs(List.of("a", "b"))),
            Map.entry("numbers", AttributeValue.fromNs(List.of("1", "2.5"))),
            Map.entry("binaries", AttributeValue.fromBs(List.of(bytes))),
            Map.entry("list", AttributeValue.fromL(List.of(text("x"), number(1)))),
            Map.entry("none", AttributeValue.fromL(List.of())),
            Map.entry("map", AttributeValue.fromM(Map.of("k", AttributeValue.fromM(Map.of())))));
    dynamoDb.putItem(r -> r.tableName("types").item(item));
    assertEquals(item, get("types", Map.of("p", item.get("p"), "s", item.get("s"))));
    assertFalse(dynamoDb.getItem(r -> r.tableName("types").key(key("no", 1))).hasItem());
  }

  @Test
  void anUpdateAnswersWhatWasAskedAndADeleteWhatWasThere() {
    create("updates");
    var updated =
        dynamoDb.updateItem(
            r ->
                r.tableName("updates")
                    .key(key("a", 1))
                    .updateExpression("SET #n = if_not_exists(#n, :zero) + :five ADD tags :tag")
                    .expressionAttributeNames(Map.of("#n", "number"))
                    .expressionAttributeValues(
                        Map.of(
                            ":zero", number(0), ":five", number(5),
                            ":tag", AttributeValue.fromSs(List.of("new"))))
                    .returnValues(ReturnValue.UPDATED_NEW)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    assertEquals(
        Map.of("number", number(5), "tags", AttributeValue.fromSs(List.of("new"))),
        updated.attributes());
    assertEquals(1.0, updated.consumedCapacity().capacityUnits());
    var deleted =
        dynamoDb.deleteItem(
            r -> r.tableName("updates").key(key("a", 1)).returnValues(ReturnValue.ALL_OLD));
    assertEquals(number(5), deleted.attributes().get("number"));
    assertEquals(Map.of(), get("updates", key("a", 1)));
  }

  @Test
  void aFailedConditionShowsTheItem() {
    create("conditions");
    put("conditions", "a", 1);
    var failed =
        assertThrows(
            ConditionalCheckFailedException.class,
            () ->
                dynamoDb.putItem(
                    r ->
                        r.tableName("conditions")
                            .item(key("a", 1))
                            .conditionExpression("attribute_not_exists(p)")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    assertEquals(key("a", 1), failed.item());
    assertEquals("The conditional request failed", failed.awsErrorDetails().errorMessage());
  }

  @Test
  void queriesAndScansGoPageByPage() {
    create("pages");
    List<WriteRequest> writes =
        IntStream.range(0, 20)
            .mapToObj(i -> WriteRequest.builder().putRequest(p -> p.item(key("a", i))).build())
            .toList();
    var written = dynamoDb.batchWriteItem(r -> r.requestItems(Map.of("pages", writes)));
    assertEquals(Map.of(), written.unprocessedItems());
    var pages =
        dynamoDb.queryPaginator(
            r ->
                r.tableName("pages")
                    .keyConditionExpression("p = :p AND s BETWEEN :low AND :high")
                    .expressionAttributeValues(
                        Map.of(":p", text("a"), ":low", number(5), ":high", number(15)))
                    .scanIndexForward(false)
                    .limit(4));
    List<String> found = new ArrayList<>();
    pages.items().forEach(item -> found.add(item.get("s").n()));
    assertEquals(
        IntStream.rangeClosed(5, 15).mapToObj(i -> Integer.toString(20 - i)).toList(), found);
    assertEquals(List.of(4, 4, 3), pages.stream().map(p -> p.count()).toList());

    int scanned = 0;
    for (int segment = 0; segment < 3; segment++) {
      int number = segment;
      for (var page :
          dynamoDb.scanPaginator(
              r -> r.tableName("pages").limit(7).segment(number).totalSegments(3))) {
        scanned += page.count();
      }
    }
    assertEquals(20, scanned);
  }

  @Test
  void aBatchOfKeysIsRead() {
    create("batch");
    for (int i = 0; i < 3; i++) put("batch", "a", i);
    var answer =
        dynamoDb.batchGetItem(
            r ->
                r.requestItems(
                    Map.of(
                        "batch",
                        KeysAndAttributes.builder()
                            .keys(key("a", 0), key("a", 2), key("b", 0))
                            .build())));
    assertEquals(2, answer.responses().get("batch").size());
    assertEquals(Map.of(), answer.unprocessedKeys());
  }

  @Test
  void aTransactionIsWholeAndSaysWhyItWasCancelled() {
    create("transactions");
    dynamoDb.transactWriteItems(
        r ->
            r.clientRequestToken("once")
                .transactItems(
                    t -> t.put(p -> p.tableName("transactions").item(key("a", 1))),
                    t ->
                        t.update(
                            u ->
                                u.tableName("transactions")
                                    .key(key("a", 2))
                                    .updateExpression("SET n = :one")
                                    .expressionAttributeValues(Map.of(":one", number(1))))));
    var cancelled =
        assertThrows(
            TransactionCanceledException.class,
            () ->
                dynamoDb.transactWriteItems(
                    r ->
                        r.transactItems(
                            t -> t.delete(d -> d.tableName("transactions").key(key("a", 1))),
                            t ->
                                t.conditionCheck(
                                    c ->
                                        c.tableName("transactions")
                                            .key(key("a", 2))
                                            .conditionExpression("attribute_not_exists(n)")
                                            .returnValuesOnConditionCheckFailure(
                                                ReturnValuesOnConditionCheckFailure.ALL_OLD)))));
    List<CancellationReason> reasons = cancelled.cancellationReasons();
    assertEquals(
        List.of("None", "ConditionalCheckFailed"),
        reasons.stream().map(CancellationReason::code).toList());
    assertEquals(number(1), reasons.get(1).item().get("n"));

    var read =
        dynamoDb.transactGetItems(
            r ->
                r.transactItems(
                    t -> t.get(g -> g.tableName("transactions").key(key("a", 1))),
                    t -> t.get(g -> g.tableName("transactions").key(key("none", 1)))));
    assertEquals(key("a", 1), read.responses().get(0).item());
    assertFalse(read.responses().get(1).hasItem());
  }

  @Test
  void anIndexIsAddedToATableAndFilled() {
    create("indexed");
    dynamoDb.putItem(
        r ->
            r.tableName("indexed")
                .item(Map.of("p", text("a"), "s", number(1), "city", text("Oslo"))));
    put("indexed", "a", 2);
    dynamoDb.updateTable(
        r ->
            r.tableName("indexed")
                .attributeDefinitions(
                    a -> a.attributeName("city").attributeType(ScalarAttributeType.S))
                .globalSecondaryIndexUpdates(
                    u ->
                        u.create(
                            c ->
                                c.indexName("by-city")
                                    .keySchema(k -> k.attributeName("city").keyType(KeyType.HASH))
                                    .projection(
                                        p -> p.projectionType(ProjectionType.KEYS_ONLY)))));
    var found =
        dynamoDb.query(
            r ->
                r.tableName("indexed")
                    .indexName("by-city")
                    .keyConditionExpression("city = :c")
                    .expressionAttributeValues(Map.of(":c", text("Oslo"))));
    assertEquals(
        List.of(Map.of("p", text("a"), "s", number(1), "city", text("Oslo"))), found.items());
  }

  @Test
  void aTableHasTimeToLiveAndTags() {
    TableDescription table = create("settings");
    assertEquals(TableStatus.ACTIVE, table.tableStatus());
    dynamoDb.updateTimeToLive(
        r ->
            r.tableName("settings")
                .timeToLiveSpecification(t -> t.enabled(true).attributeName("expires")));
    var ttl =
        dynamoDb.describeTimeToLive(r -> r.tableName("settings")).timeToLiveDescription();
    assertEquals("expires", ttl.attributeName());
    assertTrue(
        ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
            || ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLING);

    dynamoDb.tagResource(
        r ->
            r.resourceArn(table.tableArn())
                .tags(t -> t.key("team").value("orders"), t -> t.key("stage").value("test")));
    dynamoDb.untagResource(r -> r.resourceArn(table.tableArn()).tagKeys("stage"));
    var tags = dynamoDb.listTagsOfResource(r -> r.resourceArn(table.tableArn())).tags();
    assertEquals(List.of("team"), tags.stream().map(t -> t.key()).toList());
  }

  @Test
  void tablesAreListedAndDeleted() {
    create("deleted");
    assertTrue(dynamoDb.listTablesPaginator().tableNames().stream().anyMatch("deleted"::equals));
    dynamoDb.deleteTable(r -> r.tableName("deleted"));
    dynamoDb.waiter().waitUntilTableNotExists(r -> r.tableName("deleted"));
    var gone =
        assertThrows(
            ResourceNotFoundException.class,
            () -> dynamoDb.describeTable(r -> r.tableName("deleted")));
    assertEquals("ResourceNotFoundException", gone.awsErrorDetails().errorCode());
  }

  @Test
  void errorsAreExceptionsOfTheirOwnClasses() {
    create("errors");
    assertThrows(ResourceInUseException.class, () -> create("errors"));
    assertThrows(
        ResourceNotFoundException.class, () -> dynamoDb.scan(r -> r.tableName("nowhere")));
    var invalid =
        assertThrows(
            DynamoDbException.class,
            () -> dynamoDb.getItem(r -> r.tableName("errors").key(Map.of("p", text("a")))));
    assertEquals("ValidationException", invalid.awsErrorDetails().errorCode());
    assertEquals(
        "The provided key element does not match the schema",
        invalid.awsErrorDetails().errorMessage());
  }

  static Condition condition(ComparisonOperator operator, AttributeValue... operands) {
    return Condition.builder().comparisonOperator(operator).attributeValueList(operands).build();
  }

  /** Applications from before expressions still say it so. */
  @Test
  void theParametersFromBeforeExpressionsDoWhatExpressionsDo() {
    create("legacy");
    var absent = Map.of("p", ExpectedAttributeValue.builder().exists(false).build());
    dynamoDb.putItem(r -> r.tableName("legacy").item(key("a", 1)).expected(absent));
    assertThrows(
        ConditionalCheckFailedException.class,
        () -> dynamoDb.putItem(r -> r.tableName("legacy").item(key("a", 1)).expected(absent)));
    var updated =
        dynamoDb.updateItem(
            r ->
                r.tableName("legacy")
                    .key(key("a", 1))
                    .returnValues(ReturnValue.UPDATED_NEW)
                    .expected(
                        Map.of(
                            "n",
                            ExpectedAttributeValue.builder()
                                .comparisonOperator(ComparisonOperator.NULL)
                                .build()))
                    .attributeUpdates(
                        Map.of(
                            "n",
                            AttributeValueUpdate.builder()
                                .action(AttributeAction.ADD)
                                .value(number(5))
                                .build(),
                            "name",
                            AttributeValueUpdate.builder().value(text("x")).build())));
    assertEquals(Map.of("n", number(5), "name", text("x")), updated.attributes());
    var got =
        dynamoDb.getItem(
            r -> r.tableName("legacy").key(key("a", 1)).attributesToGet("name", "none"));
    assertEquals(Map.of("name", text("x")), got.item());
    var found =
        dynamoDb.query(
            r ->
                r.tableName("legacy")
                    .keyConditions(
                        Map.of(
                            "p", condition(ComparisonOperator.EQ, text("a")),
                            "s", condition(ComparisonOperator.BETWEEN, number(0), number(9))))
                    .queryFilter(
                        Map.of("name", condition(ComparisonOperator.BEGINS_WITH, text("x"))))
                    .attributesToGet("n"));
    assertEquals(List.of(Map.of("n", number(5))), found.items());
    var scanned =
        dynamoDb.scan(
            r ->
                r.tableName("legacy")
                    .scanFilter(
                        Map.of(
                            "n", condition(ComparisonOperator.GT, number(5)),
                            "name", condition(ComparisonOperator.IN, text("x"), text("y"))))
                    .conditionalOperator(ConditionalOperator.OR));
    assertEquals(1, scanned.count());
  }
}
