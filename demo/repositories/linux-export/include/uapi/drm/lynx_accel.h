/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
#ifndef LYNX_ACCEL_H
#define LYNX_ACCEL_H

#include "drm.h"

#define DRM_LYNX_SUBMIT 0x00
#define DRM_LYNX_SHARE 0x01

/**
 * struct drm_lynx_submit - run a program that the compiler made
 * @program: handle of the region with the program
 * @queue: queue that it runs on
 */
struct drm_lynx_submit {
	__u32 program;
	__u32 queue;
};

/**
 * struct drm_lynx_share - let other devices reach a region of the card's memory
 * @region: handle of the region
 * @flags: O_RDWR, O_CLOEXEC
 * @fd: returned, the DMA-BUF's file descriptor
 */
struct drm_lynx_share {
	__u32 region;
	__u32 flags;
	__s32 fd;
	__u32 pad;
};

#endif /* LYNX_ACCEL_H */
