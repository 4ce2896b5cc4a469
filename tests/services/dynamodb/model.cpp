#include "tests/services/dynamodb/model.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <vector>

namespace snowglobe::dynamodb::model {
namespace {

std::string type_of(const Json& value) { return value.begin().key(); }
const Json& content(const Json& value) { return value.begin().value(); }
bool is_scalar(const std::string& type) { return type == "S" || type == "N" || type == "B"; }
bool is_set(const std::string& type) { return type == "SS" || type == "NS" || type == "BS"; }

// Hundredths.
long long number_of(const Json& text) {
  std::string digits = text.get<std::string>();
  const std::size_t point = digits.find('.');
  std::size_t places = 0;
  if (point != std::string::npos) {
    places = digits.size() - point - 1;
    digits.erase(point, 1);
  }
  digits.append(2 - places, '0');
  return std::atoll(digits.c_str());
}

std::string number_text(long long hundredths) {
  const bool is_negative = hundredths < 0;
  const long long size = is_negative ? -hundredths : hundredths;
  std::string text = std::to_string(size / 100);
  std::string places = std::to_string(size % 100);
  if (places.size() < 2) places.insert(0, "0");
  while (!places.empty() && places.back() == '0') places.pop_back();
  if (!places.empty()) text += "." + places;
  return is_negative ? "-" + text : text;
}

std::string value_text(const Json& value) {
  const std::string type = type_of(value);
  const Json& inner = content(value);
  std::string text = type + "(";
  if (is_set(type)) {
    std::vector<std::string> elements = inner.get<std::vector<std::string>>();
    std::sort(elements.begin(), elements.end());
    for (const std::string& element : elements) text += element + "|";
  } else if (type == "L") {
    for (const Json& element : inner) text += value_text(element) + "|";
  } else if (type == "M") {
    text += canonical(inner);
  } else {
    text += print_json(inner);
  }
  return text + ")";
}

const Json* find(const Json& path, const Json& item) {
  const Json* map = &item;
  const Json* at = nullptr;
  for (const Json& part : path) {
    if (at != nullptr) {
      const std::string wanted = part.is_string() ? "M" : "L";
      if (type_of(*at) != wanted) return nullptr;
      map = &content(*at);
    }
    if (part.is_string()) {
      const auto found = map->find(part.get<std::string>());
      if (found == map->end()) return nullptr;
      at = &*found;
    } else {
      const auto index = part.get<std::size_t>();
      if (index >= map->size()) return nullptr;
      at = &(*map)[index];
    }
  }
  return at;
}

std::optional<Json> value_of(const Json& operand, const Json& item) {
  if (operand.contains("value")) return operand["value"];
  const Json* found = find(operand.contains("path") ? operand["path"] : operand["size"], item);
  if (found == nullptr) return std::nullopt;
  if (operand.contains("path")) return *found;
  const std::string type = type_of(*found);
  if (type == "N" || type == "BOOL" || type == "NULL") return std::nullopt;
  std::size_t size = content(*found).size();
  if (type == "S") size = content(*found).get<std::string>().size();          // ASCII here
  if (type == "B") size = content(*found).get<std::string>().size() / 4 * 3;  // without padding
  return Json{{"N", std::to_string(size)}};
}

bool equal(const Json& a, const Json& b) { return value_text(a) == value_text(b); }

bool contains(const Json& whole, const Json& part) {
  const std::string type = type_of(whole);
  const Json& inner = content(whole);
  if (type == "S") {
    return type_of(part) == "S" &&
           inner.get<std::string>().find(content(part)) != std::string::npos;
  }
  if (is_set(type)) {
    return type_of(part) == type.substr(0, 1) &&
           std::find(inner.begin(), inner.end(), content(part)) != inner.end();
  }
  if (type == "B") return equal(whole, part);
  return type == "L" && std::any_of(inner.begin(), inner.end(),
                                    [&](const Json& element) { return equal(element, part); });
}

bool compares(const std::string& sign, const std::optional<Json>& a, const std::optional<Json>& b) {
  if (sign == "<>") return !a || !b || !equal(*a, *b);
  if (!a || !b) return false;
  if (sign == "=") return equal(*a, *b);
  const auto order = compare(*a, *b);
  if (!order) return false;
  if (sign == "<") return *order < 0;
  if (sign == "<=") return *order <= 0;
  return sign == ">" ? *order > 0 : *order >= 0;
}

std::optional<Json> source_value(const Json& source, const Json& item) {
  if (source.is_object()) return value_of(source, item);
  const std::string name = source[0].get<std::string>();
  if (name == "if_not_exists") {
    const auto there = value_of(source[1], item);
    return there ? there : source_value(source[2], item);
  }
  const auto a = source_value(source[1], item), b = source_value(source[2], item);
  if (!a || !b) return std::nullopt;
  const std::string type = name == "list_append" ? "L" : "N";
  if (type_of(*a) != type || type_of(*b) != type) return std::nullopt;
  if (type == "N") {
    const long long x = number_of(content(*a)), y = number_of(content(*b));
    return Json{{"N", number_text(name == "+" ? x + y : x - y)}};
  }
  Json list = content(*a);
  for (const Json& element : content(*b)) list.push_back(element);
  return Json{{"L", list}};
}

// What stands at the place afterwards, in a list of one; an empty list: nothing.
std::optional<Json> outcome(const Json& action, const Json* old, const Json& item) {
  const std::string kind = action[0].get<std::string>();
  if (kind == "REMOVE") return Json::array();
  const auto value = source_value(action[2], item);
  if (!value) return std::nullopt;
  if (kind == "SET" || (kind == "ADD" && old == nullptr)) return Json::array({*value});
  if (old == nullptr) return Json::array();
  if (type_of(*old) != type_of(*value)) return std::nullopt;
  if (type_of(*value) == "N") {
    return Json::array(
        {{{"N", number_text(number_of(content(*old)) + number_of(content(*value)))}}});
  }
  Json set = content(*old);
  for (const Json& element : content(*value)) {
    const auto at = std::find(set.begin(), set.end(), element);
    if (kind == "ADD" && at == set.end()) set.push_back(element);
    if (kind == "DELETE" && at != set.end()) set.erase(at);
  }
  if (set.empty()) return Json::array();
  return Json::array({{{type_of(*old), set}}});
}

}  // namespace

bool holds(const Json& condition, const Json& item) {
  const std::string name = condition[0].get<std::string>();
  const auto rest = [&](auto&& use) { return use(condition.begin() + 1, condition.end()); };
  const auto child_holds = [&](const Json& child) { return holds(child, item); };
  if (name == "and") return rest([&](auto a, auto b) { return std::all_of(a, b, child_holds); });
  if (name == "or") return rest([&](auto a, auto b) { return std::any_of(a, b, child_holds); });
  if (name == "not") return !holds(condition[1], item);
  const auto first = value_of(condition[1], item);
  if (name == "attribute_exists") return first.has_value();
  if (name == "attribute_not_exists") return !first;
  if (name == "IN") {
    return rest([&](auto a, auto b) {
      return std::any_of(a + 1, b,
                         [&](const Json& o) { return compares("=", first, value_of(o, item)); });
    });
  }
  const auto second = value_of(condition[2], item);
  if (name == "BETWEEN") {
    return compares(">=", first, second) && compares("<=", first, value_of(condition[3], item));
  }
  if (name.find_first_of("<>=") == 0) return compares(name, first, second);
  if (!first || !second) return false;
  if (name == "attribute_type") return Json(type_of(*first)) == content(*second);
  if (name == "contains") return contains(*first, *second);
  return type_of(*first) == "S" && type_of(*second) == "S" &&  // begins_with
         content(*first).get<std::string>().rfind(content(*second), 0) == 0;
}

std::optional<Json> updated(const Json& actions, const Json& item) {
  Json result = item;
  std::map<std::string, std::vector<std::size_t>> removed;  // indexes, by their list's path
  std::map<std::string, Json> lists;
  for (const Json& action : actions) {
    const Json& path = action[1];
    const Json* old = find(path, item);
    const auto after = outcome(action, old, item);
    if (!after) return std::nullopt;
    const Json parent_path(Json::array_t(path.begin(), path.end() - 1));
    const Json& last = path.back();
    Json* inside = &result;
    if (!parent_path.empty()) {
      Json* parent = const_cast<Json*>(find(parent_path, result));
      if (parent == nullptr || type_of(*parent) != (last.is_string() ? "M" : "L")) {
        return std::nullopt;
      }
      inside = &parent->begin().value();
    }
    if (last.is_string()) {
      inside->erase(last.get<std::string>());
      if (!after->empty()) (*inside)[last.get<std::string>()] = (*after)[0];
    } else if (after->empty()) {
      if (old != nullptr) removed[print_json(parent_path)].push_back(last.get<std::size_t>());
      lists[print_json(parent_path)] = parent_path;
    } else if (old != nullptr) {
      (*inside)[last.get<std::size_t>()] = (*after)[0];
    } else {
      inside->push_back((*after)[0]);
    }
  }
  for (auto& [name, indexes] : removed) {
    Json& list = const_cast<Json*>(find(lists[name], result))->begin().value();
    std::sort(indexes.rbegin(), indexes.rend());
    for (const std::size_t index : indexes) list.erase(index);
  }
  return result;
}

std::string canonical(const Json& item) {
  std::map<std::string, std::string> members;
  for (const auto& [name, value] : item.items()) members[name] = value_text(value);
  std::string text = "{";
  for (const auto& [name, value] : members) text += name + ": " + value + ", ";
  return text + "}";
}

std::optional<int> compare(const Json& a, const Json& b) {
  const std::string type = type_of(a);
  if (type != type_of(b) || !is_scalar(type)) return std::nullopt;
  if (type == "N") {
    const long long x = number_of(content(a)), y = number_of(content(b));
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return content(a).get<std::string>().compare(content(b).get<std::string>());
}

std::string path_text(const Json& path) {
  std::string text;
  for (const Json& part : path) {
    if (part.is_string()) {
      text += (text.empty() ? "" : ".") + part.get<std::string>();
    } else {
      text += "[" + print_json(part) + "]";
    }
  }
  return text;
}

std::string Text::operand(const Json& operand) {
  if (operand.contains("path")) return path_text(operand["path"]);
  if (operand.contains("size")) return "size(" + path_text(operand["size"]) + ")";
  const std::string name = ":v" + std::to_string(values.size());
  values[name] = operand["value"];
  return name;
}

std::string Text::condition(const Json& condition) {
  const std::string name = condition[0].get<std::string>();
  if (name == "not") return "NOT (" + this->condition(condition[1]) + ")";
  std::string list;
  if (name == "and" || name == "or") {
    for (std::size_t i = 1; i < condition.size(); ++i) {
      list += (i > 1 ? (name == "and" ? " AND (" : " OR (") : "(") + this->condition(condition[i]) +
              ")";
    }
    return list;
  }
  const std::string first = operand(condition[1]);
  for (std::size_t i = 2; i < condition.size(); ++i) {
    list += (i > 2 ? (name == "BETWEEN" ? " AND " : ", ") : "") + operand(condition[i]);
  }
  if (name == "IN") return first + " IN (" + list + ")";
  if (name == "BETWEEN") return first + " BETWEEN " + list;
  if (name.find_first_of("<>=") == 0) return first + " " + name + " " + list;
  return name + "(" + first + (list.empty() ? "" : ", ") + list + ")";
}

std::string Text::source(const Json& source) {
  if (source.is_object()) return operand(source);
  const std::string name = source[0].get<std::string>();
  const std::string a = this->source(source[1]), b = this->source(source[2]);
  if (name == "+" || name == "-") return a + " " + name + " " + b;
  return name + "(" + a + ", " + b + ")";
}

std::string Text::update(const Json& actions) {
  std::string all;
  for (const char* section : {"SET", "REMOVE", "ADD", "DELETE"}) {
    std::string list;
    for (const Json& action : actions) {
      if (action[0] != section) continue;
      list += (list.empty() ? " " : ", ") + path_text(action[1]);
      if (action.size() > 2) list += action[0] == "SET" ? " = " : " ";
      if (action.size() > 2) list += source(action[2]);
    }
    if (!list.empty()) all += (all.empty() ? "" : " ") + std::string(section) + list;
  }
  return all;
}

}  // namespace snowglobe::dynamodb::model
