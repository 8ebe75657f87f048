// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stdexcept>

namespace tt::umd {

struct KmdError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Kmd {
public:
  explicit Kmd(int fd) : fd(fd) {}
  void setPowerState(std::uint32_t state);

private:
  int fd;
};

} // namespace tt::umd
