import { type Asked, type AskedNeed, type Entered, isAddress, isName, quoted } from './asked.ts'
import { type Argument, type Command, cmakeCommands } from './cmake-commands.ts'

/** What a CMakeLists.txt or *.cmake asks for. Plain variables of the same file are followed, and nothing beyond. */
export const readCMake = (text: string): Asked => {
  const needs: AskedNeed[] = []
  const defines: string[] = []
  const enters: (Entered | null)[] = []
  const variables = new Map<string, readonly Argument[]>()
  const conditions: boolean[] = []
  const lines = text.split('\n')
  let inFunction = false
  const isGuarded = (): boolean => conditions.includes(true)
  const need = (name: string, how: AskedNeed['how'], line: number, isOptional: boolean): void => {
    needs.push({ name, how, line, text: quoted(lines[line - 1] ?? ''), isOptional: isOptional || isGuarded() })
  }
  const expand = (args: readonly Argument[]): readonly Argument[] => {
    const values: Argument[] = []
    // A variable that doubles itself would fill the memory.
    for (const arg of args) if (values.length < MOST_VALUES) values.push(...expanded(arg, variables))
    return values.slice(0, MOST_VALUES)
  }

  // What was looked for without condition is needed by what links the variables that it sets.
  const offer = (prefixes: readonly string[], found: readonly Argument[]): void => {
    if (isGuarded() || variables.size > MOST_VARIABLES) return
    for (const prefix of prefixes)
      for (const suffix of OFFERED) if (!variables.has(prefix + suffix)) variables.set(prefix + suffix, found)
  }

  for (const command of cmakeCommands(text)) {
    const [first] = command.args
    switch (command.name) {
      case 'if':
        conditions.push(isCondition(command))
        break
      case 'else':
      case 'elseif':
        // What holds where the condition doesn't is a condition too.
        if (conditions.length > 0) conditions[conditions.length - 1] = true
        break
      case 'endif':
        conditions.pop()
        break
      case 'set':
        if (first !== undefined) variables.set(first.text, expand(valuesOf(command.args.slice(1))))
        break
      case 'list':
        if (first?.text === 'APPEND' && command.args[1] !== undefined) {
          const { text: name } = command.args[1]
          const known = variables.get(name) ?? []
          if (known.length < MOST_VALUES) variables.set(name, [...known, ...expand(command.args.slice(2))])
        }
        break
      case 'function':
      case 'macro':
        inFunction = true
        break
      case 'endfunction':
      case 'endmacro':
        inFunction = false
        break
      case 'foreach':
        if (first !== undefined)
          variables.set(
            first.text,
            expand(
              command.args.slice(1).flatMap((arg) => {
                if (arg.text === 'IN' || arg.text === 'ITEMS' || arg.text === 'LISTS') return []
                return command.args.some(({ text }) => text === 'LISTS') ? [{ ...arg, text: `\${${arg.text}}` }] : [arg]
              }),
            ),
          )
        break
      case 'add_subdirectory':
        // What a function enters is told where it is called.
        if (first !== undefined && !(inFunction && expand([first]).length === 0))
          enters.push(...entered(expand([first]), isGuarded()))
        break
      case 'project':
        if (first !== undefined) {
          defines.push(...expand([first]).map((arg) => arg.text))
          variables.set('PROJECT_NAME', expand([first]))
        }
        break
      case 'target_link_libraries':
      case 'link_libraries':
        for (const { name, line } of linked(expand(command.args.slice(command.name === 'link_libraries' ? 0 : 1))))
          need(name, 'link', line, false)
        break
      case 'find_package':
        if (first !== undefined && isName(first.text)) {
          need(first.text, 'find', first.line, !command.args.some((arg) => arg.text === 'REQUIRED'))
          offer([first.text, first.text.toUpperCase()], [first])
        }
        break
      case 'find_library':
        for (const name of sought(expand(command.args.slice(1)))) {
          need(name.text, 'find', name.line, !command.args.some((arg) => arg.text === 'REQUIRED'))
          // What links the variable links the library.
          if (first !== undefined && !isGuarded()) variables.set(first.text, [name])
        }
        break
      case 'pkg_check_modules':
      case 'pkg_search_module': {
        const isRequired = command.args.some((arg) => arg.text === 'REQUIRED')
        const modules = expand(command.args.slice(1))
          .map((arg) => ({ ...arg, text: arg.text.replace(/[<>=].*$/s, '') }))
          .filter(({ text: name }) => !PKG_OPTIONS.has(name) && isName(name) && /^[a-zA-Z]/.test(name))
        for (const { text: name, line } of modules) need(name, 'find', line, !isRequired)
        if (first !== undefined) offer([first.text], modules.slice(0, MOST_OFFERED))
        break
      }
      case 'file':
        if (first?.text === 'DOWNLOAD') {
          const [address] = expand(command.args.slice(1, 2))
          if (address !== undefined && isAddress(address.text)) need(address.text, 'download', address.line, false)
        }
        break
      case 'execute_process':
        for (const arg of fetched(expand(command.args))) need(arg.text, 'download', arg.line, false)
        break
      default:
        if (command.name.includes('subdir') && first !== undefined)
          enters.push(...entered(expand([first]), isGuarded()))
        else if (FETCHES.test(command.name)) {
          for (const arg of sources(expand(command.args))) need(arg.text, 'download', arg.line, false)
          if (first !== undefined) defines.push(first.text)
        } else if (MAKES.test(command.name)) defines.push(...made(command, expand))
    }
  }
  return { needs, defines: defines.filter((name) => isName(name)), enters }
}

