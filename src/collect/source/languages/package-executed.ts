import type {FactSaid} from './library.ts'

/** `/ISSERVER "\\SSISDB\\Tides\\Load\\Claims.dtsx"`: the package by the name of its file. */
export function packageOf(command: string): readonly FactSaid[] {
  const name = /([^\\/"'\s:][^\\/"':]{0,200}\.dtsx)/i.exec(command)?.[1]
  return name === undefined || name.includes('{}') ? [] : [{is: 'part-use', kind: 'ssis-package', name}]
}
