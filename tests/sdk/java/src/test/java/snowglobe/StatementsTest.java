package snowglobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DuplicateItemException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** PartiQL. */
class StatementsTest {
  @RegisterExtension static final Snowglobe snowglobe = new Snowglobe();
  static DynamoDbClient dynamoDb;

  @BeforeAll
  static void connect() {
    dynamoDb = snowglobe.dynamoDb();
  }

  static String insert(String table, String id) {
    return "INSERT INTO \"" + table + "\" VALUE {'id': '" + id + "'}";
  }

  @Test
  void statementsReadAndWrite() {
    dynamoDb.createTable(
        r ->
            r.tableName("statements")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
    var batch =
        dynamoDb.batchExecuteStatement(
            r ->
                r.statements(
                    s -> s.statement(insert("statements", "a")),
                    s -> s.statement(insert("statements", "b")),
                    s -> s.statement(insert("nowhere", "c"))));
    assertNull(batch.responses().get(0).error());
    assertEquals(
        BatchStatementErrorCodeEnum.RESOURCE_NOT_FOUND, batch.responses().get(2).error().code());

    var five = AttributeValue.fromN("5");
    dynamoDb.executeTransaction(
        r ->
            r.transactStatements(
                s ->
                    s.statement("UPDATE \"statements\" SET n = ? WHERE id = ?")
                        .parameters(five, AttributeValue.fromS("a")),
                s -> s.statement("DELETE FROM \"statements\" WHERE id = 'b'")));
    var found = dynamoDb.executeStatement(r -> r.statement("SELECT * FROM \"statements\""));
    assertEquals(List.of(Map.of("id", AttributeValue.fromS("a"), "n", five)), found.items());
    assertThrows(
        DuplicateItemException.class,
        () -> dynamoDb.executeStatement(r -> r.statement(insert("statements", "a"))));
  }
}
