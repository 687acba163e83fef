import type {SourceFile} from '../../walk-tree.ts'
import type {ApplicationUse} from '../manifest-kind.ts'
import type {Requirement} from './requirement.ts'

/** A package that some file of a Python project asks for in production. */
export interface AskedPackage extends Requirement {
  readonly isOptional?: boolean
  /** The list was settled by a tool, which says that another brought it in. */
  readonly isTransitive?: boolean
  readonly file: SourceFile
  readonly line: number
}

/** What the files of a Python project say together. */
export interface PythonSays {
  readonly name?: string
  readonly version?: string
  /** The versions of Python that are allowed. */
  readonly python?: {readonly range: string; readonly how: string; readonly file: SourceFile; readonly line: number}
  readonly asked: readonly AskedPackage[]
  readonly uses: readonly ApplicationUse[]
  /** How many packages only build or test. */
  readonly aside: number
}

const asideNames =
  /^(dev(el(op(ment)?)?)?|tests?|testing|ci|docs?|documentation|lint(ing|ers?)?|typing|types|mypy|format(ting)?|pre-?commit|build|tox|nox|style|quality|all-?dev|benchmarks?)$/i

/** Whether a group, an extra or a list is called as those are that only build or test. */
export function isAsideName(name: string): boolean {
  return name.split(/[-_.]/).some((word) => asideNames.test(word)) || asideNames.test(name)
}
