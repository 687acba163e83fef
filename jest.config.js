import {availableParallelism} from 'node:os'

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
  // One core is left to the machine's owner where there are more than two; on two, many tests wait for processes and servers.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  reporters: ['default', '<rootDir>/test/figures-reporter.js'],
  projects: [
    {...common, displayName: 'fast', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/', '/fixtures/', '<rootDir>/test/e2e/', '<rootDir>/test/bench/']},
    {...common, displayName: 'slow', testMatch: ['<rootDir>/test/e2e/**/*.test.ts']},
  ],
}
