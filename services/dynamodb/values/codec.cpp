#include "services/dynamodb/values/codec.h"

#include <stdexcept>

#include "emulator/base/text.h"

namespace snowglobe::dynamodb {

void put_number(std::string& out, std::size_t number) {
  while (number >= 0x80) {
    out.push_back(static_cast<char>((number & 0x7F) | 0x80));
    number >>= 7;
  }
  out.push_back(static_cast<char>(number));
}

void put_bytes(std::string& out, std::string_view bytes) {
  put_number(out, bytes.size());
  out.append(bytes);
}

namespace {

void put_map(std::string& out, const Map& map);

void put_value(std::string& out, const Value& value) {
  out.push_back(static_cast<char>(value.type));
  switch (value.type) {
    case Type::kString:
    case Type::kNumber:
    case Type::kBinary:
      return put_bytes(out, value.text());
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet:
      put_number(out, value.set().size());
      for (const std::string& element : value.set()) put_bytes(out, element);
      return;
    case Type::kMap:
      return put_map(out, value.map());
    case Type::kList:
      put_number(out, value.list().size());
      for (const Value& element : value.list()) put_value(out, element);
      return;
    case Type::kBool:
      out.push_back(value.truth() ? '\1' : '\0');
      return;
    case Type::kNull:
      return;
  }
}

void put_map(std::string& out, const Map& map) {
  put_number(out, map.size());
  for (const Attribute& attribute : map) {
    put_bytes(out, attribute.name);
    put_value(out, attribute.value);
  }
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t byte() {
    need(1);
    const auto value = static_cast<std::uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    return value;
  }

  std::size_t number() {
    std::size_t value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      const std::uint8_t part = byte();
      value |= static_cast<std::size_t>(part & 0x7F) << shift;
      if (part < 0x80) return value;
    }
    throw std::runtime_error("a stored item has a number that is too long");
  }

  // A count of things that each take at least one byte.
  std::size_t count() {
    const std::size_t value = number();
    need(value);
    return value;
  }

  std::string_view bytes() {
    const std::size_t size = count();
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
  }

  Type type() {
    const std::uint8_t value = byte();
    if (value > static_cast<std::uint8_t>(Type::kNull)) {
      throw std::runtime_error("a stored item has an unknown type");
    }
    return static_cast<Type>(value);
  }

  void end() const {
    if (!rest_.empty()) throw std::runtime_error("a stored item goes on after its end");
  }

 private:
  void need(std::size_t size) const {
    if (size > rest_.size()) throw std::runtime_error("a stored item ends too early");
  }

  std::string_view rest_;
};

Map take_map(Reader& reader);

Value take_value(Reader& reader) {
  const Type type = reader.type();
  switch (type) {
    case Type::kString:
    case Type::kNumber:
    case Type::kBinary:
      return {type, std::string(reader.bytes())};
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet: {
      Value::Set set(reader.count());
      for (std::string& element : set) element = reader.bytes();
      return {type, std::move(set)};
    }
    case Type::kMap:
      return Value::map(take_map(reader));
    case Type::kList: {
      Value::List list(reader.count());
      for (Value& element : list) element = take_value(reader);
      return Value::list(std::move(list));
    }
    case Type::kBool:
      return Value::boolean(reader.byte() != 0);
    case Type::kNull:
      break;
  }
  return Value::null();
}

Map take_map(Reader& reader) {
  const std::size_t count = reader.count();
  Map map;
  map.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::string name(reader.bytes());
    map.append(std::move(name), take_value(reader));
  }
  return map;
}

Json take_json_map(Reader& reader);

Json take_json_content(Type type, Reader& reader) {
  switch (type) {
    case Type::kString:
    case Type::kNumber:
      return std::string(reader.bytes());
    case Type::kBinary:
      return json_bytes(std::string(reader.bytes()));
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet: {
      Json::array_t elements(reader.count());
      for (Json& element : elements) element = take_json_content(Type(int(type) - 3), reader);
      return elements;
    }
    case Type::kMap:
      return take_json_map(reader);
    case Type::kList: {
      Json::array_t elements(reader.count());
      for (Json& element : elements) {
        const Type inner = reader.type();
        element = Json::object_t{{std::string(type_name(inner)), take_json_content(inner, reader)}};
      }
      return elements;
    }
    case Type::kBool:
      return reader.byte() != 0;
    case Type::kNull:
      break;
  }
  return true;
}

Json take_json_map(Reader& reader) {
  const std::size_t count = reader.count();
  Json json = Json::object();
  auto& members = json.get_ref<Json::object_t&>();
  members.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::string name(reader.bytes());
    const Type type = reader.type();
    Json value = Json::object();
    value.get_ref<Json::object_t&>().push_back(
        {std::string(type_name(type)), take_json_content(type, reader)});
    members.push_back({std::move(name), std::move(value)});
  }
  return json;
}

}  // namespace

std::string encode_item(const Item& item) {
  std::string bytes;
  put_map(bytes, item);
  return bytes;
}

Item decode_item(std::string_view bytes) {
  Reader reader(bytes);
  Item item = take_map(reader);
  reader.end();
  return item;
}

Json decode_item_to_json(std::string_view bytes) {
  Reader reader(bytes);
  Json json = take_json_map(reader);
  reader.end();
  return json;
}

}  // namespace snowglobe::dynamodb
