#include "emulator/api/blob_text.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace snowglobe {
namespace {

void decode(Json& value) {
  if (!value.is_string()) return;
  if (auto bytes = base64_decode(value.get_ref<const std::string&>())) {
    value = json_bytes(std::move(*bytes));
  }
}

// The members that came are far fewer than those that could, where there are many of them.
void decode_members(Json::object_t& members, const Shape& shape) {
  for (auto& [name, member] : members) {
    const auto described =
        std::find_if(shape.members.begin(), shape.members.end(),
                     [&name = name](const ShapeMember& known) { return known.name == name; });
    if (described != shape.members.end()) text_to_blobs(member, *described->shape);
  }
}

}  // namespace

void text_to_blobs(Json& value, const Shape& shape) {
  if (!shape.has_blobs) return;
  if (shape.kind == Kind::kBlob) {
    decode(value);
  } else if (value.is_array() && shape.kind == Kind::kList) {
    for (Json& element : value.get_ref<Json::array_t&>()) text_to_blobs(element, *shape.element);
  } else if (value.is_object() && shape.kind == Kind::kMap) {
    for (auto& [key, element] : value.get_ref<Json::object_t&>()) {
      text_to_blobs(element, *shape.element);
    }
  } else if (value.is_object() && shape.kind == Kind::kStructure) {
    decode_members(value.get_ref<Json::object_t&>(), shape);
  }
}

}  // namespace snowglobe
