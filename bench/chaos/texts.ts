import apache from 'spdx-license-list/licenses/Apache-2.0.json' with { type: 'json' }
import mit from 'spdx-license-list/licenses/MIT.json' with { type: 'json' }

export const MIT = mit.licenseText
export const APACHE = apache.licenseText

export const MANIFEST = `version: 1
driver: npu
targets: [npu100]
userspace:
  - repository: https://github.com/example/npu-umd
    license: MIT
compiler:
  - repository: https://github.com/example/npu-mlir
    license: Apache-2.0
    path: lib
`

export const CROSSING = `#include <linux/dma-buf.h>

int npu_export(struct npu_buffer *buffer)
{
	return PTR_ERR_OR_ZERO(dma_buf_export(&buffer->info));
}
`
