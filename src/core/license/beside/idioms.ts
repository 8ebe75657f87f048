import { atomsOf, foldedAs } from './atoms.ts'
import { LLVM_GRANT } from './llvm-grant.ts'

/**
 * Turns of phrase about licences whose words would mean something elsewhere. Each is written as folded text: lower case,
 * single spaces, no signs but those within words.
 */
const IDIOMS: readonly string[] = [
  // "Unless otherwise noted" and its kin: what is noted elsewhere is read there.
  '(?:unless|except(?: where| as| when)?|if not|where not|when not) (?:it is |they are )?(?:otherwise|explicitly|expressly|differently)(?: explicitly| expressly)?(?: (?:stated|noted|specified|indicated|mentioned|marked|declared|described|licensed))?(?: otherwise)?',
  'unless (?:stated|noted|specified|indicated|mentioned|marked) (?:otherwise|differently)',
  '(?:unless|except (?:if|when|where)|if) (?:it|they|a file|the file|a directory|the directory|files?) (?:has|have|contains?|bears?|carr(?:y|ies)) (?:its|their|an?|another|different|(?:a )?copying) (?:own )?(?:copyright(?: license)?|license|licen[cs]e header|file|headers?|notices?)(?: (?:embedded )?(?:in|at) (?:its|their|the) (?:body|header|top|head))?',
  'with (?:the )?exceptions? of files? (?:stating|with|that state) other license terms at the top of the file',
  'see (?:the )?individual (?:source )?files(?: for (?:details|exceptions|more information|the copyright holders|information on the copyright holders))?',
  'where (?:a|the) dual licensed file contains the gpl any version as a license option then \\S+ will always use the permissive license option e g bsd mit or apache or another permissive license instead of the gpl option',
  'where (?:the )?interfaces must be maintained between \\S+ and other software',
  // How LLVM's kin say that they hold others' code, each in their own name.
  '(?:\\S+ ){1,4}(?:is|are) under the apache license v2 0 with llvm exceptions',
  'software from third parties(?: included in (?:(?:the )?(?:\\S+ ){1,4}project|(?!proprietary|closed|confidential|binary)\\S+(?= )))?',
  '(?:the )?(?:\\S+ ){1,5}(?:contains|includes) third party software which is under different license terms',
  'all such code will be identified clearly using at least one of two mechanisms',
  'it will be in a separate directory tree with its own license ?txt or license file at the top containing the specific license and restrictions which apply to that software',
  'it will contain specific license and restriction terms at the top of every file',
  'the majority of files in this project use the apache 2 0 license',
  'there are a few exceptions and their license can be found in the source',
  'any license deviations from apache 2 0 are more permissive licenses',
  // A choice between licences that are both here.
  'as a user of this (?:code|software) you may choose to use it under either license',
  'as a contributor you agree to allow your code to be used under both',
  'you may (?:choose to )?(?:use|license|redistribute|distribute) (?:the |this )?(?:\\S+ ){0,4}(?:under|according to) (?:either|any one|one|any) of (?:these|those|the|them|two)(?: two)?(?: licen[cs]es)?',
  'you may cho?ose to be licensed under the terms of',
  '(?:is|are) (?:used|redistributed|distributed|released) (?:by this project )?under(?= the (?:terms|\\S+(?: \\S+){0,3} licen[cs]e))',
  '\\S+ uses (?:the|various|several)',
  'other licen[cs]es may also apply',
  // "GPL version 2 only", "or later": a version of a GNU licence, and no restriction.
  '(?:general|lesser|library|affero) public licen[cs]e version \\d(?: \\d)? only',
  '[al]?gpl(?: ?v?\\d(?: \\d)?)? only',
  '(?:\\d )?or (?:any )?later(?: versions?)?',
  'being(?= under the terms of)',
  'according with',
  'helper routines',
  'all contributions to the \\S+ project are subject to this copying file',
  '(?:the )?description and requirements of the licen[cs]e are available in (?:the )?later part of this file',
  'which uses(?= (?:the )?(?:mit|bsd|apache|isc|zlib) licen[cs]e)',
  'the default \\S+ licen[cs]e is as follows',
  'as an incubator project with ambition to become part of the \\S+ project',
  'as is most appropriate for your project on a case ?by ?case basis',
  'under a choice of one of two licenses',
  'available to you',
  'at your (?:option|choice)',
  'or alternatively',
  // Terms that are somewhere else, and are read there.
  '(?:is|are) (?:made )?subject to (?:the|their|its|these) (?:following |own |respective )?(?:license |licen[cs]ing )?terms(?: and conditions)?(?: below)?',
  '(?:is|are) subject to the (?:terms of the )?following license(?: terms)?',
  'in either or both of these two forms',
  '(?:if|when) a license is declared in the file then it supersedes the default license',
  'if a directory contains a copying file then the license from that file becomes the default license for files in that directory and below',
  'when distributed separately from the linux kernel or incorporated into other software packages',
  'this enables machine processing of license information based on the spdx license identifiers that are here available',
  'individual files contain the following tag instead of the full license text',
  // Patches to the software, which come in as they went out.
  'any contributions to this code must (?:also )?be made under the terms of(?: both licen[cs]es)?',
  'contributions to this project are accepted under the same license(?: with developer sign ?off as described in (?:the )?(?:ref )?contributor s guide)?',
  'when contributing to the \\S+ project you must agree to the licensing terms of the component to which you re contributing',
  'with the author s permission',
  '(?:this )?allows integration with the xfree86 xorg (?:and )?dri projects',
  'trademark details',
  'for example',
  'mbed os',
  '(?:is|are) permissive licenses? compatible with',
  'to which (?:this|the) (?:license|notice) applies',
  // Marks and logos are no code.
  '(?:the )?above license does not apply to (?:\\S+ ){1,3}?(?:related )?(?:logos?|artwork|trademarks?)(?: and (?:logos?|artwork|trademarks?))?',
  'use of (?:the )?(?:logos?|trademarks?)',
  'please refer to (?:\\S+ ){1,4}trademark usage page to learn about the usage policy and guidelines',
  '(?:other |all )?(?:third party )?(?:names?|brands?|trademarks?|marks?)(?: and brands?)? (?:may be claimed as|are) the property of (?:others|their respective owners)',
  '(?:\\S+ ){1,3}and the \\S+ logo are (?:registered )?trademarks of \\S+(?: (?:inc|corporation|ltd|group))?',
  'on debian (?:gnu linux )?(?:based )?systems (?:you can find )?the (?:complete|full) text of (?:the )?(?:\\S+ ){1,9}can be found (?:in|at)',
  // What a template for packagers says of itself.
  'please also look if there are files or directories which have a different copyright license attached and list them here',
  'please avoid to pick license terms that are more restrictive than the packaged work as it may make debian s contributions unacceptable upstream',
  'if you want to use gpl v2 or later for the debian files use the following clauses or change it to suit delete these two lines',
  // How the texts of a set begin that the kernel and its kin keep.
  'valid license identifier',
  'spdx url',
  'usage guide',
  'to use the (?:\\S+ ){1,8}put (?:one of )?the following spdx tag value pairs? into a comment according to the placement guidelines in the licensing rules documentation',
  'this exception is used together with one of the above spdx licenses',
  'to mark user space api uapi header files so they can be included into non gpl compliant user space application code',
  'to use this exception add it with the keyword with to one of the identifiers in the spdx licenses tag',
  'this is free software you are free to change and redistribute it there is no warranty to the extent permitted by law',
  // A city's state, in the addresses of holders.
  'nd usa',
  // Mesa's page, in both its ages.
  '\\S+ is a 3 d graphics library with an api which is very similar to that of opengl',
  'to the extent that mesa utilizes the opengl command syntax or state machine it is being used with authorization from silicon graphics inc sgi',
  'however the author does not possess an opengl license from sgi and makes no claim that mesa is in any way a compatible replacement for opengl or associated with sgi',
  'those who want a licensed implementation of opengl should contact a licensed vendor',
  'please do not refer to the library as mesagl for legal reasons',
  'it s just mesa or the mesa 3 d graphics library',
  'opengl is a trademark of silicon graphics incorporated',
  'mesa implements various apis including opengl opengl es vulkan and opencl even though mesa implements these apis the implementation isn t formally conformant on all combinations of drivers and hardware khronos maintains lists of conformant implementations for each of their apis as well as trademark details',
]

/** A sentence as it is compared, with one word or two in the place of its party. */
const patternOf = (sentence: string): string =>
  sentence
    .split('<vendor>')
    .map((part) => atomsOf(part, 0).map(foldedAs).join(' '))
    .join(' @ ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .replaceAll('@', '\\S+(?: corporation| limited)?')

/** The longest first, as one may begin as another does. */
const ALL = [...LLVM_GRANT.map(patternOf), ...IDIOMS].toSorted((a, b) => b.length - a.length)

export const IDIOM = new RegExp(` (?:${ALL.join('|')})(?= )`, 'g')
