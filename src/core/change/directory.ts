/** Subsystem directories of the kernel tree whose drivers stand one level deeper than `drivers/<subsystem>/<driver>`. */
const DEEPER = ['drivers/gpu/drm/']

/**
 * The directory of the driver that a file belongs to, by the kernel tree's layout; '' where the layout is none of the
 * kernel's: then the repository is one driver. null for shared headers, which live far from their drivers.
 */
export const driverDirectory = (path: string, kernelTree = false): string | null => {
  const directories = path.split('/').slice(0, -1)
  const [first] = directories
  if (first === 'include') return null
  if (first !== 'drivers' && first !== 'sound') return kernelTree ? directories.slice(0, 2).join('/') : ''
  return directories.slice(0, DEEPER.some((prefix) => path.startsWith(prefix)) ? 4 : 3).join('/')
}

/** `drivers/accel/habanalabs` -> `habanalabs`; the fallback for the root. */
export const directoryName = (directory: string, fallback: string): string =>
  directory.slice(directory.lastIndexOf('/') + 1) || fallback

/** Whether a directory, '' being the root, holds the path at any depth. */
export const holds = (directory: string, path: string): boolean => directory === '' || path.startsWith(`${directory}/`)

/** Whether a header far from its driver is called after it: `drm/ivpu_accel.h`, `misc/habanalabs.h`, `rdma/efa/abi.h`. */
export const isNamedAfter = (header: string, name: string): boolean => {
  const segments = header.split('/')
  const stem = (segments.pop() ?? '').replace(/\.[^.]*$/, '')
  return stem === name || stem.startsWith(`${name}_`) || stem.startsWith(`${name}-`) || segments.includes(name)
}
