/**
 * Directories of other people's code, in lower case.
 *
 * Source: GitHub Linguist, lib/linguist/vendor.yml, with the names that C and C++ projects use.
 */
export const VENDORED_DIRECTORIES: ReadonlySet<string> = new Set(
  `third_party third-party thirdparty 3rdparty 3rd_party 3rd-party 3rd-parties 3rd 3p third_parties third-parties vendor
  vendored vendors external externals extern ext_lib deps _deps dependencies subprojects submodules node_modules
  site-packages bundled googletest gtest gmock bower_components godeps carthage pods .yarn wrapdb contrib-libs`.split(
    /\s+/,
  ),
)
