// Blobs in documents that were read from JSON text, where they are base64.
#pragma once

#include "emulator/api/shape_model.h"

namespace snowglobe {

// Puts bytes in the place of the base64 of every blob that `shape` describes. What is not base64
// stays text: whoever reads the shape answers that it is wrong. Bytes stay as they are. Costs
// nothing where the shape has no blobs.
void text_to_blobs(Json& value, const Shape& shape);

}  // namespace snowglobe
