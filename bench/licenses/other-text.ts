/**
 * What the open texts of the corpus hold beside their licences, by file name, as a reader finds it. A file that isn't
 * listed holds nothing else than licences, notices of copyright and headings.
 */
export const OTHER_TEXT: Readonly<Record<string, string>> = {
  'ARM-software_arm-trusted-firmware_docs_license.rst.txt':
    'terms of contributions, and the licences of other projects',
  'HabanaAI_tpc_llvm_openmp_LICENSE.txt.txt': 'an agreement that grants a patent licence',
  'KhronosGroup_SPIRV-LLVM-Translator_LICENSE.TXT.txt': 'what third-party parts are licensed by',
  'OP-TEE_optee_os_LICENSE.txt': 'which files the licence is for',
  'VeriSilicon_TIM-VX_LICENSE.txt': 'a list of third-party parts',
  'Xilinx_XRT_LICENSE.txt': 'which code stands under which licence',
  'Xilinx_aie-rt_license.txt.txt': 'lists of files, some of them under another licence',
  'amd_xdna-driver_src_vxdna_LICENSE.txt': 'which code the licence is for',
  'askalono_DefinitelyTyped__0.92.txt': 'who holds the copyrights, in a sentence',
  'askalono_jzlib__0.85.txt': 'the licences of older releases',
  'intel_media-driver_LICENSE.md.txt': 'a line of a change log',
  'iree-org_iree_LICENSE.txt': 'terms of the logo',
  'licensee_readme_README.md.txt': 'the rest of a readme',
  'linux_COPYING.txt': 'which licences may apply beside',
  'made_gplv2_or_mit_kernel.txt': 'source code',
  'mesa_docs_license.rst.txt': 'a disclaimer, and a table of parts',
  'nvdla_sw_LICENSE.txt': 'which parts stand under which licence',
  'u-boot_u-boot_Licenses_README.txt': 'notes on later versions and on programs that the licence does not reach',
}
