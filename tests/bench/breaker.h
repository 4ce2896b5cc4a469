// Executions of a circuit breaker's workflow, against bare SQLite writing the same rows.
#pragma once

namespace snowglobe::bench {

enum class Storage { kMemory, kDisk };

void run_breaker(Storage storage, int executions);

}  // namespace snowglobe::bench
