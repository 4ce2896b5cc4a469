// Which queue a client means: account, region and name, from the URL it sends.
#pragma once

#include <string>
#include <string_view>

namespace snowglobe::sqs {

struct QueueName {
  std::string account, region, name;

  std::string arn() const { return "arn:aws:sqs:" + region + ":" + account + ":" + name; }
};

// Understands http(s)://host/ACCOUNT/NAME, where a host like sqs.REGION.anything or
// REGION.queue.anything gives the region; http(s)://host/queue/REGION/ACCOUNT/NAME; and the bare
// NAME. What the URL leaves open is the caller's. Throws InvalidAddress.
QueueName parse_queue_url(std::string_view url, const std::string& account,
                          const std::string& region);

// 1 to 80 letters, digits, hyphens and underscores, ".fifo" at the end of a FIFO queue's included.
bool is_queue_name(std::string_view name);
bool is_fifo_name(std::string_view name);

}  // namespace snowglobe::sqs
