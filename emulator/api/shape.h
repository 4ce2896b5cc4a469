// Shapes: what the input or the output of an operation looks like, described once in C++.
//
//   struct SendMessageInput {
//     std::string queue_url, message_body;   // a plain member is required
//     std::optional<int> delay_seconds;      // an optional one is not
//     void describe(auto& field) {
//       field("QueueUrl", queue_url);
//       field("MessageBody", message_body).length(1, 1 << 20);
//       field("DelaySeconds", delay_seconds).range(0, 900);
//     }
//   };
//
// From the description follow: reading the canonical JSON of a call (read_shape), AWS's validation
// messages, printing (write_shape), the names a codec needs for Query, REST and XML (shape_of), and
// the comparison with AWS's own models (scripts/shapes).
//
// Canonical JSON is what calls carry inside the program: member names as in AWS's model, blobs as
// bytes (the kind binary), timestamps as epoch seconds with a fraction. Unknown members are passed
// over, null is absent. As JSON text it is what the AWS JSON protocols carry, blobs in base64; read
// again, emulator/api/blob_text.h makes bytes of them.
//
// Members may be: std::string, bool, int, std::int64_t, double, Blob, Moment, another described
// struct (which may hold lists and maps of its own kind), Json (a document: anything, read and
// written as it stands), DocumentView, ViewOf<T>, std::vector<T>, std::map<std::string, T>, and
// std::optional of all of these.
#pragma once

#include <vector>

#include "emulator/api/shape_model.h"
#include "emulator/api/shape_visitors.h"

namespace snowglobe {

// Reads and checks an input; the violations are in the order of the description.
template <class T>
std::vector<Violation> read_shape(const Json& json, T& value) {
  shape_detail::Violations violations;
  shape_detail::Reader reader(json, nullptr, violations);
  value.describe(reader);
  return violations.take();
}

// Prints an output, moving what it can; absent optional members are left out.
template <class T>
Json write_shape(T&& value) {
  return shape_detail::write_value(value);
}

template <class T>
const Shape& shape_of() {
  static const shape_detail::ShapeOnce shape(&shape_detail::build_shape<T>);
  return shape.get();
}

// The name of a kind as AWS's models write it: "string", "structure", ...
std::string_view kind_name(Kind kind);

}  // namespace snowglobe
