// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <xf86drm.h>

#include "lynx_accel.h"

int lynx_share(int device, unsigned int region)
{
	struct drm_lynx_share share = { .region = region, .flags = O_RDWR | O_CLOEXEC };
	int failed = drmCommandWriteRead(device, DRM_LYNX_SHARE, &share, sizeof(share));

	return failed ? failed : share.fd;
}
