// SPDX-License-Identifier: GPL-2.0-only
/* On-card memory of the Lynx accelerator. */

#include <linux/dma-buf.h>
#include <linux/genalloc.h>
#include <linux/pci-p2pdma.h>
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

/* Peers that sit behind another root port can't be reached without the host's memory. */
static int lynx_peer_attach(struct dma_buf *shared,
			    struct dma_buf_attachment *peer)
{
	struct lynx_region *region = shared->priv;
	struct pci_dev *card = region->lynx->pdev;

	if (pci_p2pdma_distance(card, peer->dev, true) < 0)
		peer->peer2peer = false;

	return 0;
}

static struct sg_table *lynx_peer_map(struct dma_buf_attachment *peer,
				      enum dma_data_direction way)
{
	struct lynx_region *region = peer->dmabuf->priv;

	if (!peer->peer2peer)
		return ERR_PTR(-EXDEV);

	return lynx_region_table(region, peer->dev, way);
}

static void lynx_peer_unmap(struct dma_buf_attachment *peer,
			    struct sg_table *table,
			    enum dma_data_direction way)
{
	lynx_table_free(peer->dev, table, way);
}

static void lynx_peer_release(struct dma_buf *shared)
{
	lynx_region_put(shared->priv);
}

static const struct dma_buf_ops lynx_peer_ops = {
	.attach = lynx_peer_attach,
	.map_dma_buf = lynx_peer_map,
	.unmap_dma_buf = lynx_peer_unmap,
	.release = lynx_peer_release,
};

int lynx_region_share(struct lynx_region *region, u32 flags)
{
	DEFINE_DMA_BUF_EXPORT_INFO(info);
	struct dma_buf *shared;

	info.ops = &lynx_peer_ops;
	info.size = region->size;
	info.flags = flags;
	info.priv = region;

	shared = dma_buf_export(&info);
	if (IS_ERR(shared))
		return PTR_ERR(shared);

	return dma_buf_fd(shared, flags);
}
