package snowglobe;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSecondaryPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSecondarySortKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** An order as the enhanced client's users write one: a bean whose annotations are the table. */
@DynamoDbBean
public class Order {
  private String customer;
  private String id;
  private String status;
  private Instant placedAt;
  private BigDecimal total;
  private Set<String> tags;
  private List<Map<String, String>> lines;
  private Long version;

  /** An order in the state PLACED. */
  static Order of(String customer, String id, int total) {
    Order order = new Order();
    order.customer = customer;
    order.id = id;
    order.status = "PLACED";
    order.placedAt = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(total);
    order.total = BigDecimal.valueOf(total);
    return order;
  }

  @DynamoDbPartitionKey
  public String getCustomer() {
    return customer;
  }

  public void setCustomer(String customer) {
    this.customer = customer;
  }

  @DynamoDbSortKey
  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id;
  }

  // A reserved word: the client has to write it as a #name.
  @DynamoDbSecondaryPartitionKey(indexNames = "by-status")
  public String getStatus() {
    return status;
  }

  public void setStatus(String status) {
    this.status = status;
  }

  @DynamoDbSecondarySortKey(indexNames = "by-status")
  @DynamoDbAttribute("placed-at")
  public Instant getPlacedAt() {
    return placedAt;
  }

  public void setPlacedAt(Instant placedAt) {
    this.placedAt = placedAt;
  }

  public BigDecimal getTotal() {
    return total;
  }

  public void setTotal(BigDecimal total) {
    this.total = total;
  }

  public Set<String> getTags() {
    return tags;
  }

  public void setTags(Set<String> tags) {
    this.tags = tags;
  }

  public List<Map<String, String>> getLines() {
    return lines;
  }

  public void setLines(List<Map<String, String>> lines) {
    this.lines = lines;
  }

  @DynamoDbVersionAttribute
  public Long getVersion() {
    return version;
  }

  public void setVersion(Long version) {
    this.version = version;
  }

  private List<Object> values() {
    List<Object> values = new ArrayList<>();
    Collections.addAll(values, customer, id, status, placedAt, total, tags, lines, version);
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Order order && values().equals(order.values());
  }

  @Override
  public int hashCode() {
    return Objects.hash(customer, id);
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
