import type {BlockerRule} from '../blocker-rule.ts'

/** Screens that programs send and receive, and maps that describe them. */
export const terminalScreens: BlockerRule = {
  id: 'terminal-screens',
  patterns: [],
  ofTree: ({programs, maps}) => [
    ...programs.flatMap(({path, facts}) =>
      facts.flatMap((fact) => (fact.is === 'screen' ? [{path: fact.in ?? path, line: fact.line}] : [])),
    ),
    ...maps.map(({path, fact}) => ({path, line: fact.line})),
  ],
}
