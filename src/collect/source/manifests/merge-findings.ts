import type {ManifestFindings} from './manifest-kind.ts'

/** What several files, or parts of one, say together. */
export function mergeFindings(all: readonly ManifestFindings[]): ManifestFindings {
  return {
    applications: all.flatMap(({applications = []}) => applications),
    technologies: all.flatMap(({technologies = []}) => technologies),
    things: all.flatMap(({things = []}) => things),
    links: all.flatMap(({links = []}) => links),
    tables: all.flatMap(({tables = []}) => tables),
    variablesSet: all.flatMap(({variablesSet = []}) => variablesSet),
    unresolved: all.flatMap(({unresolved = []}) => unresolved),
    notes: all.flatMap(({notes = []}) => notes),
  }
}
