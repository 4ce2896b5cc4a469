// The tags of tables: TagResource, UntagResource, ListTagsOfResource, and the tags of a new table.
// All functions throw AWS's errors.
#pragma once

#include <string>
#include <vector>

#include "emulator/api/service.h"
#include "emulator/base/json.h"
#include "services/dynamodb/tables/shapes_settings.h"
#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {

// Keys and values as they may be, and no key twice.
void check_tags(const std::vector<NewTag>& tags);

// The tags, an object of keys and values, with more of them: 50 in all at most.
// REQUIRES: check_tags.
Json add_tags(Json tags, const std::vector<NewTag>& more);

class Tags {
 public:
  Tags(TableStore& tables, TableFinder& finder) : tables_(tables), finder_(finder) {}

  void tag_resource(const TagResourceInput& input, const Request& request);
  void untag_resource(const UntagResourceInput& input, const Request& request);
  ListTagsOfResourceOutput list_tags_of_resource(const ListTagsOfResourceInput& input,
                                                 const Request& request);

 private:
  TableStore& tables_;
  TableFinder& finder_;
};

}  // namespace snowglobe::dynamodb
