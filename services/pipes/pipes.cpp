#include "services/pipes/pipes.h"

#include "emulator/base/text.h"
#include "services/pipes/aws_operations.h"
#include "services/pipes/errors.h"
#include "services/pipes/pipe.h"
#include "services/pipes/plan.h"
#include "services/pipes/shapes.h"
#include "services/pipes/workers.h"

namespace snowglobe::pipes {
namespace {

constexpr std::size_t tags_max = 50;

PipeConfig read_config(const std::string& text) {
  PipeConfig config;
  read_shape(parse_json(text), config);
  return config;
}

PipeOutput show(const PipeRow& pipe) {
  return {pipe.arn(), pipe.name, pipe.desired, pipe.state, pipe.created, pipe.modified};
}

template <class Value>
void replace(std::optional<Value>& value, const std::optional<Value>& with) {
  if (with) value = with;
}

// Only what is given changes; the parameters of one kind of source or target as a whole.
void update(PipeConfig& config, const UpdatePipeInput& input) {
  replace(config.description, input.description);
  replace(config.enrichment, input.enrichment);
  replace(config.enrichment_parameters, input.enrichment_parameters);
  replace(config.target, input.target);
  config.role_arn = input.role_arn;
  replace(config.log_configuration, input.log_configuration);
  replace(config.kms_key_identifier, input.kms_key_identifier);
  if (input.source_parameters) {
    SourceParameters source = config.source_parameters.value_or(SourceParameters{});
    replace(source.filter_criteria, input.source_parameters->filter_criteria);
    replace(source.sqs, input.source_parameters->sqs);
    config.source_parameters = source;
  }
  if (input.target_parameters) {
    TargetParameters target = config.target_parameters.value_or(TargetParameters{});
    replace(target.input_template, input.target_parameters->input_template);
    replace(target.function, input.target_parameters->function);
    replace(target.state_machine, input.target_parameters->state_machine);
    replace(target.sqs, input.target_parameters->sqs);
    replace(target.event_bus, input.target_parameters->event_bus);
    config.target_parameters = target;
  }
}

bool is_changing(const PipeRow& pipe) { return pipe.state != "RUNNING" && pipe.state != "STOPPED"; }

}  // namespace

class PipesService : public Service, private Job {
 public:
  explicit PipesService(Host& host)
      : host_(host), pipes_(host.database()), workers_(host, *this, pipes_) {}

  PipeOutput create_pipe(const CreatePipeInput& input, const Request& request) {
    if (pipes_.find(request.account(), request.region(), input.name)) {
      throw conflict(input.name, "Pipe " + input.name + " already exists.");
    }
    PipeConfig config;
    config.description = input.description;
    config.source = input.source;
    config.source_parameters = input.source_parameters;
    config.enrichment = input.enrichment;
    config.enrichment_parameters = input.enrichment_parameters;
    config.target = input.target;
    config.target_parameters = input.target_parameters;
    config.role_arn = input.role_arn;
    config.log_configuration = input.log_configuration;
    config.kms_key_identifier = input.kms_key_identifier;
    PipePlan::make(config);  // throws

    PipeRow pipe;
    pipe.account = request.account();
    pipe.region = request.region();
    pipe.name = input.name;
    pipe.config = print_json(write_shape(config));
    pipe.desired = input.desired_state.value_or("RUNNING");
    pipe.state = "CREATING";
    pipe.created = pipe.modified = host_.now();
    pipes_.insert(pipe, host_.now());
    put_tags(pipe.arn(), input.tags.value_or(Tags{}));
    return show(pipe);
  }

  DescribePipeOutput describe_pipe(const PipeNameInput& input, const Request& request) {
    const PipeRow pipe = existing(input.name, request);
    DescribePipeOutput output;
    output.pipe = show(pipe);
    output.config = read_config(pipe.config);
    if (!pipe.state_reason.empty()) output.state_reason = pipe.state_reason;
    output.tags = tags_of(pipe.arn());
    return output;
  }

  PipeOutput update_pipe(const UpdatePipeInput& input, const Request& request) {
    PipeRow pipe = settled(input.name, request);
    PipeConfig config = read_config(pipe.config);
    update(config, input);
    PipePlan::make(config);  // throws
    pipe.config = print_json(write_shape(config));
    pipe.desired = input.desired_state.value_or(pipe.desired);
    return change(pipe, "UPDATING");
  }

  PipeOutput start_pipe(const PipeNameInput& input, const Request& request) {
    PipeRow pipe = settled(input.name, request);
    if (pipe.state == "RUNNING") return show(pipe);
    pipe.desired = "RUNNING";
    return change(pipe, "STARTING");
  }

  PipeOutput stop_pipe(const PipeNameInput& input, const Request& request) {
    PipeRow pipe = settled(input.name, request);
    if (pipe.state == "STOPPED") return show(pipe);
    pipe.desired = "STOPPED";
    return change(pipe, "STOPPING");
  }

  PipeOutput delete_pipe(const PipeNameInput& input, const Request& request) {
    PipeRow pipe = existing(input.name, request);
    pipe.desired = "DELETED";
    return change(pipe, "DELETING");
  }

