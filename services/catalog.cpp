#include "services/catalog.h"

#if __has_include("services/sqs/sqs.h")
#include "services/sqs/sqs.h"
#define HAS_SQS
#endif
#if __has_include("services/dynamodb/dynamodb.h")
#include "services/dynamodb/dynamodb.h"
#define HAS_DYNAMODB
#endif
#if __has_include("services/events/events.h")
#include "services/events/events.h"
#define HAS_EVENTS
#endif
#if __has_include("services/pipes/pipes.h")
#include "services/pipes/pipes.h"
#define HAS_PIPES
#endif
#if __has_include("services/states/states.h")
#include "services/states/states.h"
#define HAS_STATES
#endif
#if __has_include("services/lambda/lambda.h")
#include "services/lambda/lambda.h"
#define HAS_LAMBDA
#endif
#if __has_include("services/sts/sts.h")
#include "services/sts/sts.h"
#define HAS_STS
#endif
#if __has_include("services/iam/iam.h")
#include "services/iam/iam.h"
#define HAS_IAM
#endif

namespace snowglobe {

std::span<const ServiceFactory> service_catalog() {
  static const std::vector<ServiceFactory> factories = {
#ifdef HAS_SQS
      &sqs::make_sqs,
#endif
#ifdef HAS_DYNAMODB
      &dynamodb::make_dynamodb,
#endif
#ifdef HAS_EVENTS
      &events::make_events,
#endif
#ifdef HAS_PIPES
      &pipes::make_pipes,
#endif
#ifdef HAS_STATES
      &states::make_states,
#endif
#ifdef HAS_LAMBDA
      &lambda::make_lambda,
#endif
#ifdef HAS_STS
      &sts::make_sts,
#endif
#ifdef HAS_IAM
      &iam::make_iam,
#endif
  };
  return factories;
}

}  // namespace snowglobe
