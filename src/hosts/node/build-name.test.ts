import { afterEach, expect, test, vi } from 'vitest'

import { buildName } from './build-name.ts'

afterEach(() => vi.unstubAllEnvs())

test('has the commit of BUILD_COMMIT, before that of the checkout', () => {
  vi.stubEnv('BUILD_COMMIT', '0a1b2c3d4e5f')
  expect(buildName()).toMatch(/^\d+\.\d+\.\d+\+0a1b2c3d4e5f$/)
})

test.each(['', 'main', '0a1b2c', '$(git rev-parse HEAD)'])('refuses BUILD_COMMIT=%s', (commit) => {
  vi.stubEnv('BUILD_COMMIT', commit)
  expect(buildName).toThrow('BUILD_COMMIT is not a commit. Set it to 7 to 64 hexadecimal digits')
})
