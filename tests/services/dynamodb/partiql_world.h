// A world that speaks PartiQL.
#pragma once

#include <string>

#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {

class PartiqlWorld : public DynamodbWorld {
 public:
  // Runs one statement; `parameters` is JSON: [{"S": "x"}].
  Json run(const std::string& statement, const char* parameters = nullptr) {
    return call("ExecuteStatement", input(statement, parameters));
  }
  // The Items of the answer, as text.
  std::string items(const std::string& statement, const char* parameters = nullptr) {
    return print_json(run(statement, parameters).at("Items"));
  }
  // "Code: message" of the refusal, the code left out where it is ValidationException.
  std::string refuses(const std::string& statement, const char* parameters = nullptr) {
    return refusal("ExecuteStatement", print_json(input(statement, parameters)));
  }
  // The one attribute of the answer's items.
  Strings column_of(const std::string& statement, const std::string& name) {
    return column(run(statement), name);
  }

  static Json input(const std::string& statement, const char* parameters = nullptr) {
    Json json = {{"Statement", statement}};
    if (parameters != nullptr) json["Parameters"] = parse_json(parameters);
    return json;
  }
};

}  // namespace snowglobe::dynamodb
