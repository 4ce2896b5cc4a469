#include "services/catalog.h"

#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/streams/streams.h"
#include "services/events/events.h"
#include "services/iam/iam.h"
#include "services/lambda/lambda.h"
#include "services/pipes/pipes.h"
#include "services/sqs/sqs.h"
#include "services/states/states.h"
#include "services/sts/sts.h"

namespace snowglobe {

std::span<const ServiceFactory> service_catalog() {
  static constexpr ServiceFactory factories[] = {
      &sqs::make_sqs,       &dynamodb::make_dynamodb, &dynamodb::make_streams,
      &events::make_events, &pipes::make_pipes,       &states::make_states,
      &lambda::make_lambda, &sts::make_sts,           &iam::make_iam,
  };
  return factories;
}

}  // namespace snowglobe
