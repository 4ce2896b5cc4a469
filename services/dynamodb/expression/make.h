// Conditions that are made, not parsed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/dynamodb/expression/tree.h"

namespace snowglobe::dynamodb {

// To the attribute of that name, whatever characters it has.
inline Path attribute_path(const std::string& name) {
  return {PathPart{PathPart::Kind::kName, name, 0}};
}

inline Operand attribute_operand(const std::string& name) {
  Operand operand;
  operand.path = attribute_path(name);
  return operand;
}

inline Condition function_condition(Function function, std::vector<Operand> operands) {
  Condition condition;
  condition.kind = Condition::Kind::kFunction;
  condition.function = function;
  condition.operands = std::move(operands);
  return condition;
}

inline Condition negation(Condition child) {
  Condition condition;
  condition.kind = Condition::Kind::kNot;
  condition.children.push_back(std::move(child));
  return condition;
}

}  // namespace snowglobe::dynamodb
