// The one exception of the program: an error as AWS would answer it.
//
// A handler throws it; the engine turns it into a value; a codec turns that into bytes. Any other
// exception that leaves a handler is a bug and is answered as a 500 that names itself.
#pragma once

#include <exception>
#include <string>

#include "emulator/base/json.h"

namespace snowglobe {

struct AwsError : std::exception {
  AwsError(std::string code, std::string message, int http_status = 400)
      : code(std::move(code)), message(std::move(message)), http_status(http_status) {}

  const char* what() const noexcept override { return message.c_str(); }
  // AWS's Fault: whose mistake it was.
  bool is_sender_fault() const { return http_status < 500; }

  std::string code;     // the shape's name: "ResourceNotFoundException"
  std::string message;  // AWS's wording
  int http_status;
  // What the Query protocol calls the same error, where that differs
  // ("AWS.SimpleQueueService.NonExistentQueue" for QueueDoesNotExist). Empty: the same.
  std::string query_code;
  // Further members of the error's shape ("CancellationReasons", "Item", "resourceName").
  Json members = Json::object();
};

}  // namespace snowglobe
