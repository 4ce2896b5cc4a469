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

Workload::Workload(Subject& subject, int size) : subject_(subject), size_(size) {
  make_tables();
  make_queues();
}

int Workload::draw(int bound) {
  return static_cast<int>(random_.below(static_cast<std::uint64_t>(bound)));
}

// 25 puts of items from `first` on.
Json Workload::batch_of_writes(const char* table, int first) const {
  Json writes = Json::array();
  for (int item = first; item < first + 25; ++item) {
    writes.push_back({{"PutRequest", {{"Item", whole_item(item_key(item, size_), item)}}}});
  }
  return {{"RequestItems", {{table, writes}}}};
}

void Workload::make_tables() {
  Json plain = {{"TableName", "items"},
                {"BillingMode", "PAY_PER_REQUEST"},
                {"KeySchema", key_schema("pk", "sk")},
                {"AttributeDefinitions", {attribute("pk", "S"), attribute("sk", "N")}}};
  Json indexed = plain;
  subject_.call("dynamodb", "CreateTable", std::move(plain));
  indexed["TableName"] = "indexed";
  indexed["AttributeDefinitions"].push_back(attribute("owner", "S"));
  indexed["AttributeDefinitions"].push_back(attribute("at", "N"));
  indexed["GlobalSecondaryIndexes"] = {{{"IndexName", "by-owner"},
                                        {"KeySchema", key_schema("owner", "at")},
                                        {"Projection", {{"ProjectionType", "ALL"}}}}};
  subject_.call("dynamodb", "CreateTable", std::move(indexed));
  for (const char* table : {"items", "indexed"}) {
    Progress progress(std::string("items of the table ") + table, size_);
    for (int item = 0; item < size_; item += 25) {
      subject_.call("dynamodb", "BatchWriteItem", batch_of_writes(table, item));
      progress.at(item);
    }
  }
}

Json Workload::batch_of_messages(const std::string& url) {
  const bool is_fifo = url == fifo_;
  const int groups = std::max(size_ / messages_per_group, 10);
  Json entries = Json::array();
  for (int i = 0; i < 10; ++i, ++sent_) {
    Json entry = {{"Id", std::to_string(i)}, {"MessageBody", body}};
    if (is_fifo) {
      entry["MessageGroupId"] = "group-" + std::to_string(sent_ % groups);
      entry["MessageDeduplicationId"] = std::to_string(sent_);
    }
    entries.push_back(std::move(entry));
  }
  return {{"QueueUrl", url}, {"Entries", entries}};
}

void Workload::make_queues() {
  queue_ = subject_.call("sqs", "CreateQueue", {{"QueueName", "load"}})["QueueUrl"];
  const Json attributes = {{"FifoQueue", "true"}, {"VisibilityTimeout", "600"}};
  fifo_ = subject_.call("sqs", "CreateQueue",
                        {{"QueueName", "load.fifo"}, {"Attributes", attributes}})["QueueUrl"];
  for (const std::string& url : {queue_, fifo_}) {
    Progress progress(url == fifo_ ? "messages of the FIFO queue" : "messages of the queue", size_);
    for (int sent = 0; sent < size_; sent += 10) {
      subject_.call("sqs", "SendMessageBatch", batch_of_messages(url));
      progress.at(sent);
    }
  }
}

void Workload::round(int calls) {
  item_round(calls);
  queue_round(calls);
  fifo_round(calls);
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
  const auto repeat = [&](int times, const char* label, const char* operation, auto input) {
    for (int i = 0; i < times; ++i) subject_.timed(label, "dynamodb", operation, input(i));
  };
  const auto query = [](const char* index, const char* key, const std::string& value) {
    Json input = {{"TableName", index == nullptr ? "items" : "indexed"},
                  {"KeyConditionExpression", "#k = :k"},
                  {"ExpressionAttributeNames", {{"#k", key}}},
                  {"ExpressionAttributeValues", {{":k", string_value(value)}}}};
    if (index != nullptr) input["IndexName"] = index;
    return input;
  };
  const auto any_key = [&] { return std::to_string(draw(size_ / items_per_key)); };
  repeat(calls, "PutItem", "PutItem", [&](int i) {
    return Json{{"TableName", "items"}, {"Item", whole_item(item_key(first + i, size_), i)}};
  });
  repeat(calls, "GetItem", "GetItem", [&](int) {
    return Json{{"TableName", "items"}, {"Key", item_key(draw(size_), size_)}};
  });
  repeat(calls, "Query of 10", "Query",
         [&](int) { return query(nullptr, "pk", "key-" + any_key()); });
  repeat(calls, "Query of 10 by GSI", "Query",
         [&](int) { return query("by-owner", "owner", "owner-" + any_key()); });
  const int batches = first + 2 * calls;  // behind what is put singly
  repeat(calls, "TransactWriteItems of 4", "TransactWriteItems",
         [&](int i) { return transaction(first + calls + i, first + i); });
  repeat(calls, "BatchWriteItem of 25", "BatchWriteItem",
         [&](int i) { return batch_of_writes("items", batches + i * 25); });
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

int Workload::receive_and_delete(const std::string& url, const std::string& kind) {
  const Json got = subject_.timed("ReceiveMessage of 10" + kind, "sqs", "ReceiveMessage",
                                  {{"QueueUrl", url}, {"MaxNumberOfMessages", 10}});
  if (!got.contains("Messages")) std::exit(1);
  Json entries = Json::array();
  for (const Json& message : got["Messages"]) {
    entries.push_back(
        {{"Id", std::to_string(entries.size())}, {"ReceiptHandle", message["ReceiptHandle"]}});
  }
  const int count = static_cast<int>(entries.size());
  subject_.timed("DeleteMessageBatch of 10" + kind, "sqs", "DeleteMessageBatch",
                 {{"QueueUrl", url}, {"Entries", std::move(entries)}});
  return count;
}

void Workload::queue_round(int calls) {
  int surplus = 0;
  for (int i = 0; i < calls; ++i, ++surplus) {
    subject_.timed("SendMessage", "sqs", "SendMessage",
                   {{"QueueUrl", queue_}, {"MessageBody", body}});
  }
  for (int i = 0; i < calls; ++i, surplus += 10) {
    subject_.timed("SendMessageBatch of 10", "sqs", "SendMessageBatch", batch_of_messages(queue_));
  }
  while (surplus > 0) surplus -= receive_and_delete(queue_, "");
  for (int i = 0; i < calls; ++i) {
    subject_.timed("ReceiveMessage, put back", "sqs", "ReceiveMessage",
                   {{"QueueUrl", queue_}, {"VisibilityTimeout", 0}});
  }
  for (int i = 0; i < std::max(calls / rare_every, 3); ++i) {
    subject_.timed("GetQueueAttributes", "sqs", "GetQueueAttributes",
                   {{"QueueUrl", queue_}, {"AttributeNames", {"All"}}});
  }
}

void Workload::fifo_round(int calls) {
  int surplus = 0;
  for (int i = 0; i < calls; ++i, surplus += 10) {
    subject_.timed("SendMessageBatch of 10, FIFO", "sqs", "SendMessageBatch",
                   batch_of_messages(fifo_));
  }
  while (surplus > 0) surplus -= receive_and_delete(fifo_, ", FIFO");
}

}  // namespace snowglobe::bench
