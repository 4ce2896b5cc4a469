// The attributes of a queue that can be set: which there are, what they may be, what they are when
// nobody sets them, and what they mean.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/sqs/shapes.h"

namespace snowglobe::sqs {

// What the attributes mean to a queue at work.
struct Settings {
  bool is_fifo = false;
  int visibility_timeout_s = 30;
  int delay_s = 0;
  int retention_s = 345'600;
  int wait_s = 0;
  std::int64_t message_bytes_max = 1'048'576;
  bool dedups_by_content = false;
  bool dedups_per_group = false;
  std::string dead_letter_arn;  // empty: none
  int receive_count_max = 0;    // before a message goes there
};

// What RedriveAllowPolicy says about becoming the dead-letter queue of `source_arn`.
bool allows_redrive_from(const StringMap& attributes, std::string_view source_arn);

// Throws InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue or OverLimit. Numbers
// come out in plain form. REQUIRES: `is_fifo` as the queue's name says.
enum class Occasion { kCreate, kSet };
void check_settings(StringMap& attributes, std::string_view queue_name, Occasion occasion);

// Throws when attributes contradict each other. REQUIRES: those of the whole queue.
void check_combinations(const StringMap& attributes);

// REQUIRES: checked attributes, those of the whole queue.
Settings settings_of(const StringMap& attributes);

// As GetQueueAttributes shows them: the redrive policy in AWS's form, with the defaults of what is
// not set; AWS shows some attributes only when they are set.
StringMap with_defaults(const StringMap& attributes);

// Are both the same for CreateQueue? JSON is compared as JSON.
bool is_same_value(std::string_view name, const std::string& a, const std::string& b);

// A name that GetQueueAttributes knows ("All" and what nobody can set included).
bool is_queue_attribute(std::string_view name);

}  // namespace snowglobe::sqs
