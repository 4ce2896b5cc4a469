// Amazon DynamoDB: tables, items, indexes, expressions, transactions, time to live.
//
//   values/      attribute values: as JSON, in rows, as keys in their order
//   expression/  expressions, and the parameters from before them: parsed, bound, evaluated
//   tables/      what a table is, and the operations on tables and on what surrounds them
//   capacity/    what reads and writes consume
//   items/       rows of items, and the operations on items: alone, in pages, batches, transactions
//   partiql/     statements, and the operations that run them on all that
//   streams/     what writes leave, and DynamoDB Streams, the service that reads it
//   backups/     backups, point-in-time recovery, restores
//
// A store knows rows and their SQL and nothing of requests. A component carries out operations, its
// methods; the stores and components it works on it takes by reference, and they outlive it. No
// component holds anything of a call. dynamodb.cpp puts them together.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::dynamodb {

const ServiceDefinition& dynamodb_service();

}  // namespace snowglobe::dynamodb
