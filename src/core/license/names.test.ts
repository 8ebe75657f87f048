import { describe, expect, it } from 'vitest'
import { isAside, licenseFileKind, namedSubject } from './names.ts'

describe('licenseFileKind', () => {
  it.each([
    ...[
      'LICENSE',
      'LICENCE.txt',
      'license.txt',
      'License.md',
      'LICENSE.TXT',
      'LICENSE-MIT',
      'LICENSE.amdnpu',
      'LICENSES',
      '.LICENSE',
      'COPYING.LIB',
    ],
    ...[
      'COPYING',
      'COPYING3',
      'COPYINGv2',
      'COPYING.LESSER',
      'COPYING.BSD_FB',
      'COPYRIGHT',
      'UNLICENSE',
      'LICENSE-2.0.txt',
    ],
    ...['llvm/LICENSE.TXT', 'docs/license.rst', 'docs/license.html', 'LICENSES/MIT.txt', 'LICENSES/preferred/GPL-2.0'],
    ...['Licenses/bzip2-1.0.6.txt', 'model_licenses/X', 'EULA.pdf', 'MaliEULA.txt', 'END_USER_LICENCE_AGREEMENT.txt'],
    ...['Hailo10H FW License', 'MIT-LICENSE', 'LA_OPT_NXP_Software_License.txt', 'SoftwareLicense.txt', 'LICENSING.md'],
    ...['GPL-2', 'gpl-2.0.txt', 'Apache-2.0.txt', 'PolyForm-Noncommercial-1.0.0.md', 'LICENSE.server'],
  ])('takes %s for a text', (path) => {
    expect(licenseFileKind(path)).toBe('text')
  })

  it.each([
    ...['NOTICE', 'NOTICE.txt', 'qca/NOTICE.txt', 'PATENTS', 'LICENSE_understanding.txt', 'SCR.txt', 'use_policy.md'],
    ...['TERMS.md', 'TERMS_AND_CONDITIONS', 'RESTRICTIONS.txt', 'ADDITIONAL_TERMS.md', 'ADDENDUM', 'COMMONS_CLAUSE.md'],
    ...['COMMERCIAL.md', 'LIZENZ.txt', '许可证', 'Special-Terms-for-Models.txt'],
    ...['THIRD-PARTY-NOTICES.txt', 'ThirdPartyNotices.txt', 'third-party-programs.txt', 'LICENSE-3RD-PARTY'],
  ])('takes %s for what stands beside a licence', (path) => {
    expect(licenseFileKind(path)).toBe('side')
  })

  it.each([
    'REUSE.toml',
    'a/REUSE.toml',
    '.reuse/dep5',
    'debian/copyright',
    'WHENCE',
    'meson.build',
    'a/Cargo.toml',
    'pyproject.toml',
  ])('takes %s for fields', (path) => {
    expect(licenseFileKind(path)).toBe('fields')
  })

  it.each(['README', 'README.md', 'readme.txt', 'a/Readme.rst'])('takes %s for a hint', (path) => {
    expect(licenseFileKind(path)).toBe('hint')
  })

  it.each([
    ...['terms_parser.txt', 'commercial-vendors.txt', '.license_cache', 'foo.lib'],
    ...['license_checker.py', 'copying.c', 'LICENSE.svg', 'license.go', 'scripts/check-license', 'update_licenses.txt'],
    ...[
      'license.json',
      '.licenserc',
      'src/licenses/index.ts',
      'LICENSES/Makefile',
      'licensed_users.txt',
      'noticeboard.txt',
      '.husky/pre-commit.copyright',
      '.github/license_config.yml',
      'doc/patents.md',
    ],
    ...['main.c', '', 'docs/how-license-checks-work.md', 'README.py', 'copyrights-of-others/main.c', 'docs/X11.md'],
    `${'a/'.repeat(3000)}LICENSE`,
  ])('takes %s for none', (path) => {
    expect(licenseFileKind(path)).toBeNull()
  })
})

describe('isAside', () => {
  it.each([
    'third_party/x/LICENSE',
    'src/Vendor/LICENSE',
    'tests/LICENSE',
    'a/examples/b/COPYING',
    'node_modules/x/LICENSE',
  ])('sets %s aside', (path) => {
    expect(isAside(path)).toBe(true)
  })

  it.each(['LICENSE', 'src/LICENSE', 'third_party', 'testimony/LICENSE', 'firmware/LICENSE'])(
    'does not set %s aside',
    (path) => {
      expect(isAside(path)).toBe(false)
    },
  )
})

describe('namedSubject', () => {
  it.each([
    ['LICENSE.amdnpu', 'amdnpu'],
    ['LICENCE.iwlwifi_firmware', 'iwlwifi_firmware'],
    ['LICENCE.rtlwifi_firmware.txt', 'rtlwifi_firmware'],
    ['firmware/bin/COPYRIGHT', 'firmware/bin'],
    ['a/firmware/src/LICENSE', 'a/firmware'],
    ['Hailo10H FW License', 'Hailo10H FW'],
    ['LICENSE-MODEL', 'MODEL'],
    ['LICENSE-3RD-PARTY.md', '3RD-PARTY'],
    ['LICENSE-firmware-MIT', 'firmware-MIT'],
    ['model_licenses/LICENSE-SDXL1.0', 'SDXL1.0'],
  ])('of %s is %s', (path, subject) => {
    expect(namedSubject(path)).toBe(subject)
  })

  it.each([
    ...[
      'LICENSE',
      'LICENSE.txt',
      'LICENSE-MIT',
      'LICENSE.Apache',
      'COPYING.LESSER',
      'COPYING.LIB',
      'COPYING3',
      'COPYINGv2',
    ],
    ...[
      'LICENSE_understanding.txt',
      'LICENSE-2.0.txt',
      'LICENSE_CN',
      'LICENSE-CODE',
      'COPYING.BSD_FB',
      'LICENSE_1_0.txt',
    ],
    ...[
      'LICENSES/LicenseRef-Arm-EULA.txt',
      'LICENSES/Linux-syscall-note.txt',
      'LICENSE.commercial',
      'LICENSE-ACME-proprietary',
    ],
    ...['END_USER_LICENSE_AGREEMENT.txt', 'EULA.txt', 'Software License Agreement.pdf', 'sdk/LICENSE', 'src/LICENSE'],
    ...[
      'LICENSE.Apache_no_overtime',
      'GPL-2',
      'firmware.c',
      'firmware/main.c',
      'README.md',
      'SCR.txt',
      'NOTICE.txt',
      'WHENCE',
    ],
  ])('of %s is none', (path) => {
    expect(namedSubject(path)).toBeNull()
  })
})