  ListPipesOutput list_pipes(const ListPipesInput& input, const Request& request) {
    const auto limit = static_cast<std::size_t>(input.limit.value_or(100));
    std::string after;
    if (input.next_token) {
      const auto name = base64_decode(*input.next_token);
      if (!name || name->empty()) throw validation("NextToken is not valid.");
      after = *name;
    }
    ListPipesOutput output;
    constexpr int all = -1;
    for (const PipeRow& pipe : pipes_.list(request.account(), request.region(),
                                           input.name_prefix.value_or(""), after, all)) {
      const PipeConfig config = read_config(pipe.config);
      if (input.desired_state.value_or(pipe.desired) != pipe.desired ||
          input.current_state.value_or(pipe.state) != pipe.state ||
          !config.source->starts_with(input.source_prefix.value_or("")) ||
          !config.target->starts_with(input.target_prefix.value_or(""))) {
        continue;
      }
      if (output.pipes.size() == limit) {
        output.next_token = base64_encode(*output.pipes.back().pipe.name);
        break;
      }
      auto& listed = output.pipes.emplace_back();
      listed.pipe = show(pipe);
      listed.source = config.source;
      listed.target = config.target;
      listed.enrichment = config.enrichment;
    }
    return output;
  }

  void tag_resource(const TagResourceInput& input) {
    put_tags(existing_arn(input.resource_arn), input.tags);
  }

  void untag_resource(const UntagResourceInput& input) {
    const std::string arn = existing_arn(input.resource_arn);
    for (const std::string& key : input.tag_keys) pipes_.remove_tag(arn, key);
  }

  ListTagsForResourceOutput list_tags_for_resource(const ListTagsForResourceInput& input) {
    return {tags_of(existing_arn(input.resource_arn))};
  }

  std::vector<Job*> jobs() override { return {this, &workers_}; }
  void on_reply(const Json& tag, const Outcome& outcome) override {
    workers_.on_reply(tag, outcome);
  }

 private:
  PipeRow existing(const std::string& name, const Request& request) {
    auto pipe = pipes_.find(request.account(), request.region(), name);
    if (!pipe) throw no_such_pipe(name);
    return *pipe;
  }

  // A pipe that is not on its way from one state to another.
  PipeRow settled(const std::string& name, const Request& request) {
    PipeRow pipe = existing(name, request);
    if (is_changing(pipe)) throw conflict(name, "Pipe " + name + " is " + pipe.state + ".");
    return pipe;
  }

  PipeOutput change(PipeRow& pipe, const char* state) {
    pipe.state = state;
    pipe.modified = host_.now();
    pipes_.update(pipe, host_.now());
    return show(pipe);
  }

  std::string existing_arn(const std::string& text) {
    const auto arn = Arn::parse(text);
    constexpr std::string_view prefix = "pipe/";
    if (!arn || arn->service != "pipes" || !arn->resource.starts_with(prefix)) {
      throw validation("The resource ARN is not that of a pipe.");
    }
    const std::string name = arn->resource.substr(prefix.size());
    if (!pipes_.find(arn->account, arn->region, name)) throw no_such_pipe(name);
    return text;
  }

  void put_tags(const std::string& arn, const Tags& tags) {
    for (const auto& [key, value] : tags) pipes_.put_tag(arn, key, value);
    if (pipes_.tags(arn).size() > tags_max) throw validation("A pipe has at most 50 tags.");
  }

  Tags tags_of(const std::string& arn) {
    Tags tags;
    for (auto& [key, value] : pipes_.tags(arn)) tags.emplace(key, value);
    return tags;
  }

  // The next state of a pipe that is on its way to one. It is done within the turn, except that
  // one which is stopped or deleted waits for its batches that are on their way.
  std::string_view name() const override { return "pipes.states"; }
  std::string_view table() const override { return "pipes_pipes"; }
  DueRow first_due(const PutOffRows& put_off) override { return pipes_.first_due(put_off); }
  void run(const DueRow& row, Moment) override {
    auto pipe = pipes_.find(row.id);
    if (pipe->desired == "RUNNING") {
      pipe->state = "RUNNING";
      pipes_.update(*pipe, std::nullopt);
      workers_.stop(*pipe);  // polls that began before an update
      workers_.start(*pipe);
      return;
    }
    const bool is_done = workers_.stop(*pipe);
    if (pipe->desired == "DELETED") {
      if (is_done) {
        pipes_.remove_tags(pipe->arn());
        pipes_.remove(pipe->id);
        return;
      }
    } else {
      pipe->state = is_done ? "STOPPED" : "STOPPING";
    }
    pipes_.update(*pipe, std::nullopt);
  }

  Host& host_;
  Pipes pipes_;
  Workers workers_;
};

const ServiceDefinition& pipes_service() {
  static const Operation operations[] = {
      op<&PipesService::create_pipe>("CreatePipe", "POST /v1/pipes/{Name}"),
      op<&PipesService::delete_pipe>("DeletePipe", "DELETE /v1/pipes/{Name}"),
      op<&PipesService::describe_pipe>("DescribePipe", "GET /v1/pipes/{Name}"),
      op<&PipesService::list_pipes>("ListPipes", "GET /v1/pipes"),
      op<&PipesService::list_tags_for_resource>("ListTagsForResource", "GET /tags/{resourceArn}"),
      op<&PipesService::start_pipe>("StartPipe", "POST /v1/pipes/{Name}/start"),
      op<&PipesService::stop_pipe>("StopPipe", "POST /v1/pipes/{Name}/stop"),
      op<&PipesService::tag_resource>("TagResource", "POST /tags/{resourceArn}"),
      op<&PipesService::untag_resource>("UntagResource", "DELETE /tags/{resourceArn}"),
      op<&PipesService::update_pipe>("UpdatePipe", "PUT /v1/pipes/{Name}"),
  };
  static const ServiceDefinition definition{
      .info = {.name = "pipes",
               .signing_name = "pipes",
               .shape_name = "Pipes",
               .protocols = {Protocol::kRestJson},
               .api_version = "2015-10-07",
               .resource_members = {"Name", "resourceArn"},
               .throttled = +[](const Call&) { return throttled(); }},
      .operations = operations,
      .aws_operations = aws_operations,
      .make = [](Host& host) { return std::make_unique<PipesService>(host); }};
  return definition;
}

}  // namespace snowglobe::pipes
