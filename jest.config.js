const common = {
  testEnvironment: 'node',
  transform: {'^.+\\.ts$': ['@swc/jest', {jsc: {target: 'es2024', parser: {syntax: 'typescript'}}, module: {type: 'es6'}}]},
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: {customExportConditions: ['development', 'node', 'node-addons']},
  setupFiles: ['<rootDir>/test/setup.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/time-limit.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/inventories/', '<rootDir>/.cache/', '<rootDir>/demo/', '<rootDir>/domesday-demo/', '/fixtures/'],
  watchPathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.domesday/'],
}

/** The fast suite is the inner loop; the slow one starts browsers and processes. */
export default {
  reporters: ['default', '<rootDir>/test/figures-reporter.js'],
  projects: [
    {...common, displayName: 'fast', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/', '/fixtures/', '<rootDir>/test/e2e/', '<rootDir>/test/bench/']},
    {...common, displayName: 'slow', testMatch: ['<rootDir>/test/e2e/**/*.test.ts']},
  ],
}
