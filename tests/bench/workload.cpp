#include "tests/bench/workload.h"

#include <algorithm>
#include <cstdlib>

namespace snowglobe::bench {
namespace {

constexpr int items_per_key = 10;  // of a partition and of an index's key
constexpr int messages_per_group = 100;
constexpr int rare_every = 50;  // calls that may be slow with much data are made this much less
const std::string text(100, 'x');
const std::string body(200, 'x');

Json string_value(const std::string& text) { return {{"S", text}}; }
Json number_value(int number) { return {{"N", std::to_string(number)}}; }

// The keys below the size are there from the beginning; each further one is put and deleted.
Json item_key(int item, int size) {
  if (item >= size) {
    return {{"pk", string_value("fresh-" + std::to_string(item))}, {"sk", number_value(0)}};
  }
  return {{"pk", string_value("key-" + std::to_string(item / items_per_key))},
          {"sk", number_value(item % items_per_key)}};
}

Json whole_item(Json key, int item) {
  Json whole = std::move(key);
  whole["owner"] = string_value("owner-" + std::to_string(item / items_per_key));
  whole["at"] = number_value(item % items_per_key);
  whole["name"] = string_value(text);
  whole["count"] = number_value(item);
  whole["tags"] = {{"SS", {"a", "b"}}};
  return whole;
}

Json key_schema(const char* hash, const char* range) {
  return {{{"AttributeName", hash}, {"KeyType", "HASH"}},
          {{"AttributeName", range}, {"KeyType", "RANGE"}}};
}

Json attribute(const char* name, const char* type) {
  return {{"AttributeName", name}, {"AttributeType", type}};
}

}  // namespace

Workload::Workload(Subject& subject, Load load, int size)
    : subject_(subject), load_(load), size_(size) {
  if (load == Load::kItems || load == Load::kIndexedItems) {
    make_table();
  } else {
    make_queue();
  }
}

int Workload::draw(int bound) {
  return static_cast<int>(random_.below(static_cast<std::uint64_t>(bound)));
}

// 25 puts of items from `first` on.
Json Workload::batch_of_writes(int first) const {
  Json writes = Json::array();
  for (int item = first; item < first + 25; ++item) {
    writes.push_back({{"PutRequest", {{"Item", whole_item(item_key(item, size_), item)}}}});
  }
  return {{"RequestItems", {{"items", writes}}}};
}

void Workload::make_table() {
  Json table = {{"TableName", "items"},
                {"BillingMode", "PAY_PER_REQUEST"},
                {"KeySchema", key_schema("pk", "sk")},
                {"AttributeDefinitions", {attribute("pk", "S"), attribute("sk", "N")}}};
  if (load_ == Load::kIndexedItems) {
    table["AttributeDefinitions"].push_back(attribute("owner", "S"));
    table["AttributeDefinitions"].push_back(attribute("at", "N"));
    table["GlobalSecondaryIndexes"] = {{{"IndexName", "by-owner"},
                                        {"KeySchema", key_schema("owner", "at")},
                                        {"Projection", {{"ProjectionType", "ALL"}}}}};
  }
  subject_.call("dynamodb", "CreateTable", std::move(table));
  Progress progress(load_ == Load::kItems ? "items" : "items with an index", size_);
  for (int item = 0; item < size_; item += 25) {
    subject_.call("dynamodb", "BatchWriteItem", batch_of_writes(item));
    progress.at(item);
  }
}

Json Workload::batch_of_messages() {
  const int groups = std::max(size_ / messages_per_group, 10);
  Json entries = Json::array();
  for (int i = 0; i < 10; ++i, ++sent_) {
    Json entry = {{"Id", std::to_string(i)}, {"MessageBody", body}};
    if (load_ == Load::kFifoMessages) {
      entry["MessageGroupId"] = "group-" + std::to_string(sent_ % groups);
      entry["MessageDeduplicationId"] = std::to_string(sent_);
    }
    entries.push_back(std::move(entry));
  }
  return {{"QueueUrl", queue_url_}, {"Entries", entries}};
}

void Workload::make_queue() {
  Json queue = {{"QueueName", "load"}};
  if (load_ == Load::kFifoMessages) {
    queue = {{"QueueName", "load.fifo"},
             {"Attributes", {{"FifoQueue", "true"}, {"VisibilityTimeout", "600"}}}};
  }
  queue_url_ = subject_.call("sqs", "CreateQueue", std::move(queue))["QueueUrl"];
  Progress progress(load_ == Load::kMessages ? "messages" : "messages of a FIFO queue", size_);
  for (int sent = 0; sent < size_; sent += 10) {
    subject_.call("sqs", "SendMessageBatch", batch_of_messages());
    progress.at(sent);
  }
}

void Workload::round(int calls) {
  switch (load_) {
    case Load::kItems:
      return item_round(calls);
    case Load::kIndexedItems:
      return index_round(calls);
    case Load::kMessages:
      return queue_round(calls);
    case Load::kFifoMessages:
      return fifo_round(calls);
  }
}

void Workload::repeat(int times, const char* label, const char* operation,
                      const std::function<Json(int)>& input) {
  for (int i = 0; i < times; ++i) subject_.timed(label, "dynamodb", operation, input(i));
}

// Of the ten items that one value of the key has.
Json Workload::query(const char* key, const std::string& value_prefix) {
  const std::string value = value_prefix + std::to_string(draw(size_ / items_per_key));
  return {{"TableName", "items"},
          {"KeyConditionExpression", "#k = :k"},
          {"ExpressionAttributeNames", {{"#k", key}}},
          {"ExpressionAttributeValues", {{":k", string_value(value)}}}};
}

// A put of one fresh item, an update, a deletion of another fresh one, and a check.
Json Workload::transaction(int put, int deleted) {
  const int updated = draw(size_);
  const int checked = (updated + 1) % size_;
  Json items = Json::array();
  items.push_back(
      {{"Put", {{"TableName", "items"}, {"Item", whole_item(item_key(put, size_), put)}}}});
  items.push_back({{"Update",
                    {{"TableName", "items"},
                     {"Key", item_key(updated, size_)},
                     {"UpdateExpression", "SET #c = #c + :one"},
                     {"ExpressionAttributeNames", {{"#c", "count"}}},
                     {"ExpressionAttributeValues", {{":one", number_value(1)}}}}}});
  items.push_back({{"Delete", {{"TableName", "items"}, {"Key", item_key(deleted, size_)}}}});
  items.push_back({{"ConditionCheck",
                    {{"TableName", "items"},
                     {"Key", item_key(checked, size_)},
                     {"ConditionExpression", "attribute_exists(pk)"}}}});
  // SDKs send a token with each.
  return {{"TransactItems", items}, {"ClientRequestToken", std::to_string(++requests_)}};
}

void Workload::item_round(int calls) {
  const int first = size_ + fresh_;
  repeat(calls, "PutItem", "PutItem", [&](int i) {
    return Json{{"TableName", "items"}, {"Item", whole_item(item_key(first + i, size_), i)}};
  });
  repeat(calls, "GetItem", "GetItem", [&](int) {
    return Json{{"TableName", "items"}, {"Key", item_key(draw(size_), size_)}};
  });
  repeat(calls, "Query of 10", "Query", [&](int) { return query("pk", "key-"); });
  const int batches = first + 2 * calls;  // behind what is put singly
  repeat(calls, "TransactWriteItems of 4", "TransactWriteItems",
         [&](int i) { return transaction(first + calls + i, first + i); });
  repeat(calls, "BatchWriteItem of 25", "BatchWriteItem",
         [&](int i) { return batch_of_writes(batches + i * 25); });
  repeat(std::max(calls / rare_every, 3), "DescribeTable", "DescribeTable", [&](int) {
    return Json{{"TableName", "items"}};
  });
  fresh_ += 27 * calls;
  for (int item = first + calls; item < size_ + fresh_; item += 25) {
    Json writes = Json::array();
    for (int i = item; i < std::min(item + 25, size_ + fresh_); ++i) {
      writes.push_back({{"DeleteRequest", {{"Key", item_key(i, size_)}}}});
    }
    subject_.call("dynamodb", "BatchWriteItem", {{"RequestItems", {{"items", writes}}}});
  }
}

void Workload::index_round(int calls) {
  repeat(calls, "Query of 10 by GSI", "Query", [&](int) {
    Json input = query("owner", "owner-");
    input["IndexName"] = "by-owner";
    return input;
  });
}

int Workload::receive_and_delete(const std::string& kind) {
  const Json got = subject_.timed("ReceiveMessage of 10" + kind, "sqs", "ReceiveMessage",
                                  {{"QueueUrl", queue_url_}, {"MaxNumberOfMessages", 10}});
  if (!got.contains("Messages")) std::exit(1);
  Json entries = Json::array();
  for (const Json& message : got["Messages"]) {
    entries.push_back(
        {{"Id", std::to_string(entries.size())}, {"ReceiptHandle", message["ReceiptHandle"]}});
  }
  const int count = static_cast<int>(entries.size());
  subject_.timed("DeleteMessageBatch of 10" + kind, "sqs", "DeleteMessageBatch",
                 {{"QueueUrl", queue_url_}, {"Entries", std::move(entries)}});
  return count;
}

void Workload::queue_round(int calls) {
  int surplus = 0;
  for (int i = 0; i < calls; ++i, ++surplus) {
    subject_.timed("SendMessage", "sqs", "SendMessage",
                   {{"QueueUrl", queue_url_}, {"MessageBody", body}});
  }
  for (int i = 0; i < calls; ++i, surplus += 10) {
    subject_.timed("SendMessageBatch of 10", "sqs", "SendMessageBatch", batch_of_messages());
  }
  while (surplus > 0) surplus -= receive_and_delete("");
  for (int i = 0; i < calls; ++i) {
    subject_.timed("ReceiveMessage, put back", "sqs", "ReceiveMessage",
                   {{"QueueUrl", queue_url_}, {"VisibilityTimeout", 0}});
  }
  for (int i = 0; i < std::max(calls / rare_every, 3); ++i) {
    subject_.timed("GetQueueAttributes", "sqs", "GetQueueAttributes",
                   {{"QueueUrl", queue_url_}, {"AttributeNames", {"All"}}});
  }
}

void Workload::fifo_round(int calls) {
  int surplus = 0;
  for (int i = 0; i < calls; ++i, surplus += 10) {
    subject_.timed("SendMessageBatch of 10, FIFO", "sqs", "SendMessageBatch", batch_of_messages());
  }
  while (surplus > 0) surplus -= receive_and_delete(", FIFO");
}

}  // namespace snowglobe::bench
