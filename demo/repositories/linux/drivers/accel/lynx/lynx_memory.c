// SPDX-License-Identifier: GPL-2.0-only
/* On-card memory of the Lynx accelerator. */

#include <linux/genalloc.h>
#include <linux/pci.h>
#include <linux/slab.h>

#include "lynx.h"

struct lynx_region *lynx_region_get(struct lynx_device *lynx, size_t size)
{
	struct lynx_region *region = kzalloc(sizeof(*region), GFP_KERNEL);

	if (!region)
		return ERR_PTR(-ENOMEM);

	region->lynx = lynx;
	region->size = PAGE_ALIGN(size);
	region->offset = gen_pool_alloc(lynx->pool, region->size);
	if (!region->offset) {
		kfree(region);
		return ERR_PTR(-ENOSPC);
	}

	return region;
}

void lynx_region_put(struct lynx_region *region)
{
	gen_pool_free(region->lynx->pool, region->offset, region->size);
	kfree(region);
}