const MOST_VALUES = 500
const MOST_VARIABLES = 20_000
const MOST_OFFERED = 16

/** By which a package's libraries are linked, after its name. */
const OFFERED = ['_LIBRARIES', '_LIBRARY', '_LIBS', '_LINK_LIBRARIES', '_LDFLAGS'] as const

const entered = (args: readonly Argument[], isGuarded: boolean): readonly (Entered | null)[] =>
  // Under an option, what can't be told is left to that option.
  args.length === 0 ? (isGuarded ? [] : [null]) : args.map(({ text }) => ({ directory: text, isGuarded }))

/** A build for Linux is what is asked about, so what holds there always is no condition. */
const isCondition = ({ args }: Command): boolean => {
  const words = args.map(({ text }) => text)
  const text = words.join(' ')
  return !/^(?:UNIX|LINUX|NOT WIN32|NOT MSVC|NOT APPLE|UNIX AND NOT APPLE|NOT ANDROID|NOT WINDOWS|(?:\$\{)?CMAKE_SYSTEM_NAME\}? (?:STREQUAL|MATCHES) Linux|NOT TARGET \S+|CMAKE_HOST_UNIX|(?:IS_DIRECTORY|EXISTS) \S+)$/i.test(
    text,
  )
}

const valuesOf = (args: readonly Argument[]): readonly Argument[] => {
  const end = args.findIndex(({ text }) => text === 'CACHE' || text === 'PARENT_SCOPE')
  return (end < 0 ? args : args.slice(0, end)).slice(0, MOST_VALUES)
}

/** An argument with its variables followed; what can't be followed is left out. */
const expanded = (arg: Argument, variables: ReadonlyMap<string, readonly Argument[]>): readonly Argument[] => {
  if (!arg.text.includes('$')) return [arg]
  const whole = /^\$\{([\w.-]+)\}$/.exec(arg.text)?.[1]
  if (whole !== undefined) return variables.get(whole) ?? []
  const text = arg.text.replaceAll(/\$\{([\w.-]{1,100})\}/g, (reference: string, name: string) => {
    const values = variables.get(name)
    return values?.length === 1 ? (values[0]?.text ?? reference) : reference
  })
  return text.includes('$') || text.length > 1000 ? [] : [{ ...arg, text }]
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'PUBLIC PRIVATE INTERFACE LINK_PUBLIC LINK_PRIVATE LINK_INTERFACE_LIBRARIES debug optimized general'.split(' '),
)

