// SPDX-License-Identifier: Apache-2.0
#include "tt/Target.h"

namespace tt::mlir {

Target wormhole() { return {.name = "wormhole", .rows = 8, .columns = 10}; }

Target blackhole() { return {.name = "blackhole", .rows = 10, .columns = 14}; }

} // namespace tt::mlir
