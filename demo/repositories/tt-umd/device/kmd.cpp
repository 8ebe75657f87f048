// SPDX-License-Identifier: Apache-2.0
#include <sys/ioctl.h>

#include "ioctl.h"
#include "kmd.hpp"

namespace tt::umd {

void Kmd::setPowerState(std::uint32_t state) {
  tenstorrent_power_state wanted{.argsz = sizeof(wanted), .state = state};
  if (ioctl(fd, TENSTORRENT_IOCTL_SET_POWER_STATE, &wanted) != 0)
    throw KmdError("set the power state");
}

} // namespace tt::umd
