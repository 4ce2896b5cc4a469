// A client's call in a world, from its submission to its answer; and those of them that are parked.
//
// All of it is guarded by the world's lock.
#pragma once

#include <condition_variable>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "emulator/engine/gateway.h"

namespace snowglobe {

class Ticket {
 public:
  explicit Ticket(Call call) { attempt_.call = std::move(call); }

  // Only for worlds without threads; else World::call waits for it.
  bool is_done() const { return is_done_; }
  const Outcome& outcome() const { return *outcome_; }

 private:
  friend class Core;
  friend class ParkedTickets;
  friend class World;

  Attempt attempt_;
  std::optional<Outcome> outcome_;  // known when it has been carried out
  bool is_done_ = false;            // and true only when that is committed
  std::optional<Park> park_;
  std::uint64_t order_ = 0;  // of its first parking, among all tickets
  std::condition_variable changed_;
};

// The parked tickets, by topic and by moment.
class ParkedTickets {
 public:
  void add(Ticket& ticket, Park park) {
    if (ticket.order_ == 0) ticket.order_ = ++last_order_;
    ticket.park_ = std::move(park);
    if (!ticket.park_->topic.empty()) {
      by_topic_[ticket.park_->topic].emplace(ticket.order_, &ticket);
    }
    by_until_.emplace(std::pair(until(ticket), ticket.order_), &ticket);
  }

  void remove(Ticket& ticket) {
    if (!ticket.park_) return;
    if (const auto topic = by_topic_.find(ticket.park_->topic); topic != by_topic_.end()) {
      topic->second.erase(ticket.order_);
      if (topic->second.empty()) by_topic_.erase(topic);
    }
    by_until_.erase(std::pair(until(ticket), ticket.order_));
    ticket.park_.reset();
  }

  bool has_topic(const std::string& topic) const {
    return !by_topic_.empty() && by_topic_.contains(topic);
  }
  // The one that has waited longest, or nullptr.
  Ticket* first_of(const std::string& topic) const {
    const auto found = by_topic_.find(topic);
    return found == by_topic_.end() ? nullptr : found->second.begin()->second;
  }
  Moment next_until() const { return by_until_.empty() ? never : by_until_.begin()->first.first; }
  Ticket* first() const { return by_until_.empty() ? nullptr : by_until_.begin()->second; }
  std::size_t size() const { return by_until_.size(); }
  // Has every waiting thread look at its ticket again.
  void notify_all() const {
    for (const auto& [until, ticket] : by_until_) ticket->changed_.notify_all();
  }

 private:
  static Moment until(const Ticket& ticket) {
    return std::min(ticket.park_->until, ticket.park_->deadline);
  }

  std::uint64_t last_order_ = 0;
  std::unordered_map<std::string, std::map<std::uint64_t, Ticket*>> by_topic_;
  std::map<std::pair<Moment, std::uint64_t>, Ticket*> by_until_;
};

}  // namespace snowglobe
