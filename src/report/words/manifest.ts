import { code, count, list, prose, say, words } from '../sentence.ts'
import { clause, declaration, theDriver } from './subject.ts'
import type { WordTable } from './table.ts'

export const MANIFEST: WordTable<'manifest'> = {
  valid: (_reason, finding) => ({
    title: say`the manifest is valid`,
    message: say`the manifest of ${theDriver(finding)} is valid and declares every role that the policy asks for.`,
    mend: null,
  }),
  missing: ({ expected }, finding) => ({
    title: say`no manifest declares the stack of ${theDriver(finding)}`,
    message: say`no manifest rules what this change adds to ${theDriver(finding)}, so nothing says which stack drives it.`,
    mend: say`add ${code(expected)}, which declares userspace, compiler and, where the driver asks for files, firmware.`,
  }),
  'header-unlisted': ({ header }) => ({
    title: say`no manifest names ${code(header)}`,
    message: say`no manifest names ${code(header)} under ${code('uapi:')}, so nothing says which driver's stack uses it.`,
    mend: say`write ${code(`uapi: [${header}]`)} in the manifest of its driver.`,
  }),
  invalid: ({ fault }) => ({
    title: say`the manifest is invalid at line ${fault.at.line}`,
    message: say`the manifest is invalid at line ${fault.at.line}, column ${fault.at.column}: ${clause(fault.message)}.`,
    mend: fault.mend === null ? say`correct that line.` : prose(fault.mend),
  }),
  'role-missing': ({ role }, finding) => ({
    title: say`the manifest declares no ${words(role)}`,
    message: say`the manifest of ${theDriver(finding)} declares no ${words(role)}, and the policy asks for one.`,
    mend:
      role === 'userspace'
        ? say`write ${declaration(role)}.`
        : say`write ${declaration(role)}, or, where the device truly has none, ${code(`${role}: { none: "<the reason>" }`)}, which a maintainer must accept.`,
  }),
  'role-none': ({ role, reason }) => ({
    title: say`the ${words(role)} is declared none`,
    message: say`the manifest says that this device has no ${words(role)}: “${prose(reason)}”`,
    mend: say`declare it if there is one, with ${declaration(role)}; otherwise a maintainer must accept the reason.`,
  }),
  'userspace-none': ({ reason }) => ({
    title: say`the userspace is declared none`,
    message: say`the manifest says that there is no userspace, and the policy asks for one: “${prose(reason)}”`,
    mend: say`write ${declaration('userspace')}.`,
  }),
  deleted: ({ file }, finding) => ({
    title: say`the manifest of ${theDriver(finding)} is deleted while the driver lives`,
    message: say`this change deletes ${code(file)} and keeps the driver that it rules.`,
    mend: say`restore ${code(file)}, or remove the driver with it.`,
  }),
  'uapi-removed': ({ names }) => ({
    title: say`the uAPI loses ${count(names.length, 'name')}`,
    message: say`the uAPI loses ${list(names.map(code))}. A kernel header must not break the userspace that uses it.`,
    mend: null,
  }),
  'uapi-changed': ({ names }) => ({
    title: say`${count(names.length, 'name')} of the uAPI ${words(names.length === 1 ? 'changes' : 'change')}`,
    message: say`${list(names.map(code))} ${words(names.length === 1 ? 'has' : 'have')} another value or type in the uAPI. A kernel header must not break the userspace that uses it.`,
    mend: null,
  }),
  'beside-subsystem': ({ kinds }, finding) => ({
    title: say`${theDriver(finding)} stands beside the subsystem made for it`,
    message: say`${theDriver(finding)} stands under ${code('drivers/misc')}, with ioctls of its own and ${list(kinds.map(words))}: what DRM and accel are made for, and what habanalabs was asked to move for.`,
    mend: null,
  }),
  'components-changed': ({ added, removed, replaced }, finding) => ({
    title: say`the declared stack of ${theDriver(finding)} changes`,
    message: say`in the declared stack of ${theDriver(finding)} this change ${list([
      ...(added.length === 0 ? [] : [say`adds ${list(added.map(prose))}`]),
      ...(removed.length === 0 ? [] : [say`removes ${list(removed.map(prose))}`]),
      ...(replaced.length === 0 ? [] : [say`replaces ${list(replaced.map(prose))}`]),
    ])}.`,
    mend: null,
  }),
  'surroundings-unknown': ({ why }, finding) => ({
    title: say`what ${theDriver(finding)} used before could not be read now`,
    message: say`what ${theDriver(finding)} used before could not be read now (${prose(why.detail)}), so whether it begins to use what this change adds is not known.`,
    mend: null,
  }),
  unread: ({ files }, { outcome }) =>
    outcome === 'review'
      ? {
          title: say`${count(files.length, 'changed file')} can't be read as source`,
          message: say`${list(files.map(code))} can't be read as source, so whether the change crosses the line can't be told: each is binary, a link, a submodule, or has the compiler read what isn't source by its name.`,
          mend: say`write it as text in a file that is named as source; otherwise a maintainer must look at it. What is no part of a driver, such as a submodule with userspace, can be left out for good: name its path under ${code('line.exclude')} in the policy.`,
        }
      : {
          title: say`${count(files.length, 'changed file')} could not be read now`,
          message: say`the change to ${list(files.map(code))} could not be read now, so whether it crosses the line is not known.`,
          mend: null,
        },
}
