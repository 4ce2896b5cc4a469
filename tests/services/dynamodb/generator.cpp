#include "tests/services/dynamodb/generator.h"

#include <algorithm>

#include "tests/services/dynamodb/model.h"

namespace snowglobe::dynamodb {
namespace {

Json value_operand(Json value) { return {{"value", std::move(value)}}; }
Json path_operand(Json path) { return {{"path", std::move(path)}}; }

}  // namespace

const char* Generator::pick(std::initializer_list<const char*> choices) {
  return *(choices.begin() + below(choices.size()));
}

Json Generator::scalar(const std::string& type) {
  if (type == "S") return {{"S", pick({"", "a", "ab", "abc", "b", "ba", "x y", "~"})}};
  if (type == "N") return {{"N", pick({"0", "1", "-1", "2.5", "-2.5", "10", "9.99", "100", "3"})}};
  return {{"B", pick({"AAAA", "AAAB", "fwAA", "AQID"})}};
}

Json Generator::set(const std::string& type) {
  Json elements = Json::array();
  const std::size_t count = 1 + below(3);
  for (std::size_t i = 0; i < count; ++i) {
    const Json element = scalar(type.substr(0, 1)).begin().value();
    const bool is_new = std::find(elements.begin(), elements.end(), element) == elements.end();
    if (is_new && element != "") elements.push_back(element);
  }
  if (elements.empty()) elements.push_back(type == "SS" ? "a" : "1");
  return {{type, elements}};
}

Json Generator::value(int depth) {
  switch (below(depth > 0 ? 12 : 9)) {
    case 0:
    case 1:
      return scalar("S");
    case 2:
    case 3:
      return scalar("N");
    case 4:
      return scalar("B");
    case 5:
      return set("SS");
    case 6:
      return set(pick({"NS", "BS"}));
    case 7:
      return {{"BOOL", chance(2)}};
    case 8:
      return {{"NULL", true}};
    case 9: {
      Json list = Json::array();
      for (std::size_t i = below(4); i > 0; --i) list.push_back(value(depth - 1));
      return {{"L", list}};
    }
    default: {
      Json map = Json::object();
      for (const char* name : {"a", "b"}) {
        if (chance(2)) map[name] = value(depth - 1);
      }
      return {{"M", map}};
    }
  }
}

Json Generator::item() {
  Json item = Json::object();
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    if (!chance(4)) item[name] = value(2);
  }
  return item;
}

Json Generator::path() {
  Json path = Json::array({pick({"a", "b", "c", "d", "e", "f"})});
  while (chance(3)) {
    if (chance(2)) {
      path.push_back(below(3));
    } else {
      path.push_back(pick({"a", "b"}));
    }
  }
  return path;
}

Json Generator::operand() {
  if (chance(6)) return {{"size", path()}};
  if (chance(3)) return path_operand(path());
  return value_operand(value(1));
}

// An operand for <, BETWEEN and the like, which refuse values without an order; and two times the
// same path.
Json Generator::comparable(const Json& with) {
  Json made = chance(5) ? operand() : value_operand(scalar(pick({"S", "N", "N", "B"})));
  if (made.contains("value") && made["value"].begin().key().size() > 1) {
    made = value_operand(scalar("N"));
  }
  if (made.contains("value")) {
    const std::string type = made["value"].begin().key();
    if (type == "M" || type == "L") made = value_operand(scalar("S"));
  }
  return made == with ? value_operand(scalar("S")) : made;
}

Json Generator::leaf() {
  const Json at = path_operand(path());
  switch (below(9)) {
    case 0:
      return Json::array({pick({"attribute_exists", "attribute_not_exists"}), at});
    case 1:
      return Json::array(
          {"attribute_type", at,
           value_operand({{"S", pick({"S", "N", "B", "SS", "NS", "M", "L", "BOOL", "NULL"})}})});
    case 2:
      return Json::array({"begins_with", at, value_operand(scalar("S"))});
    case 3:
      return Json::array({"contains", at, value_operand(value(1))});
    case 4: {
      Json in = Json::array({"IN", at});
      for (std::size_t i = 1 + below(3); i > 0; --i) in.push_back(value_operand(value(1)));
      return in;
    }
    case 5: {
      const char* const type = pick({"S", "N", "B"});
      Json low = scalar(type), high = scalar(type);
      if (*model::compare(low, high) > 0) std::swap(low, high);
      return Json::array({"BETWEEN", at, value_operand(low), value_operand(high)});
    }
    case 6: {
      const Json other = operand();
      if (other == at) return Json::array({"attribute_exists", at});
      return Json::array({pick({"=", "<>"}), at, other});
    }
    default:
      return Json::array({pick({"<", "<=", ">", ">="}), at, comparable(at)});
  }
}

Json Generator::condition(int depth) {
  if (depth == 0 || chance(3)) return leaf();
  if (chance(3)) return Json::array({"not", condition(depth - 1)});
  Json chain = Json::array({pick({"and", "or"})});
  for (std::size_t i = 2 + below(2); i > 0; --i) chain.push_back(condition(depth - 1));
  return chain;
}

Json Generator::source(int depth) {
  if (depth == 0 || chance(2)) {
    return chance(3) ? path_operand(path()) : value_operand(value(1));
  }
  switch (below(4)) {
    case 0:
      return Json::array({"if_not_exists", path_operand(path()), source(depth - 1)});
    case 1: {
      Json list = {{"L", Json::array({scalar("N")})}};
      return Json::array({"list_append", path_operand(path()), value_operand(list)});
    }
    default:
      return Json::array({pick({"+", "-"}), path_operand(path()), value_operand(scalar("N"))});
  }
}

Json Generator::list_actions(const std::string& name) {
  Json actions = Json::array();
  for (std::size_t index = below(2); index < 5; index += 1 + below(3)) {
    const Json path = Json::array({name, index});
    if (chance(2)) {
      actions.push_back(Json::array({"REMOVE", path}));
    } else {
      actions.push_back(Json::array({"SET", path, source(1)}));
    }
  }
  return actions;
}

Json Generator::action(const std::string& name) {
  Json path = Json::array({name});
  if (chance(4)) path.push_back(pick({"a", "b"}));
  switch (below(6)) {
    case 0:
      return Json::array({"REMOVE", path});
    case 1:
      return Json::array({"ADD", path, value_operand(chance(2) ? scalar("N") : set("NS"))});
    case 2:
      return Json::array({"DELETE", path, value_operand(set(pick({"SS", "NS"})))});
    default:
      return Json::array({"SET", path, source(1)});
  }
}

Json Generator::update() {
  Json actions = Json::array();
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    if (!chance(3)) continue;
    if (chance(4)) {
      for (Json& one : list_actions(name)) actions.push_back(std::move(one));
    } else {
      actions.push_back(action(name));
    }
  }
  return actions;
}

}  // namespace snowglobe::dynamodb
