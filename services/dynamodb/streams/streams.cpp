#include "services/dynamodb/streams/streams.h"

#include "emulator/base/hash.h"
#include "emulator/base/text.h"
#include "services/dynamodb/aws_stream_operations.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/streams/shapes_stream.h"
#include "services/dynamodb/streams/shard_iterator.h"
#include "services/dynamodb/streams/stream_store.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

constexpr int page_max = 100;  // of streams, and of shards
constexpr int records_max = 1000;
constexpr std::int64_t record_bytes_max = 1024 * 1024;
// Source: GetShardIterator in the API reference.
constexpr Duration iterator_lives = std::chrono::minutes(15);

AwsError throttled(const Call&) {
  return AwsError("LimitExceededException", "Rate of requests exceeds the allowed throughput.");
}

AwsError trimmed() {
  return AwsError("TrimmedDataAccessException",
                  "The operation attempted to read past the oldest stream record in a shard.");
}

AwsError expired() {
  return AwsError("ExpiredIteratorException",
                  "The shard iterator has expired and can no longer be used to retrieve stream "
                  "records. A shard iterator expires 15 minutes after it is retrieved using the "
                  "GetShardIterator action.");
}

ShardSummary describe_shard(const Shard& shard) {
  ShardSummary summary;
  summary.shard_id = shard.name;
  summary.parent_shard_id = shard.parent;
  summary.sequence_number_range.starting_sequence_number = sequence_text(shard.first);
  if (shard.last) summary.sequence_number_range.ending_sequence_number = sequence_text(*shard.last);
  return summary;
}

const char* event_name(const StreamRecord& record) {
  if (!record.had_before) return "INSERT";
  return record.has_after ? "MODIFY" : "REMOVE";
}

class Streams : public Service {
 public:
  explicit Streams(Host& host)
      : host_(host),
        streams_(host),
        record_sweep_(host.database()),
        shard_sweep_(host.database()) {}

  ListStreamsOutput list_streams(const ListStreamsInput& input, const Request& request);
  DescribeStreamOutput describe_stream(const DescribeStreamInput& input);
  GetShardIteratorOutput get_shard_iterator(const GetShardIteratorInput& input);
  GetRecordsOutput get_records(const GetRecordsInput& input);

  std::vector<Job*> jobs() override { return {&record_sweep_, &shard_sweep_}; }

 private:
  Stream find_stream(const std::string& arn);
  Shard find_shard(const Stream& stream, const std::string& name);
  // The place of a SequenceNumber, which must be one of the shard's.
  std::int64_t place_of_number(const GetShardIteratorInput& input, const Shard& shard);
  std::int64_t place_of(const GetShardIteratorInput& input, const Shard& shard);
  Record describe_record(const Stream& stream, StreamRecord record);

  Host& host_;
  StreamStore streams_;
  RecordSweep record_sweep_;
  ShardSweep shard_sweep_;
};

Stream Streams::find_stream(const std::string& arn) {
  const auto parsed = Arn::parse(arn);
  if (!parsed || parsed->service != "dynamodb" ||
      parsed->resource.find("/stream/") == std::string::npos) {
    throw invalid("Invalid StreamArn");
  }
  auto stream = streams_.find(arn);
  if (!stream) {
    throw AwsError("ResourceNotFoundException",
                   "Requested resource not found: Stream: " + arn + " not found");
  }
  return std::move(*stream);
}

Shard Streams::find_shard(const Stream& stream, const std::string& name) {
  auto shard = streams_.shard(stream.id, name);
  if (!shard) {
    throw AwsError("ResourceNotFoundException",
                   "Requested resource not found: Shard does not exist");
  }
  return std::move(*shard);
}

ListStreamsOutput Streams::list_streams(const ListStreamsInput& input, const Request& request) {
  const int limit = input.limit.value_or(page_max);
  const TableName table{request.account(), request.region(), input.table_name.value_or("")};
  const auto found = streams_.list(table, input.exclusive_start_stream_arn.value_or(""), limit + 1);
  ListStreamsOutput output;
  for (const Stream& stream : found) {
    if (output.streams.size() == static_cast<std::size_t>(limit)) {
      output.last_evaluated_stream_arn = output.streams.back().stream_arn;
      break;
    }
    output.streams.push_back({stream.arn, stream.table_name, stream.label});
  }
  return output;
}

DescribeStreamOutput Streams::describe_stream(const DescribeStreamInput& input) {
  const Stream stream = find_stream(input.stream_arn);
  StreamDescription description;
  description.stream_arn = stream.arn;
  description.stream_label = stream.label;
  description.stream_status = stream.is_enabled ? "ENABLED" : "DISABLED";
  description.stream_view_type = view_name(stream.view);
  description.creation_request_date_time = stream.created;
  description.table_name = stream.table_name;
  for (const Json& element : parse_json(stream.key_schema)) {
    description.key_schema.push_back(
        {element.at("AttributeName").get<std::string>(), element.at("KeyType").get<std::string>()});
  }
  const auto& filter = input.shard_filter;
  if (filter && filter->type) {
    if (!filter->shard_id) {
      throw invalid_parameter("ShardId must be specified in a ShardFilter of type CHILD_SHARDS");
    }
    find_shard(stream, *filter->shard_id);
    for (const Shard& shard : streams_.children(stream.id, *filter->shard_id)) {
      description.shards.push_back(describe_shard(shard));
    }
    return {std::move(description)};
  }
  const int limit = input.limit.value_or(page_max);
  const auto found =
      streams_.shards(stream.id, input.exclusive_start_shard_id.value_or(""), limit + 1);
  for (const Shard& shard : found) {
    if (description.shards.size() == static_cast<std::size_t>(limit)) {
      description.last_evaluated_shard_id = description.shards.back().shard_id;
      break;
    }
    description.shards.push_back(describe_shard(shard));
  }
  return {std::move(description)};
}

