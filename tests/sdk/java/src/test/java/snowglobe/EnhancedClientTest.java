package snowglobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.enhanced.dynamodb.model.IgnoreNullsMode;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** DynamoDB with the enhanced client: items as objects, tables made from their annotations. */
class EnhancedClientTest {
  @RegisterExtension static final Snowglobe snowglobe = new Snowglobe();
  static DynamoDbEnhancedClient enhanced;
  static DynamoDbTable<Order> orders;

  @BeforeAll
  static void connect() {
    enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(snowglobe.dynamoDb()).build();
    orders = enhanced.table("orders", TableSchema.fromBean(Order.class));
    orders.createTable();
  }

  static Key key(String customer, String id) {
    return Key.builder().partitionValue(customer).sortValue(id).build();
  }

  static QueryConditional ordersOf(String customer) {
    return QueryConditional.keyEqualTo(k -> k.partitionValue(customer));
  }

  static List<String> ids(Stream<Order> found) {
    return found.map(Order::getId).toList();
  }

  // "total" is a reserved word.
  static Expression total(String comparator, int value) {
    return Expression.builder()
        .expression("#t " + comparator + " :t")
        .putExpressionName("#t", "total")
        .putExpressionValue(":t", AttributeValue.fromN(Integer.toString(value)))
        .build();
  }

  @Test
  void aTableIsMadeFromTheBeansAnnotations() {
    var table = orders.describeTable().table();
    assertEquals(TableStatus.ACTIVE, table.tableStatus());
    assertEquals("by-status", table.globalSecondaryIndexes().get(0).indexName());
    assertEquals(
        List.of("customer", "id"),
        table.keySchema().stream().map(k -> k.attributeName()).toList());
  }

  @Test
  void anObjectComesBackEqual() {
    Order order = Order.of("ann", "1", 10);
    order.setTotal(new BigDecimal("1234567890123456789.123456789"));
    order.setTags(Set.of("gift", "fast"));
    order.setLines(List.of(Map.of("sku", "a"), Map.of()));
    orders.putItem(order);
    order.setVersion(orders.getItem(key("ann", "1")).getVersion());
    assertEquals(order, orders.getItem(key("ann", "1")));
    assertNull(orders.getItem(key("ann", "none")));
    assertEquals(order, orders.deleteItem(key("ann", "1")));
    assertNull(orders.deleteItem(key("ann", "1")));
  }

  // Two readers, two writers: the version attribute becomes a condition of the second write.
  @Test
  void theSecondWriterOfAVersionFails() {
    orders.putItem(Order.of("version", "1", 10));
    Order mine = orders.getItem(key("version", "1"));
    Order theirs = orders.getItem(key("version", "1"));
    mine.setStatus("PAID");
    Order updated = orders.updateItem(mine);
    assertEquals(mine.getVersion() + 1, updated.getVersion());
    theirs.setStatus("CANCELLED");
    assertThrows(ConditionalCheckFailedException.class, () -> orders.updateItem(theirs));
    assertThrows(ConditionalCheckFailedException.class, () -> orders.putItem(theirs));
    assertEquals("PAID", orders.getItem(key("version", "1")).getStatus());
  }

