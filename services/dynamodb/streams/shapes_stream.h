// Inputs and outputs of DynamoDB Streams: API reference, version 2012-08-10.
#pragma once

#include "services/dynamodb/tables/shapes_table.h"

namespace snowglobe::dynamodb {

struct ListStreamsInput {
  Maybe<std::string> table_name, exclusive_start_stream_arn;
  Maybe<int> limit;
  void describe(auto& field) {
    field("TableName", table_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
    field("Limit", limit).range(1, 100);
    field("ExclusiveStartStreamArn", exclusive_start_stream_arn).length(37, 1024);
  }
};

struct StreamSummary {
  std::string stream_arn, table_name, stream_label;
  void describe(auto& field) {
    field("StreamArn", stream_arn);
    field("TableName", table_name);
    field("StreamLabel", stream_label);
  }
};

struct ListStreamsOutput {
  std::vector<StreamSummary> streams;
  Maybe<std::string> last_evaluated_stream_arn;
  void describe(auto& field) {
    field("Streams", streams);
    field("LastEvaluatedStreamArn", last_evaluated_stream_arn);
  }
};

struct ShardFilter {
  Maybe<std::string> type, shard_id;
  void describe(auto& field) {
    field("Type", type).one_of({"CHILD_SHARDS"});
    field("ShardId", shard_id).length(28, 65);
  }
};

struct DescribeStreamInput {
  std::string stream_arn;
  Maybe<int> limit;
  Maybe<std::string> exclusive_start_shard_id;
  Maybe<ShardFilter> shard_filter;
  void describe(auto& field) {
    field("StreamArn", stream_arn);
    field("Limit", limit).range(1, 100);
    field("ExclusiveStartShardId", exclusive_start_shard_id).length(28, 65);
    field("ShardFilter", shard_filter);
  }
};

struct SequenceNumberRange {
  std::string starting_sequence_number;
  Maybe<std::string> ending_sequence_number;
  void describe(auto& field) {
    field("StartingSequenceNumber", starting_sequence_number);
    field("EndingSequenceNumber", ending_sequence_number);
  }
};

struct ShardSummary {
  std::string shard_id;
  SequenceNumberRange sequence_number_range;
  Maybe<std::string> parent_shard_id;
  void describe(auto& field) {
    field("ShardId", shard_id);
    field("SequenceNumberRange", sequence_number_range);
    field("ParentShardId", parent_shard_id);
  }
};

struct StreamDescription {
  std::string stream_arn, stream_label, stream_status, stream_view_type;
  Moment creation_request_date_time{};
  std::string table_name;
  std::vector<KeySchemaElement> key_schema;
  std::vector<ShardSummary> shards;
  Maybe<std::string> last_evaluated_shard_id;
  void describe(auto& field) {
    field("StreamArn", stream_arn);
    field("StreamLabel", stream_label);
    field("StreamStatus", stream_status);
    field("StreamViewType", stream_view_type);
    field("CreationRequestDateTime", creation_request_date_time);
    field("TableName", table_name);
    field("KeySchema", key_schema);
    field("Shards", shards);
    field("LastEvaluatedShardId", last_evaluated_shard_id);
  }
};

struct DescribeStreamOutput {
  StreamDescription stream_description;
  void describe(auto& field) { field("StreamDescription", stream_description); }
};

struct GetShardIteratorInput {
  std::string stream_arn, shard_id, shard_iterator_type;
  Maybe<std::string> sequence_number;
  Maybe<Moment> timestamp;
  void describe(auto& field) {
    field("StreamArn", stream_arn);
    field("ShardId", shard_id).length(28, 65);
    field("ShardIteratorType", shard_iterator_type)
        .one_of({"TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER",
                 "AT_TIMESTAMP"});
    field("SequenceNumber", sequence_number).length(21, 40);
    field("Timestamp", timestamp);
  }
};

struct GetShardIteratorOutput {
  std::string shard_iterator;
  void describe(auto& field) { field("ShardIterator", shard_iterator); }
};

struct GetRecordsInput {
  std::string shard_iterator;
  Maybe<int> limit;
  Maybe<bool> asks_cause;  // not AWS's: whether each record tells the journal id of its write
  void describe(auto& field) {
    field("ShardIterator", shard_iterator).length(1, 2048);
    field("Limit", limit).range(1, 1000);
    field("SnowglobeCause", asks_cause);
  }
};

struct RecordContent {
  Moment approximate_creation_date_time{};
  Json keys;
  Maybe<Json> new_image, old_image;
  std::string sequence_number;
  std::int64_t size_bytes = 0;
  std::string stream_view_type;
  void describe(auto& field) {
    field("ApproximateCreationDateTime", approximate_creation_date_time);
    field("Keys", keys);
    field("NewImage", new_image);
    field("OldImage", old_image);
    field("SequenceNumber", sequence_number);
    field("SizeBytes", size_bytes);
    field("StreamViewType", stream_view_type);
  }
};

struct UserIdentity {
  std::string principal_id = "dynamodb.amazonaws.com", type = "Service";
  void describe(auto& field) {
    field("PrincipalId", principal_id);
    field("Type", type);
  }
};

struct Record {
  std::string event_id, event_name;
  std::string event_version = "1.1", event_source = "aws:dynamodb";
  std::string aws_region;
  RecordContent content;
  Maybe<UserIdentity> user_identity;
  Maybe<std::int64_t> cause;  // not AWS's: only when it was asked for
  void describe(auto& field) {
    field("eventID", event_id);
    field("eventName", event_name);
    field("eventVersion", event_version);
    field("eventSource", event_source);
    field("awsRegion", aws_region);
    field("dynamodb", content);
    field("userIdentity", user_identity);
    field("SnowglobeCause", cause);
  }
};

struct GetRecordsOutput {
  std::vector<Record> records;
  Maybe<std::string> next_shard_iterator;
  void describe(auto& field) {
    field("Records", records);
    field("NextShardIterator", next_shard_iterator);
  }
};

}  // namespace snowglobe::dynamodb