std::int64_t Streams::place_of_number(const GetShardIteratorInput& input, const Shard& shard) {
  if (!input.sequence_number) {
    throw invalid_parameter("A SequenceNumber must be specified for ShardIteratorType " +
                            input.shard_iterator_type);
  }
  const auto number = parse_sequence(*input.sequence_number);
  if (!number || *number < shard.first || *number >= streams_.end() ||
      (shard.last && *number > *shard.last)) {
    throw invalid_parameter("Invalid SequenceNumber for shard " + shard.name + ": " +
                            *input.sequence_number);
  }
  if (*number < streams_.oldest(shard) && streams_.is_trimmed(shard, *number)) throw trimmed();
  return *number;
}

std::int64_t Streams::place_of(const GetShardIteratorInput& input, const Shard& shard) {
  const std::string& type = input.shard_iterator_type;
  const bool is_at = type == "AT_SEQUENCE_NUMBER";
  if (is_at || type == "AFTER_SEQUENCE_NUMBER") {
    return place_of_number(input, shard) + (is_at ? 0 : 1);
  }
  if (input.sequence_number) {
    throw invalid_parameter("A SequenceNumber must not be specified for ShardIteratorType " + type);
  }
  if (type == "LATEST") return streams_.end();
  if (type == "TRIM_HORIZON") return streams_.oldest(shard);
  if (!input.timestamp) {
    throw invalid_parameter("A Timestamp must be specified for ShardIteratorType " + type);
  }
  if (*input.timestamp > host_.now()) {
    throw invalid_parameter("The Timestamp must not be in the future");
  }
  return streams_.first_since(shard, *input.timestamp);
}

GetShardIteratorOutput Streams::get_shard_iterator(const GetShardIteratorInput& input) {
  const Stream stream = find_stream(input.stream_arn);
  const Shard shard = find_shard(stream, input.shard_id);
  return {print_iterator({stream.arn, shard.name, place_of(input, shard), host_.now()})};
}

Record Streams::describe_record(const Stream& stream, StreamRecord record) {
  Record described;
  const std::string number = sequence_text(record.sequence);
  described.event_id = hex(md5(stream.arn + number));
  described.event_name = event_name(record);
  described.aws_region = Arn::parse(stream.arn)->region;
  if (record.origin.kind == Origin::Kind::kExpiry) described.user_identity.emplace();
  RecordContent& content = described.content;
  content.approximate_creation_date_time = std::chrono::floor<std::chrono::seconds>(record.at);
  content.keys = decode_item_to_json(record.keys);
  if (record.after) content.new_image = decode_item_to_json(*record.after);
  if (record.before) content.old_image = decode_item_to_json(*record.before);
  content.sequence_number = number;
  content.size_bytes = record.bytes;
  content.stream_view_type = view_name(stream.view);
  return described;
}

GetRecordsOutput Streams::get_records(const GetRecordsInput& input) {
  auto iterator = parse_iterator(input.shard_iterator);
  if (!iterator) throw invalid("Invalid ShardIterator");
  const Stream stream = find_stream(iterator->stream_arn);
  if (host_.now() - iterator->made > iterator_lives) throw expired();
  const Shard shard = find_shard(stream, iterator->shard);
  if (streams_.is_trimmed(shard, iterator->place)) throw trimmed();
  GetRecordsOutput output;
  auto records =
      streams_.read(shard, iterator->place, input.limit.value_or(records_max), record_bytes_max);
  for (StreamRecord& record : records) {
    iterator->place = record.sequence + 1;
    const std::int64_t cause = record.origin.cause;
    output.records.push_back(describe_record(stream, std::move(record)));
    if (input.asks_cause.value_or(false)) output.records.back().cause = cause;
  }
  // Of a closed shard that was read to its end there is no next one.
  if (!shard.last || !streams_.read(shard, iterator->place, 1, 1).empty()) {
    iterator->made = host_.now();
    output.next_shard_iterator = print_iterator(*iterator);
  }
  return output;
}

}  // namespace

const ServiceDefinition& streams_service() {
  static const Operation operations[] = {
      op<&Streams::describe_stream>("DescribeStream"),
      op<&Streams::get_records>("GetRecords"),
      op<&Streams::get_shard_iterator>("GetShardIterator"),
      op<&Streams::list_streams>("ListStreams"),
  };
  static const ServiceDefinition definition{
      .info = {.name = "dynamodbstreams",
               .signing_name = "dynamodb",
               .shape_name = "DynamoDBStreams_20120810",
               .protocols = {Protocol::kJson10, Protocol::kRpcV2Cbor},
               .api_version = "2012-08-10",
               .error_namespace = "com.amazonaws.dynamodb.v20120810",
               .request_id_form = RequestIdForm::kCapitals52,
               .reply_checksum = ReplyChecksum::kCrc32,
               .resource_members = {"StreamArn", "ShardIterator", "TableName"},
               .throttled = &throttled},
      .operations = operations,
      .aws_operations = aws_stream_operations,
      .make = [](Host& host) { return std::make_unique<Streams>(host); }};
  return definition;
}

}  // namespace snowglobe::dynamodb
