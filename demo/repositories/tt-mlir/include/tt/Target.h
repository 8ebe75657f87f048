// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace tt::mlir {

struct Target {
  std::string_view name;
  unsigned rows;
  unsigned columns;
};

Target wormhole();
Target blackhole();

} // namespace tt::mlir
