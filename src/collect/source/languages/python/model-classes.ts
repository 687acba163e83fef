import {classConstants, labelConstant} from '../classes-of-others.ts'
import {moduleOf, wholeRouter} from './module-names.ts'
import type {Binding} from './skim.ts'

const declared = /^class[ \t]+(\w{1,100})[ \t]*\(([^()]{1,500})\)[ \t]*:/gm

/** Where Django looks for an application's models; what models are made of stands in a folder of that name of its own. */
export function isFileOfModels(path: string): boolean {
  return /(?:^|\/)models(?:\.py$|\/)/.test(path) && !/(?:^|\/)django\/(?:contrib\/gis\/)?db\/models\//.test(path)
}

/** What the classes of a file of models are of, for files whose classes are of them. */
export function modelConstants(
  path: string,
  text: string,
  code: string,
  bindings: readonly Binding[],
): Readonly<Record<string, string>> {
  if (/(?:^|\/)apps\.py$/.test(path)) return labelSaid(path, text, code)
  if (!isFileOfModels(path) && !/\bdjango\.(?:contrib\.gis\.)?db\b/.test(code)) return {}
  const module = moduleOf(path)
  return classConstants(
    [...code.matchAll(declared)].map(([, name = '', written = '']) => {
      const bases = written.split(',').flatMap((base) => /^\s*([\w.]{1,200})\s*$/.exec(base)?.[1] ?? [])
      const of = bases.map((base) => wholeRouter(base, path, bindings))
      const isMapped = of.some((base) => /^django\.(?:contrib\.gis\.)?db\.models\.Model$/.test(base))
      return {name: `${module}.${name}`, of, isMapped}
    }),
  )
}

/** `label = 'omis_order'` of an application's one class that sets it up. */
function labelSaid(path: string, text: string, code: string): Readonly<Record<string, string>> {
  const labels = djangoLabels(text).filter(({at}) => /\w/.test(code[at] ?? ''))
  const inPackage = moduleOf(path).replace(/\.?apps$/, '')
  return labels.length === 1 && labels[0] ? labelConstant(inPackage, labels[0].label) : {}
}

function djangoLabels(text: string): readonly {readonly label: string; readonly at: number}[] {
  return [...text.matchAll(/^[ \t]+(label[ \t]*=[ \t]*)["'](\w{1,100})["']/gm)].map(
    ({0: all, 1: before = '', 2: label = '', index}) => ({
      label,
      at: index + all.indexOf(before),
    }),
  )
}
