#include "services/dynamodb/tables/stream_specification.h"

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {

void check_stream(const Maybe<StreamSpecification>& wanted, StreamOf owner) {
  if (!wanted || wanted->stream_enabled == wanted->stream_view_type.has_value()) return;
  const bool is_new = owner == StreamOf::kNewTable;
  if (wanted->stream_enabled) {
    throw invalid_parameter(is_new ? "Table is being created with a stream enabled, UpdateViewType "
                                     "is required"
                                   : "If stream is being enabled then UpdateViewType is required");
  }
  throw invalid_parameter(
      is_new ? "Table is being created with a stream disabled, UpdateViewType should not be "
               "specified"
             : "If stream is being disabled, then UpdateViewType must not be specified");
}

void open_stream(const StreamSpecification& wanted, const TableName& name, StreamWriter& streams,
                 Table& table, TableDescription& description) {
  if (!wanted.stream_enabled) return;
  const std::string keys =
      print_json(write_shape(std::vector<KeySchemaElement>(description.key_schema)));
  const StreamView view = parse_view_name(*wanted.stream_view_type);
  const Stream stream = streams.open(name, keys, view);
  table.stream = TableStream{stream.id, view};
  description.stream_specification = wanted;
  description.latest_stream_arn = stream.arn;
  description.latest_stream_label = stream.label;
}

void switch_stream(const StreamSpecification& wanted, const TableName& name, StreamWriter& streams,
                   Table& table, TableDescription& description) {
  if (wanted.stream_enabled) {
    if (table.stream) {
      throw invalid("Table already has an enabled stream: TableName: " + name.name);
    }
    return open_stream(wanted, name, streams, table, description);
  }
  if (!table.stream) throw invalid("Table has no stream to disable: TableName: " + name.name);
  streams.close(table.stream->id);
  table.stream.reset();
  description.stream_specification.reset();
}

}  // namespace snowglobe::dynamodb
