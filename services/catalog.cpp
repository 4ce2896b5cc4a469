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

const ServiceTable& service_catalog() {
  static const ServiceDefinition* const services[] = {
      &sqs::sqs_service(),       &dynamodb::dynamodb_service(), &dynamodb::streams_service(),
      &events::events_service(), &pipes::pipes_service(),       &states::states_service(),
      &lambda::lambda_service(), &sts::sts_service(),           &iam::iam_service(),
  };
  // Whose clients read XML, whatever they asked for.
  static constexpr ServiceTable::Elsewhere elsewhere[] = {
      {"s3", Protocol::kRestXml},
      {"route53", Protocol::kRestXml},
      {"cloudfront", Protocol::kRestXml},
  };
  static const ServiceTable table(services, elsewhere);
  return table;
}

}  // namespace snowglobe
