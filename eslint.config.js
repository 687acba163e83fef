import tseslint from 'typescript-eslint'

export default tseslint.config(
  {ignores: ['dist/', 'coverage/', '.cache/', '**/fixtures/', 'inventories/', 'reports/', 'node_modules/']},
  ...tseslint.configs.recommended,
  {
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    files: ['src/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines-per-function': ['error', {max: 60, skipBlankLines: true, skipComments: true}],
      'max-depth': ['error', 4],
      'no-console': 'error',
      'no-restricted-properties': ['error', {object: 'process', property: 'exit', message: 'Set process.exitCode, so that output is flushed.'}],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/commands/**', 'src/base-command.ts', 'src/audit/**'],
    rules: {
      'no-restricted-properties': ['error',
        {object: 'Date', property: 'now', message: 'The clock is an argument.'},
        {object: 'Math', property: 'random', message: 'Chance is an argument.'},
        {object: 'process', property: 'exit', message: 'Set process.exitCode, so that output is flushed.'}],
    },
  },
  {rules: {'@typescript-eslint/no-explicit-any': 'error', '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', varsIgnorePattern: '^_'}]}},
)
