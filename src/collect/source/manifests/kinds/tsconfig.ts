import type {ManifestKind} from '../manifest-kind.ts'

/** Its text is kept for the imports of modules; by itself it says nothing of an application. */
export const tsconfig: ManifestKind = {
  id: 'tsconfig',
  files: /(^|\/)[tj]sconfig[\w.-]*\.json$/,
  read: () => ({}),
}
