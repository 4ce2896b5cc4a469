#include "services/dynamodb/tables/table_finder.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/table_spec.h"

namespace snowglobe::dynamodb {

NamedTable TableFinder::find_or(const std::string& name_or_arn, const Request& request,
                                AwsError (*missing)(const std::string& name)) {
  NamedTable found{read_table_name(name_or_arn, request), nullptr};
  found.table = tables_.find(found.name);
  if (!found.table) throw missing(found.name.name);
  return found;
}

NamedTable TableFinder::find(const std::string& name_or_arn, const Request& request) {
  return find_or(
      name_or_arn, request, +[](const std::string&) { return no_such_table(); });
}

std::shared_ptr<const Table> TableFinder::find_once(FoundTables& found,
                                                    const std::string& name_or_arn,
                                                    const Request& request) {
  std::shared_ptr<const Table>& table = found[name_or_arn];
  if (!table) table = find(name_or_arn, request).table;
  return table;
}

NamedTable TableFinder::find_named(const std::string& name_or_arn, const Request& request) {
  if (!name_or_arn.starts_with("arn:")) check_table_name_member(name_or_arn);
  return find_or(
      name_or_arn, request, +[](const std::string& name) { return no_such_table(name); });
}

NamedTable TableFinder::find_kept(const std::string& name_or_arn, const Request& request) {
  if (!name_or_arn.starts_with("arn:")) check_table_name_member(name_or_arn);
  return find_or(name_or_arn, request, &table_not_found);
}

NamedTable TableFinder::find_tagged(const std::string& arn, const Request& request) {
  NamedTable found{read_resource_arn(arn, request), nullptr};
  found.table = tables_.find(found.name);
  if (!found.table || arn.find("/stream/") != std::string::npos) throw no_such_resource(arn);
  return found;
}

}  // namespace snowglobe::dynamodb
