#include <algorithm>

#include "emulator/base/text.h"
#include "services/sqs/errors.h"
#include "services/sqs/service.h"

namespace snowglobe::sqs {
namespace {

constexpr std::size_t tags_max = 50;

void check_queue_name(const CreateQueueInput& input) {
  const std::string& name = input.queue_name;
  const bool wants_fifo = input.attributes && input.attributes->contains("FifoQueue") &&
                          input.attributes->at("FifoQueue") == "true";
  if (wants_fifo && !(is_queue_name(name) && is_fifo_name(name))) {
    throw invalid_parameter(
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
        "underscores, must end with .fifo suffix and be 1 to 80 in length.");
  }
  if (!wants_fifo && (!is_queue_name(name) || is_fifo_name(name))) {
    throw invalid_parameter(
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  }
}

AwsError wrong_tag_key() {
  return invalid_parameter("Tag keys must be between 1 and 128 characters in length.");
}

// Beyond ASCII every character passes: which of them are letters, digits or spaces is not looked
// at.
bool is_tag_text(std::string_view text) {
  return is_utf8(text) && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  std::string_view(" \t\n\r_.:/=+-@").find(c) != std::string_view::npos ||
                  static_cast<unsigned char>(c) >= 0x80;
         });
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
void check_tags(const StringMap& tags) {
  for (const auto& [key, value] : tags) {
    if (key.empty() || utf8_length(key) > 128) throw wrong_tag_key();
    if (utf8_length(value) > 256) {
      throw invalid_parameter("Tag values must be between 0 and 256 characters in length.");
    }
    if (key.starts_with("aws:")) throw invalid_parameter("Tag keys must not start with aws:");
    if (value.starts_with("aws:")) throw invalid_parameter("Tag values must not start with aws:");
    if (!is_tag_text(key) || !is_tag_text(value)) {
      throw invalid_parameter(
          "Tag keys and values can only include letters, digits, whitespace and _ . : / = + - @");
    }
  }
}

void check_tag_count(const StringMap& all, const std::string& queue_name) {
  if (all.size() > tags_max) {
    throw invalid_parameter("Too many tags added for queue " + queue_name + ".");
  }
}

// A page of names and the token of the next one.
struct Page {
  int count_max = 1000;
  std::string after;
  std::vector<std::string> names;

