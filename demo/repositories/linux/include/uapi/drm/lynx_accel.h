/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
#ifndef LYNX_ACCEL_H
#define LYNX_ACCEL_H

#include "drm.h"

#define DRM_LYNX_SUBMIT 0x00

/**
 * struct drm_lynx_submit - run a program that the compiler made
 * @program: handle of the region with the program
 * @queue: queue that it runs on
 */
struct drm_lynx_submit {
	__u32 program;
	__u32 queue;
};

#endif /* LYNX_ACCEL_H */
