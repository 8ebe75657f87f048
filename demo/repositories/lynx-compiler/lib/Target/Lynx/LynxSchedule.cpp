// Orders the operations of a Lynx program so that no unit waits for another.
#include "Lynx.h"

void lynx::schedule(Program &program) {
  for (Block &block : program)
    block.sortBy([](const Operation &operation) { return operation.earliestCycle(); });
}