  Page(const std::optional<int>& max_results, const std::optional<std::string>& token) {
    if (max_results && (*max_results < 1 || *max_results > 1000)) {
      throw invalid_parameter("MaxResults", std::to_string(*max_results),
                              "Must be between 1 and 1000, if provided.");
    }
    count_max = max_results.value_or(count_max);
    if (!token || token->empty()) return;
    if (!max_results) {
      throw invalid_parameter(
          "MaxResults is a mandatory parameter when you provide a value for NextToken.");
    }
    const auto decoded = base64_decode(*token);
    if (!decoded || !is_queue_name(*decoded)) {
      throw invalid_parameter("Invalid or expired next token.");
    }
    after = *decoded;
  }
  int wanted() const { return count_max + 1; }  // one more tells whether there is a next page
  std::optional<std::string> next_token() {
    if (static_cast<int>(names.size()) <= count_max) return std::nullopt;
    names.pop_back();
    return base64_encode(names.back());
  }
};

}  // namespace

Queue Sqs::queue_of(const std::string& url, const Request& request) {
  auto queue = queues_.find(parse_queue_url(url, request.account(), request.region()));
  if (!queue) throw no_such_queue();
  return std::move(*queue);
}

std::string Sqs::url_of(const QueueName& name, const Request& request) const {
  const std::string& endpoint =
      request.call.endpoint.empty() ? host_.endpoint() : request.call.endpoint;
  return endpoint + "/" + name.account + "/" + name.name;
}

std::optional<StringList> Sqs::urls_of(const StringList& names, const std::string& account,
                                       const std::string& region, const Request& request) const {
  if (names.empty()) return std::nullopt;
  StringList urls;
  for (const std::string& name : names) urls.push_back(url_of({account, region, name}, request));
  return urls;
}

QueueUrlOutput Sqs::create_queue(const CreateQueueInput& input, const Request& request) {
  check_queue_name(input);
  const QueueName name{request.account(), request.region(), input.queue_name};
  StringMap attributes = input.attributes.value_or(StringMap());
  const StringMap tags = input.tags.value_or(StringMap());
  check_settings(attributes, name.name, Occasion::kCreate);
  check_tags(tags);
  check_tag_count(tags, name.name);
  if (const auto existing = queues_.find(name)) {
    StringMap has = with_defaults(queues_.details(*existing).attributes);
    for (const auto& [key, value] : attributes) {
      if (!is_same_value(key, has[key], value)) throw queue_exists(key);
    }
    return {url_of(name, request)};
  }
  if (queues_.is_deleted_recently(name, host_.now())) throw queue_deleted_recently();
  check_combinations(attributes);
  check_dead_letter_queue(attributes, name);
  std::erase_if(attributes, [](const auto& attribute) { return attribute.second.empty(); });
  queues_.add(name, attributes, tags, static_cast<std::int64_t>(host_.random().next()),
              host_.now());
  return {url_of(name, request)};
}

void Sqs::check_dead_letter_queue(const StringMap& attributes, const QueueName& source) {
  const auto policy = attributes.find("RedrivePolicy");
  if (policy == attributes.end() || policy->second.empty()) return;
  const auto wrong = [&](std::string_view reason) {
    return invalid_parameter("RedrivePolicy", policy->second, reason);
  };
  const auto target = queues_.find_arn(settings_of(attributes).dead_letter_arn);
  if (!target) throw wrong("Dead letter target does not exist.");
  if (target->name.account != source.account || target->name.region != source.region) {
    throw wrong("Dead letter target owner and region must be the same as the source's.");
  }
  if (target->settings.is_fifo != is_fifo_name(source.name)) {
    throw wrong("Dead-letter queue must be same type of queue as the source.");
  }
  if (!allows_redrive_from(queues_.details(*target).attributes, source.arn())) {
    throw wrong("Queue " + source.arn() + " is not allowed to use the dead-letter queue " +
                target->name.arn() + ".");
  }
}

QueueUrlOutput Sqs::get_queue_url(const GetQueueUrlInput& input, const Request& request) {
  const QueueName name{input.owner.value_or(request.account()), request.region(), input.queue_name};
  if (!queues_.find(name)) throw no_such_queue();
  return {url_of(name, request)};
}

ListQueuesOutput Sqs::list_queues(const ListQueuesInput& input, const Request& request) {
  Page page(input.max_results, input.next_token);
  page.names = queues_.list(request.account(), request.region(), input.prefix.value_or(""),
                            page.after, page.wanted());
  ListQueuesOutput output;
  output.next_token = page.next_token();
  if (!input.max_results) output.next_token.reset();  // AWS pages only when it is asked to
  output.queue_urls = urls_of(page.names, request.account(), request.region(), request);
  return output;
}

void Sqs::delete_queue(const QueueInput& input, const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  messages_.purge(queue);
  deduplications_.remove_all(queue.id);
  attempts_.remove_all(queue.id);
  move_tasks_.remove_all(queue.name.arn());
  queues_.remove(queue, host_.now());
  host_.wake(queue.topic());  // who waits hears that it is gone
}

void Sqs::purge_queue(const QueueInput& input, const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  if (!queues_.begin_purge(queue, host_.now())) throw purge_in_progress(queue.name.name);
  messages_.purge(queue);
}

GetQueueAttributesOutput Sqs::get_queue_attributes(const GetQueueAttributesInput& input,
                                                   const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  const StringList names = input.attribute_names.value_or(StringList());
  for (const std::string& name : names) {
    if (!is_queue_attribute(name)) throw unknown_attribute(name);
  }
  if (names.empty()) return {};
  const QueueDetails details = queues_.details(queue);
  StringMap all = with_defaults(details.attributes);
  const auto seconds = [](Moment moment) { return std::to_string(to_millis(moment) / 1000); };
  all["QueueArn"] = queue.name.arn();
  all["CreatedTimestamp"] = seconds(details.created_at);
  all["LastModifiedTimestamp"] = seconds(details.modified_at);
  const bool wants_counts = std::any_of(names.begin(), names.end(), [](const auto& name) {
    return name == "All" || name.starts_with("Approximate");
  });
  if (wants_counts) {
    const MessageCounts counts = messages_.counts(queue, host_.now());
    all["ApproximateNumberOfMessages"] = std::to_string(counts.visible);
    all["ApproximateNumberOfMessagesNotVisible"] = std::to_string(counts.in_flight);
    all["ApproximateNumberOfMessagesDelayed"] = std::to_string(counts.delayed);
  }
  if (std::find(names.begin(), names.end(), "All") != names.end()) return {std::move(all)};
  GetQueueAttributesOutput output;
  for (const std::string& name : names) {
    const auto found = all.find(name);
    if (found == all.end()) continue;
    if (!output.attributes) output.attributes.emplace();
    output.attributes->insert(*found);
  }
  return output;
}

void Sqs::set_queue_attributes(const SetQueueAttributesInput& input, const Request& request) {
  Queue queue = queue_of(input.queue_url, request);
  StringMap changes = input.attributes;
  if (changes.empty()) throw missing_parameter("Attribute.Name");
  check_settings(changes, queue.name.name, Occasion::kSet);
  check_dead_letter_queue(changes, queue.name);
  change_attributes(queue, changes);
}

void Sqs::change_attributes(Queue& queue, const StringMap& changes) {
  const Settings before = queue.settings;
  StringMap attributes = queues_.details(queue).attributes;
  for (const auto& [name, value] : changes) {
    if (value.empty()) {
      attributes.erase(name);
    } else {
      attributes[name] = value;
    }
  }
  if (changes.contains("KmsMasterKeyId") && !changes.contains("SqsManagedSseEnabled")) {
    attributes.erase("SqsManagedSseEnabled");
  }
  check_combinations(attributes);
  queues_.set_attributes(queue, attributes, host_.now());
  if (queue.settings.is_fifo && queue.settings.delay_s != before.delay_s) {
    messages_.set_delay(queue, host_.now());
  }
  if (queue.settings.retention_s != before.retention_s) {
    messages_.refresh(queue);
    if (queue.is_sweep_known) queues_.set_sweep(queue.id, host_.now());
  }
  host_.wake(queue.topic());
}

void Sqs::set_queue_behavior(const SetQueueBehaviorInput& input, const Request& request) {
  Queue queue = queue_of(input.queue_url, request);
  QueueBehavior behavior;
  behavior.duplicate_probability = input.duplicate_probability.value_or(0);
  behavior.short_poll_miss_probability = input.short_poll_miss_probability.value_or(0);
  behavior.reorder_window = input.reorder_window.value_or(0);
  behavior.in_flight_max = input.in_flight_max.value_or(behavior.in_flight_max);
  check_behavior(behavior, queue.name.name);
  queues_.set_behavior(queue, behavior);
  messages_.refresh(queue);
  host_.wake(queue.topic());
}

QueueBehavior Sqs::get_queue_behavior(const QueueInput& input, const Request& request) {
  return queue_of(input.queue_url, request).behavior;
}

void Sqs::tag_queue(const TagQueueInput& input, const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  if (input.tags.empty()) throw missing_parameter("Tags");
  check_tags(input.tags);
  StringMap tags = queues_.details(queue).tags;
  for (const auto& [key, value] : input.tags) tags[key] = value;
  check_tag_count(tags, queue.name.name);
  queues_.set_tags(queue, tags);
}

void Sqs::untag_queue(const UntagQueueInput& input, const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  if (input.tag_keys.empty()) throw wrong_tag_key();
  StringMap tags = queues_.details(queue).tags;
  for (const std::string& key : input.tag_keys) tags.erase(key);
  queues_.set_tags(queue, tags);
}

ListQueueTagsOutput Sqs::list_queue_tags(const QueueInput& input, const Request& request) {
  StringMap tags = queues_.details(queue_of(input.queue_url, request)).tags;
  if (tags.empty()) return {};
  return {std::move(tags)};
}

ListDeadLetterSourceQueuesOutput Sqs::list_dead_letter_source_queues(
    const ListDeadLetterSourceQueuesInput& input, const Request& request) {
  const Queue queue = queue_of(input.queue_url, request);
  Page page(input.max_results, input.next_token);
  page.names = queues_.list_sources(queue, page.after, page.wanted());
  ListDeadLetterSourceQueuesOutput output;
  output.next_token = page.next_token();
  if (!input.max_results) output.next_token.reset();
  output.queue_urls = urls_of(page.names, queue.name.account, queue.name.region, request);
  return output;
}

}  // namespace snowglobe::sqs