  @Test
  void anUpdateLeavesWhatIsNull() {
    orders.putItem(Order.of("partial", "1", 10));
    Order patch = new Order();
    patch.setCustomer("partial");
    patch.setId("1");
    patch.setTotal(BigDecimal.TEN);
    patch.setVersion(orders.getItem(patch).getVersion());
    var answer =
        orders.updateItemWithResponse(
            r ->
                r.item(patch)
                    .ignoreNullsMode(IgnoreNullsMode.SCALAR_ONLY)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    assertEquals("PLACED", answer.attributes().getStatus());
    // The table and its index.
    assertEquals("orders", answer.consumedCapacity().tableName());
    assertTrue(answer.consumedCapacity().capacityUnits() >= 1.0);
  }

  @Test
  void aConditionIsAnExpression() {
    orders.putItem(Order.of("condition", "1", 10));
    Expression cheap = total("<", 5);
    assertThrows(
        ConditionalCheckFailedException.class,
        () -> orders.deleteItem(r -> r.key(key("condition", "1")).conditionExpression(cheap)));
    assertEquals("1", orders.getItem(key("condition", "1")).getId());
  }

  @Test
  void aQueryFiltersProjectsAndGoesPageByPage() {
    for (int i = 0; i < 9; i++) orders.putItem(Order.of("query", "o" + i, i));
    var pages =
        orders.query(r -> r.queryConditional(ordersOf("query")).limit(4).scanIndexForward(false));
    assertEquals(List.of(4, 4, 1), pages.stream().map(page -> page.items().size()).toList());
    assertEquals(
        IntStream.range(0, 9).mapToObj(i -> "o" + (8 - i)).toList(),
        ids(pages.items().stream()));

    var filtered =
        orders.query(
            r ->
                r.queryConditional(
                        QueryConditional.sortBetween(key("query", "o2"), key("query", "o7")))
                    .filterExpression(total(">", 4))
                    .attributesToProject("id"));
    assertEquals(List.of("o5", "o6", "o7"), ids(filtered.items().stream()));
    assertNull(filtered.items().iterator().next().getStatus());
    assertEquals(
        List.of("o3"),
        ids(
            orders
                .query(QueryConditional.sortBeginsWith(key("query", "o3")))
                .items()
                .stream()));

    Page<Order> first =
        orders.query(r -> r.queryConditional(ordersOf("query")).limit(4)).iterator().next();
    var rest =
        orders.query(
            r ->
                r.queryConditional(ordersOf("query"))
                    .exclusiveStartKey(first.lastEvaluatedKey()));
    assertEquals("o4", rest.items().iterator().next().getId());
  }

  @Test
  void anIndexIsQueriedInTheOrderOfItsSortKey() {
    for (int i : List.of(3, 1, 2)) {
      Order order = Order.of("index-" + i, "1", i);
      order.setStatus("SHIPPED");
      orders.putItem(order);
    }
    var found =
        orders
            .index("by-status")
            .query(
                r ->
                    r.queryConditional(
                            QueryConditional.sortGreaterThan(
                                k ->
                                    k.partitionValue("SHIPPED")
                                        .sortValue("2026-01-01T00:00:01Z")))
                        .limit(1));
    List<String> customers = new ArrayList<>();
    found.forEach(page -> page.items().forEach(order -> customers.add(order.getCustomer())));
    assertEquals(List.of("index-2", "index-3"), customers);
  }

  @Test
  void aScanFilters() {
    for (int i = 0; i < 5; i++) orders.putItem(Order.of("scan", "o" + i, i));
    var found =
        orders.scan(
            r ->
                r.filterExpression(
                        Expression.builder()
                            .expression("#c = :c AND begins_with(#s, :s)")
                            .putExpressionName("#c", "customer")
                            .putExpressionName("#s", "status")
                            .putExpressionValue(":c", AttributeValue.fromS("scan"))
                            .putExpressionValue(":s", AttributeValue.fromS("PLA"))
                            .build())
                    .limit(2)
                    .consistentRead(true));
    assertEquals(5, found.items().stream().count());
  }

  @Test
  void batchesWriteAndReadObjects() {
    DynamoDbTable<Line> lines = enhanced.table("batch-lines", TableSchema.fromClass(Line.class));
    lines.createTable();
    var batch = WriteBatch.builder(Line.class).mappedTableResource(lines);
    for (int i = 0; i < 25; i++) batch.addPutItem(new Line("l" + i, i));
    var written = enhanced.batchWriteItem(r -> r.writeBatches(batch.build()));
    assertEquals(List.of(), written.unprocessedPutItemsForTable(lines));

    var read = ReadBatch.builder(Line.class).mappedTableResource(lines);
    for (int i = 20; i < 30; i++) read.addGetItem(new Line("l" + i, 0));
    var found = enhanced.batchGetItem(r -> r.readBatches(read.build())).resultsForTable(lines);
    assertEquals(
        Set.of("l20", "l21", "l22", "l23", "l24"),
        Set.copyOf(found.stream().map(Line::sku).toList()));
  }

  @Test
  void aTransactionIsWhole() {
    Expression isNew = Expression.builder().expression("attribute_not_exists(id)").build();
    Order order = Order.of("transaction", "1", 1);
    enhanced.transactWriteItems(
        r -> r.addPutItem(orders, order).addPutItem(orders, Order.of("transaction", "2", 1)));
    var cancelled =
        assertThrows(
            TransactionCanceledException.class,
            () ->
                enhanced.transactWriteItems(
                    r ->
                        r.addDeleteItem(orders, key("transaction", "2"))
                            .addConditionCheck(
                                orders,
                                ConditionCheck.builder()
                                    .key(key("transaction", "1"))
                                    .conditionExpression(isNew)
                                    .build())));
    assertEquals(
        List.of("None", "ConditionalCheckFailed"),
        cancelled.cancellationReasons().stream().map(reason -> reason.code()).toList());
    var read =
        enhanced.transactGetItems(
            r ->
                r.addGetItem(orders, key("transaction", "2"))
                    .addGetItem(orders, key("transaction", "3")));
    assertEquals("2", read.get(0).getItem(orders).getId());
    assertNull(read.get(1).getItem(orders));
  }

  /** An item as a record: the accessors are the attributes. */
  @DynamoDbImmutable(builder = Line.Builder.class)
  public record Line(@DynamoDbPartitionKey String sku, int count) {
    public static Builder builder() {
      return new Builder();
    }

    /** What the client fills in. */
    public static final class Builder {
      private String sku;
      private int count;

      public void sku(String value) {
        sku = value;
      }

      public void count(int value) {
        count = value;
      }

      public Line build() {
        return new Line(sku, count);
      }
    }
  }

  @Test
  void aRecordIsAnItem() {
    DynamoDbTable<Line> lines = enhanced.table("lines", TableSchema.fromClass(Line.class));
    lines.createTable();
    lines.putItem(new Line("a", 3));
    assertEquals(new Line("a", 3), lines.getItem(new Line("a", 0)));
    lines.deleteTable();
    assertThrows(ResourceNotFoundException.class, () -> lines.getItem(new Line("a", 0)));
  }

  @Test
  void aDocumentNeedsNoClass() {
    var documents =
        enhanced.table(
            "documents",
            TableSchema.documentSchemaBuilder()
                .addIndexPartitionKey(
                    TableMetadata.primaryIndexName(), "id", AttributeValueType.S)
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .build());
    documents.createTable();
    String json = "{\"id\":\"a\",\"deep\":{\"list\":[1,true,null,\"x\"]}}";
    documents.putItem(EnhancedDocument.fromJson(json));
    EnhancedDocument found =
        documents.getItem(EnhancedDocument.builder().putString("id", "a").build());
    assertEquals(
        EnhancedDocument.fromJson(json).getJson("deep"), found.getJson("deep"));
  }

  @Test
  void theAsynchronousClientStreamsPages() {
    var client =
        DynamoDbEnhancedAsyncClient.builder().dynamoDbClient(snowglobe.dynamoDbAsync()).build();
    var table = client.table("orders", TableSchema.fromBean(Order.class));
    for (int i = 0; i < 5; i++) table.putItem(Order.of("async", "o" + i, i)).join();
    List<String> found = new ArrayList<>();
    table
        .query(r -> r.queryConditional(ordersOf("async")).limit(2))
        .items()
        .subscribe(order -> found.add(order.getId()))
        .join();
    assertEquals(List.of("o0", "o1", "o2", "o3", "o4"), found);
  }
}