/** The libraries among what is linked: no keywords, flags or generator expressions. */
const linked = (args: readonly Argument[]): readonly { readonly name: string; readonly line: number }[] =>
  args.flatMap(({ text, line }) => {
    if (KEYWORDS.has(text) || text.includes('$') || text.includes('<')) return []
    if (text.startsWith('-l')) return isName(text.slice(2)) ? [{ name: text.slice(2), line }] : []
    if (text.startsWith('-')) return []
    const name = text.slice(text.lastIndexOf('/') + 1)
    if (text.includes('/') && !/\.(?:so|a|lib|dylib|o)(?:\.[\d.]+)?$/.test(name)) return []
    return isName(name) ? [{ name, line }] : []
  })

const FIND_OPTIONS: ReadonlySet<string> = new Set(
  'HINTS PATHS PATH_SUFFIXES DOC REQUIRED NO_CACHE NO_DEFAULT_PATH NO_CMAKE_PATH NO_CMAKE_SYSTEM_PATH VALIDATOR REGISTRY_VIEW NAMES_PER_DIR NO_CMAKE_FIND_ROOT_PATH CMAKE_FIND_ROOT_PATH_BOTH'.split(
    ' ',
  ),
)

/** The first name that `find_library` looks for: the others are what it is called elsewhere. */
const sought = (args: readonly Argument[]): readonly Argument[] => {
  const names = args[0]?.text === 'NAMES' ? args.slice(1) : args
  const [name] = names
  return name !== undefined && !FIND_OPTIONS.has(name.text) && isName(name.text) ? [name] : []
}

const PKG_OPTIONS: ReadonlySet<string> = new Set(
  'REQUIRED QUIET NO_CMAKE_PATH NO_CMAKE_ENVIRONMENT_PATH IMPORTED_TARGET GLOBAL STATIC_TARGET'.split(' '),
)

const FETCHES =
  /^(?:externalproject_add|fetchcontent_declare|fetchcontent_populate|cpm(?:add|find|declare)package|\w*add_external_project\w*|git_submodule_update)$/

/** The addresses that a project is fetched from. */
const sources = (args: readonly Argument[]): readonly Argument[] =>
  args.flatMap((arg, at) => {
    const before = args[at - 1]?.text
    if (before === 'GITHUB_REPOSITORY' && /^[\w.-]+\/[\w.-]+$/.test(arg.text))
      return [{ ...arg, text: `https://github.com/${arg.text}` }]
    if (before === 'GITLAB_REPOSITORY' && /^[\w./-]+$/.test(arg.text))
      return [{ ...arg, text: `https://gitlab.com/${arg.text}` }]
    const isSource = before === 'GIT_REPOSITORY' || before === 'URL' || before === 'SVN_REPOSITORY'
    const short = /^gh:([\w.-]+\/[\w.-]+)/.exec(arg.text)?.[1]
    if (at === 0 && short !== undefined) return [{ ...arg, text: `https://github.com/${short}` }]
    return isSource && isAddress(arg.text) ? [arg] : []
  })

/** What a program that fetches is given. */
const fetched = (args: readonly Argument[]): readonly Argument[] =>
  args.some(({ text }) => /(?:^|\/)(?:wget|curl|git|pip3?)$/.test(text))
    ? args.filter(({ text }) => isAddress(text))
    : []

/** Commands that make a library or program, those that projects define for themselves among them. */
const MAKES = /librar|_lib$|^lib_|executable|_target|add_\w+|^\w*(?:plugin|module|component|project|package)\w*$/

const made = ({ args }: Command, expand: (args: readonly Argument[]) => readonly Argument[]): readonly string[] => {
  const named = args.flatMap((arg, at) =>
    /^(?:NAME|TARGET|OUTPUT_NAME|TARGET_NAME)$/.test(args[at - 1]?.text ?? '') ? [arg] : [],
  )
  return expand([...args.slice(0, 1), ...named]).map(({ text }) => text)
}
