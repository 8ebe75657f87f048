// SPDX-License-Identifier: Apache-2.0
#include <sys/ioctl.h>

#include "ioctl.h"
#include "kmd.hpp"

namespace tt::umd {

/// A file descriptor by which peers reach the device's memory; they can be network cards.
int shareMemory(int device) {
  tenstorrent_export_dmabuf shared{};
  if (ioctl(device, TENSTORRENT_IOCTL_EXPORT_DMABUF, &shared) != 0)
    throw KmdError("export the memory");
  return static_cast<int>(shared.fd);
}

} // namespace tt::umd
