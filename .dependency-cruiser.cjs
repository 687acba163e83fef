/** The layers of the house: dependencies point down, and stages meet only in the model. */
const stages = 'collect|resolve|graph|assess|plan|render'

module.exports = {
  forbidden: [
    {name: 'no-circular', comment: 'A cycle of modules cannot be understood or tested in parts.', severity: 'error', from: {}, to: {circular: true}},
    {
      name: 'model-stands-alone',
      comment: 'Everything stands on the model, so it may stand on nothing of ours but the errors.',
      severity: 'error',
      from: {path: '^src/model/'},
      to: {path: '^src/', pathNot: '^src/(model/|errors\\.ts)'},
    },
    {
      name: 'stages-meet-in-the-model',
      comment: 'A stage is document in, document out; what two stages share belongs in the model (or in lifecycle, the catalogue).',
      severity: 'error',
      from: {path: `^src/(${stages})/`},
      to: {path: `^src/(${stages}|audit|commands|settings)/`, pathNot: '^src/$1/'},
    },
    {
      name: 'catalogue-knows-no-stage',
      comment: 'The lifecycle catalogue is data and matching, used by assess and the commands.',
      severity: 'error',
      from: {path: '^src/lifecycle/'},
      to: {path: '^src/', pathNot: '^src/(lifecycle|model|errors\\.ts)'},
    },
    {
      name: 'settings-know-no-stage',
      comment: 'Settings are read before any stage runs.',
      severity: 'error',
      from: {path: '^src/settings/'},
      to: {path: '^src/', pathNot: '^src/(settings|model|errors\\.ts)'},
    },
    {
      name: 'oclif-only-in-commands',
      comment: 'A stage knows no flags and no argv.',
      severity: 'error',
      from: {path: '^src/', pathNot: '^src/(commands/|hooks/|base-command\\.ts|flags\\.ts)'},
      to: {path: 'node_modules/@oclif/'},
    },
    {
      name: 'ts-morph-only-in-the-source-collector',
      comment: 'It takes half a second to load, and only that collector reads TypeScript.',
      severity: 'error',
      from: {path: '^src/', pathNot: '^src/collect/source/'},
      to: {path: 'node_modules/ts-morph/'},
    },
    {
      name: 'mermaid-only-in-render',
      comment: 'Only a renderer draws.',
      severity: 'error',
      from: {path: '^src/', pathNot: '^src/render/'},
      to: {path: 'node_modules/(mermaid|jsdom)/'},
    },
    {
      name: 'sqlite-only-in-the-embedded-store',
      comment: 'The store is known by its interface.',
      severity: 'error',
      from: {path: '^src/', pathNot: '^src/graph/embedded/'},
      to: {path: '^(node:)?sqlite$'},
    },
    {
      name: 'only-collectors-touch-the-network',
      comment: 'All after collect runs offline.',
      severity: 'error',
      from: {path: '^src/', pathNot: '^src/collect/'},
      to: {path: '^(node:)?(http|https|http2|net|tls|dgram|dns)$'},
    },
    {name: 'no-dev-dependencies', comment: 'They are not there when the package is installed.', severity: 'error', from: {path: '^src/'}, to: {dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/'}},
    {name: 'no-unresolvable', comment: 'An import that finds nothing.', severity: 'error', from: {path: '^src/'}, to: {couldNotResolve: true}},
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    exclude: {path: '(^|/)fixtures/'},
    enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types']},
  },
}
