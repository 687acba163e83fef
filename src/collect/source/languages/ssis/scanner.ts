import {child, children, soundXml, type XmlElement} from '../../manifests/xml-tree.ts'
import type {Fact, FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {FactSaid} from '../library.ts'
import {linkToNearest} from '../tree-paths.ts'
import {type Connections, connectionsOf} from './connections.ts'
import {lastLine, said} from './dts-tree.ts'
import {flowParts, kindOfTask, taskFacts} from './tasks.ts'

export const ssisName = 'Integration Services'

/** Packages of SQL Server Integration Services: nothing of them runs, and no script in them is read. */
export const ssis: LanguageScanner = {
  id: 'ssis',
  name: ssisName,
  extensions: ['dtsx'],
  read: readFile,
  link: linkToNearest,
}

const none: FileFacts = {imports: [], declares: [], facts: []}

function readFile({path, text}: ScannedFile): FileFacts {
  if (text.trim() === '') return none
  const {root, fault} = soundXml(text)
  if (fault) return {...none, fault: {...fault, message: `this is ${fault.message}`}}
  if (root.name !== 'Executable')
    return {...none, fault: {line: root.line, message: 'this is no package of Integration Services'}}
  const facts = packageFacts(path, root)
  const imports = facts.flatMap((fact) =>
    fact.is === 'part-use' && fact.kind === 'ssis-package' ? [{specifier: fact.name, line: fact.line}] : [],
  )
  return {imports, declares: [], facts}
}

interface Task {
  readonly element: XmlElement
  /** With the containers that it stands in. */
  readonly name: string
}

const deepest = 50

function packageFacts(path: string, root: XmlElement): readonly Fact[] {
  const connections = connectionsOf(root)
  const name = said(root, 'ObjectName') ?? path.replace(/^.*\//, '').replace(/\.\w+$/, '')
  const tasks = tasksIn(root, '', 0)
  const steps = tasks.flatMap((task) => stepsOf(task, name, connections))
  return [
    {
      ...{is: 'part', kind: 'job', name, language: ssisName, product: 'ssis'},
      ...{line: root.line, until: lastLine(root), steps: tasks.map((task) => task.name)},
    },
    ...steps,
  ]
}

/** Containers and loops hold tasks; those that are switched off do nothing. */
function tasksIn(element: XmlElement, within: string, depth: number): readonly Task[] {
  if (depth > deepest) return []
  const own = [...children(child(element, 'Executables'), 'Executable'), ...children(element, 'Executable')]
  return own.flatMap((one) => {
    if (/^(?:true|-1|1)$/i.test(said(one, 'Disabled') ?? '')) return []
    const name = `${within}${said(one, 'ObjectName') ?? kindOfTask(one)}`
    const inner = tasksIn(one, `${name}\\`, depth + 1)
    return inner.length > 0 ? inner : [{element: one, name}]
  })
}

function stepsOf({element, name}: Task, job: string, connections: Connections): readonly Fact[] {
  const step = (of: XmlElement, called: string, runs: string, facts: readonly FactSaid[]): readonly Fact[] => [
    {is: 'part', kind: 'step', name: called, within: job, language: ssisName, runs, line: of.line, until: lastLine(of)},
    ...facts.map((one) => ({...one, line: of.line}) as Fact), // the line is all that a said fact lacks
  ]
  const parts = flowParts(element, connections)
  return [
    ...step(element, name, kindOfTask(element), taskFacts(element, connections)),
    ...parts.flatMap((one) => step(one.element, `${name}\\${one.name}`, one.runs, one.facts)),
  ]
}
