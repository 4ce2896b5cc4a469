// What a service and a job are, and what the engine is to them. The engine runs them; a service
// implements them.
//
// Everything here happens inside a turn of a world: one thread at a time, in one transaction, with
// one present moment. A handler therefore needs no lock, and what it wrote is undone when it
// throws.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/call.h"
#include "emulator/api/job.h"
#include "emulator/api/operation.h"
#include "emulator/base/random.h"

namespace snowglobe {

class Database;
class Host;

// AWS's protocols (https://smithy.io/2.0/aws/protocols), and kRaw: an operation that gets the
// request as it came and answers the reply as it goes out (emulator/api/raw.h).
enum class Protocol { kJson10, kJson11, kQuery, kRestJson, kRestXml, kRpcV2Cbor, kRaw };
std::string_view protocol_name(Protocol protocol);  // "restXml"

enum class RequestIdForm {
  kUuid,
  kCapitals52,  // 52 capitals and digits
};

// What stands in a header of each reply for its body.
enum class ReplyChecksum {
  kNone,
  kCrc32,  // x-amz-crc32
};

// A form of host names that lead to a service, before AWS's and Snowglobe's own endings
// (emulator/wire/host.h): "{ApiId}.execute-api".
struct HostRoute {
  std::string_view labels;
  // What answers there: an operation of the protocol raw. Empty: the service, by what else the
  // request says.
  std::string_view operation = {};
};

// What a service says of itself. Views live as long as the program.
struct ServiceInfo {
  std::string_view name;                // "sqs"; also the prefix of its tables
  std::string_view signing_name = {};   // in the credential scope: "sqs", "states", "events"
  std::string_view shape_name = {};     // in AWS's model: "AmazonSQS". It is the prefix of
                                        // X-Amz-Target, and the service in the paths of RPC v2 CBOR
  std::vector<Protocol> protocols;      // that it speaks; the first is what today's SDKs speak
  std::string_view api_version = {};    // "2012-11-05"
  std::string_view xml_namespace = {};  // of Query's and REST-XML's replies
  // Of "__type" in JSON and CBOR, before the '#': "com.amazonaws.sqs"; may be empty.
  std::string_view error_namespace = {};
  RequestIdForm request_id_form = RequestIdForm::kUuid;
  ReplyChecksum reply_checksum = ReplyChecksum::kNone;
  std::vector<HostRoute> hosts = {};
  // What SDKs put before the host of some operation: "sync-".
  std::string_view host_prefix = {};
  // REST-XML's errors are an <Error> without an <ErrorResponse> around it, as S3 has them.
  bool has_bare_errors = false;
  // The input member that, in Query, is the address which the request is sent to: "QueueUrl".
  std::string_view address_member = {};
  // The input members that name the resource a call is about, the first present one wins: for fault
  // rules and the journal.
  std::vector<std::string_view> resource_members = {};
  // Where the model gives an operation no output its reply has no body; else it is an empty object.
  bool has_empty_replies = false;
  AwsError (*invalid_input)(const std::vector<Violation>&) = &validation_error;
  // What a fault rule of the effect "throttle" answers.
  AwsError (*throttled)(const Call&) = +[](const Call&) {
    return AwsError("ThrottlingException", "Rate exceeded");
  };

  bool speaks(Protocol protocol) const;
};

// One AWS service of a world: its handlers, its background work, and what it does with answers that
// come late. A world makes it once, through its definition, and it lives as long as the world; all
// that matters it keeps in tables that have its name as their prefix. Everything is called in a
// turn.
class Service {
 public:
  virtual ~Service() = default;
  // The service owns them. Asked once, when the world begins; the order breaks ties between rows
  // that are due at the same moment.
  virtual std::vector<Job*> jobs() { return {}; }
  // The outcome of an earlier Host::call that was not answered at once. It must leave the service
  // in a good state whatever the outcome. It must not throw: the call would be undone, and carried
  // out again later.
  virtual void on_reply(const Json& tag, const Outcome& outcome) {
    static_cast<void>(tag);
    static_cast<void>(outcome);
  }
};

// A service as the program knows it before there is any world. services/catalog.cpp lists one for
// each.
struct ServiceDefinition {
  ServiceInfo info;
  std::span<const Operation> operations;
  std::span<const AwsOperation> aws_operations;
  // Makes the service of a world, whose tables are made or brought to their newest form.
  std::function<std::unique_ptr<Service>(Host&)> make;
};

// What the engine is to a service. It outlives the service.
class Host {
 public:
  virtual ~Host() = default;
  virtual Database& database() = 0;
  virtual Moment now() const = 0;  // the same throughout a turn
  virtual Random& random() = 0;
  // The journal id of the call that is being carried out, the innermost one; 0 outside of calls.
  virtual std::int64_t present_call() const = 0;
  // Runs the calls parked on `topic` again, at the end of this turn's work.
  virtual void wake(std::string_view topic) = 0;
  // Calls another service: the same faults, checks, savepoint and journal as over HTTP. Answers the
  // outcome when there is one in this turn. Otherwise (it parked, or a fault delays it) nothing
  // now, and later on_reply(tag, outcome) of `self`, also after a restart: the call then is a row
  // and is tried again, so it may be carried out twice when a crash falls between its effect and
  // its reply.
  virtual std::optional<Outcome> call(Service& self, Call call, Json tag) = 0;
  // Forgets a call that `self` made with this tag and that still waits: it is not carried out any
  // more, and never answered. Does nothing when there is none.
  virtual void cancel(Service& self, const Json& tag) = 0;
  // A line in the journal that is no call: "entered state Work". Returns its id.
  virtual std::int64_t note(std::int64_t cause, std::string_view service, std::string_view what,
                            std::string_view resource) = 0;
  // "http://localhost:4566": where clients reach this world when a call does not say.
  virtual const std::string& endpoint() const = 0;
};

}  // namespace snowglobe
