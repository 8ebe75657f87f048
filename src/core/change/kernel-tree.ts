/**
 * Files at the root that a kernel tree has all of. A driver that is kept by itself has one of them at most. U-Boot has them
 * too, and the kernel's licensing rules with them.
 */
export const KERNEL_TREE_FILES = ['MAINTAINERS', 'Kbuild', 'Kconfig'] as const

/** Whether a repository is a kernel tree, by the paths that its base has. */
export const isKernelTree = (paths: Iterable<string>): boolean => {
  const present = new Set(paths)
  return KERNEL_TREE_FILES.every((file) => present.has(file))
}
