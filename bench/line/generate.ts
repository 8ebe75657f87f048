import type { ChangedFile } from '../../src/core/change/change.ts'

const LINES = [
  ' \tstruct npu_device *npu = to_npu(dev);',
  '+\tret = npu_write(npu, NPU_REG_CTRL, FIELD_PREP(NPU_CTRL_MODE, mode));',
  '+\tif (ret < 0) {',
  '+\t\tdev_err(npu->dev, "failed to write the control register: %d\\n", ret);',
  '+\t\tgoto err_unlock; /* The lock is held. */',
  '+\t}',
  '-\tmutex_unlock(&npu->lock);',
  '+\tqueue->entries = kcalloc(queue->depth, sizeof(*queue->entries), GFP_KERNEL);',
  ' \treturn 0;',
  '+/*',
  '+ * npu_reset - resets the device',
  '+ * @npu: the device, which may be asleep',
  '+ */',
  '+static int npu_reset(struct npu_device *npu, bool hard)',
  '-#define NPU_RESET_TIMEOUT_US 500',
  '+#define NPU_RESET_TIMEOUT_US 1000',
  '+\tfor (i = 0; i < ARRAY_SIZE(npu->clocks); i++)',
  '+\t\tclk_disable_unprepare(npu->clocks[i].clk);',
]
const HITS = ['+\tbuf = dma_buf_export(&info);', '+#include <linux/pci-p2pdma.h>', '+\t__u32 flags;']

/** A changed file of about so many bytes: mostly driver code, every tenth a header of uAPI, a hit in every fiftieth. */
export const generatedFile = (at: number, bytes: number): ChangedFile => {
  const lines: string[] = []
  let size = 0
  for (let next = at; size < bytes; next++) {
    const line =
      at % 50 === 0 && lines.length === 20 ? (HITS[at % HITS.length] ?? '') : (LINES[next % LINES.length] ?? '')
    lines.push(line)
    size += line.length + 1
  }
  const inBase = lines.filter((line) => !line.startsWith('+')).length
  const inHead = lines.filter((line) => !line.startsWith('-')).length
  const path = at % 10 === 0 ? `include/uapi/drm/npu_${at}.h` : `drivers/accel/npu${at % 300}/file_${at}.c`
  const patch = `@@ -100,${inBase} +100,${inHead} @@ static int npu_probe(struct device *dev)\n${lines.join('\n')}`
  return { path, previousPath: null, status: 'modified', patch }
}
