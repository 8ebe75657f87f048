/** Words of file names in lower case, as `words` splits them. */
const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Begin or end the name of a file that holds a licence. */
export const LICENSE_WORDS: ReadonlySet<string> = list(`
  license licenses licence licences licensing licencing copying copyright copyrights unlicense unlicence eula
`)

/** Begin the name of a file that may add terms to a licence, and in other languages of one that holds it. */
export const TERMS_WORDS: ReadonlySet<string> = list(`
  terms restrictions restriction addendum commercial lizenz lizenzen licencia licencias licenza licença licenca
  лицензия 许可证 许可 授权 ライセンス 라이선스
`)

/** After a licence word, they make it the name of something that deals with licences. */
export const TOOL_WORDS: ReadonlySet<string> = list(`
  check checks checker checking scan scans scanner lint linter update updater generate generator add fix verify
  validate validator manager compatibility faq guide howto rules template templates detector
`)

/** Families of licences, without their versions. */
export const FAMILY_WORDS: ReadonlySet<string> = list(`
  mit expat x bsd apache asl gpl lgpl agpl gfdl fdl mpl epl cpl cddl isc zlib boost bsl cc cecill ofl artistic ncsa
  psf eupl ecl afl wtfpl hpnd ftl qpl upl osl sspl busl elastic polyform fsl unlicense gnu lesser
`)

/** Say what kind of licence, in which language, or of this software: nothing of another subject. */
export const NEUTRAL_WORDS: ReadonlySet<string> = list(`
  lib library affero general public domain creative commons open free dual clause by sa nc nd exception exceptions
  runtime simplified new old v version only later or and the of for a to with in full text file main master
  original all this project code source src software program product default root commercial noncommercial non
  proprietary enterprise ee community ce research academic evaluation eval trial restricted internal understanding
  summary additional terms term conditions use user end policy acceptable info information notice notices header
  headers agreement agreements grant patent patents legal disclaimer readme addendum en us uk cn zh hans de fr ja
  jp kr ko ru es pt br it pl tw english chinese german french japanese korean russian spanish
`)

/** Say that the software itself comes under other terms too. */
export const EDITION_WORDS: ReadonlySet<string> = list(`
  commercial noncommercial proprietary enterprise evaluation eval trial restricted
`)

/** What is shipped beside software and often licensed apart from it. */
export const THING_WORDS: ReadonlySet<string> = list(`
  firmware firmwares fw ucode microcode blob blobs bin binary binaries prebuilt prebuilts model models weights docs
  documentation data dataset datasets fonts font logo logos images artwork media sdk
`)

/** Directories of such things. Documentation and data are left out: a project may keep its own licence there. */
export const THING_DIRECTORIES: ReadonlySet<string> = list(`
  firmware firmwares fw ucode microcode blob blobs bin binary binaries prebuilt prebuilts model models weights
`)

/** Directories of other people's code, and of code that the software can do without. */
export const ASIDE_DIRECTORIES: ReadonlySet<string> = list(`
  third_party third-party thirdparty 3rdparty 3rd_party 3rd-party 3rd-parties 3rd 3p third_parties third-parties vendor vendored vendors
  external externals extern ext_lib deps _deps dependencies subprojects submodules node_modules site-packages
  bundled googletest gtest bower_components test tests testing unittest unittests unit_tests testdata test-data
  test_data fixtures selftest selftests spec example examples sample samples demo demos tutorial tutorials
  benchmark benchmarks __tests__ e2e
`)

/** Extensions of files that hold no prose, whatever their names say. */
export const CODE_EXTENSIONS: ReadonlySet<string> = list(`
  c h cc cpp cxx hh hpp hxx inc s asm d rs go py pyi pyx ipynb js mjs cjs jsx ts tsx vue java kt kts scala groovy
  rb erb php pl pm lua tcl swift m mm cs fs hs ml ex exs erl el clj dart zig sh bash zsh fish bat cmd ps1 awk cmake
  mk mak am ac m4 gn gni bp bzl bazel gradle json jsonc json5 yml yaml toml ini cfg conf xml xsd xsl csv tsv sql
  proto dts dtsi dtso ld lds po pot css scss less tmpl j2 svg png jpg jpeg gif ico bmp webp ttf woff woff2 key pem
  crt cer sig asc lock map patch diff spdx zip tar gz bz2 xz so a o dll exe lib snap wxl wxs nsh nsi resx
  storyboard tf rego mod sum
`)

/** Extensions of prose, a PDF among it: nobody's machine reads it, so a person must. */
export const TEXT_EXTENSIONS: ReadonlySet<string> = list(`
  txt text md markdown mkd rst adoc asciidoc org htm html xhtml rtf pdf doc docx odt tex
`)

/** The words of a file name in lower case: parted by signs, and where a capital follows a small letter. */
export const words = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
