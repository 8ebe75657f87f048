import type { CodeHunk, CodeLine } from './changed-code.ts'
import { codeOf } from './code.ts'
import { isCopy, isHeader, isInIncludes, isInUapiDirectory, isNamedForIoctls } from './kind.ts'

/**
 * Numbers of ioctls make a header one of uAPI, wherever it stands. A constant whose own name ends so has its value behind
 * a blank.
 */
const IOCTL_NUMBER = /_IO(?:R|W|WR|C)?(?:_BAD|_)?(?:\(|(?<!\bdefine \w*) \()/
/** The types that the kernel keeps for what userspace sees, and drivers in its tree also for what their firmware sees. */
const UAPI_MEMBER = /^ ?__[su](?:8|16|32|64) \w[^()]*;/
const UAPI_TAG = /\bWITH\s+Linux-syscall-note\b/

type Shown = Pick<CodeLine, 'text' | 'code'>

const isTold = ({ text, code }: Shown): boolean => UAPI_TAG.test(text) || IOCTL_NUMBER.test(code)

/**
 * Whether a changed header is one of uAPI. What the change doesn't show of it is told by who read the whole header, and
 * where nobody did by its name and its types.
 *
 * @param known what the whole of it says; null where nobody read it
 */
export const isUapiHeader = (path: string, hunks: readonly CodeHunk[], known: boolean | null): boolean =>
  !isCopy(path) &&
  (isInUapiDirectory(path) ||
    (isHeader(path) &&
      (hunks.some(({ head, base }) => head.some(isTold) || base.some(isTold)) ||
        (known ??
          (isNamedForIoctls(path) ||
            (isInIncludes(path) && hunks.some(({ head }) => head.some(({ code }) => UAPI_MEMBER.test(code)))))))))

/** Whether only the whole of a changed header can tell what it is. */
export const isUnsettled = (path: string, hunks: readonly CodeHunk[]): boolean =>
  isHeader(path) &&
  !isCopy(path) &&
  !isInUapiDirectory(path) &&
  hunks.some(({ isTouched }) => isTouched) &&
  !hunks.some(({ head, base }) => head.some(isTold) || base.some(isTold))

/** The same, of the text of a whole header. */
export const isUapiText = (text: string): boolean => {
  const lines = text.split('\n')
  const codes = codeOf(lines, true)
  return lines.some((line, at) => isTold({ text: line, code: (codes[at] ?? '').replace(/\s+/g, ' ') }))
}
