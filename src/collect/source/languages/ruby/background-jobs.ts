import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import {lineCounter} from '../code-alone.ts'
import {nodesOf} from '../connections.ts'
import type {QueueUse, Value} from '../fact.ts'
import {callOf, methodName} from './calls.ts'
import type {RubySearch} from './routes.ts'

const classes = /^[ \t]*class[ \t]+((?:::)?[A-Z]\w*(?:::[A-Z]\w*)*)[ \t]*(?:<[ \t]*([\w:]+))?/gm
const literal = String.raw`(?::(\w{1,100})|["']([^"'#{}\n]{1,200})["'])(?!\s*\?)`
const ofSidekiq = new RegExp(
  String.raw`\bsidekiq_options\b(?:(?!\n[ \t]*(?:def|end|class|include)\b)[^]){0,300}?(?:\bqueue:\s*|:queue\s*=>\s*|["']queue["']\s*=>\s*)(?:${literal})?`,
)
const ofActiveJob = new RegExp(String.raw`^[ \t]*queue_as\b[\s(]*(?:${literal})?`, 'm')

interface JobClass {
  readonly name: string
  readonly line: number
  /** Left out, only its library's own is known. */
  readonly queue?: string
  readonly product: string
}

/** The classes of jobs of a file whose queue it tells; not those that leave it to the class they are of, or to a run. */
function jobClasses(text: string, code: string): readonly JobClass[] {
  if (!/\bSidekiq::(?:Job|Worker)\b|\bsidekiq_options\b|\bqueue_as\b|\bActiveJob::Base\b/.test(code)) return []
  const lineAt = lineCounter(code)
  const found = [...code.matchAll(classes)]
  return found.flatMap(({0: head, 1: name = '', 2: parent = '', index}, at): readonly JobClass[] => {
    const line = lineAt(index + head.length)
    const own = code.slice(index, found[at + 1]?.index)
    const isActiveJob = /\bqueue_as\b/.test(own)
    const isSaid = isActiveJob || /\bsidekiq_options\b/.test(own)
    const said = isSaid ? (isActiveJob ? ofActiveJob : ofSidekiq).exec(text.slice(index, index + own.length)) : null
    const queue = said?.[1] ?? said?.[2]
    const job = {name, line, product: isActiveJob ? 'active-job' : 'sidekiq'}
    if (said) return queue === undefined ? [] : [{...job, queue}]
    if (/\binclude\s+(?:::)?Sidekiq::(?:Job|Worker)\b/.test(own)) return [job]
    return /^(?:::)?ActiveJob::Base$/.test(parent) && name !== 'ApplicationJob' ? [{...job, product: 'active-job'}] : []
  })
}

/** The queues of jobs as constants that other files look up. */
export function queuesOfJobs(text: string, code: string): Readonly<Record<string, string>> {
  return Object.fromEntries(jobClasses(text, code).map(({name, queue = byDefault}) => [queueOf(name), queue]))
}

/** The classes of jobs that say no queue of their own. */
export function defaultQueues(text: string, code: string): readonly QueueUse[] {
  return jobClasses(text, code).flatMap(({queue, product, line}): readonly QueueUse[] =>
    queue === undefined ? [{is: 'queue', product, does: 'receives', queue: {literal: byDefault}, line}] : [],
  )
}

const byDefault = 'default'

function queueOf(name: string): string {
  return `queue of ${name.replace(/^.*::/s, '')}`
}

const senders: Readonly<Record<string, string>> = {
  perform_async: 'sidekiq',
  perform_in: 'sidekiq',
  perform_at: 'sidekiq',
  perform_bulk: 'sidekiq',
  perform_later: 'active-job',
}
const pushers = ['push', 'push_bulk', 'enqueue_to', 'enqueue_to_in']

/** Jobs that are given to a queue: that of their class, that of `set(queue:)`, or the one that a push names. */
export function jobsEnqueued(search: RubySearch): readonly QueueUse[] {
  const {text, root, readValue} = search
  const sent = Object.keys(senders).some((name) => text.includes(name)) ? nodesOf(text, root, Object.keys(senders)) : []
  const pushed = text.includes('Sidekiq::Client') ? nodesOf(text, root, pushers) : []
  return [
    ...[...sent].flatMap((word): readonly QueueUse[] => {
      const call = word.parent
      if (call?.type !== 'call' || !call.childForFieldName('method')?.equals(word)) return []
      const product = senders[word.text] ?? 'sidekiq'
      return [sends(word, product, queueAsked(call, readValue))]
    }),
    ...[...pushed].flatMap((word): readonly QueueUse[] => {
      const call = word.parent
      if (
        call?.type !== 'call' ||
        !/^(?:::)?Sidekiq::Client(?:\.new)?$/.test(call.childForFieldName('receiver')?.text ?? '')
      )
        return []
      const {arguments: given, named} = callOf(call, word.text, undefined)
      const isNamed = word.text.startsWith('enqueue')
      const queue = isNamed ? given[0] : named.queue
      const type = named.class
      return [sends(word, 'sidekiq', queue ? readValue(queue) : type && !isNamed ? ofClass(type.text) : atRunTime)]
    }),
  ]
}

const atRunTime: Value = {unresolved: 'decided at run time'}

function sends(word: Node, product: string, queue: Value): QueueUse {
  return {is: 'queue', product, does: 'sends', operation: word.text, queue, line: word.startPosition.row + 1}
}

function ofClass(name: string): Value {
  return /^(?:::)?[A-Z]\w*(?:::[A-Z]\w*)*$/.test(name) ? {constant: queueOf(name)} : atRunTime
}

function queueAsked(call: Node, readValue: RubySearch['readValue']): Value {
  const receiver = call.childForFieldName('receiver')
  if (!receiver) return ofClassAround(call)
  if (receiver.type !== 'call') return receiver.type === 'self' ? ofClassAround(call) : ofClass(receiver.text)
  if (methodName(receiver) !== 'set') return atRunTime
  const {named} = callOf(receiver, 'set', undefined)
  if (named.queue) return readValue(named.queue)
  // `set(queue:)` is given what a variable holds.
  const isGiven = /\bqueue:/.test(receiver.childForFieldName('arguments')?.text ?? '')
  return isGiven ? atRunTime : queueAsked(receiver, readValue)
}

function ofClassAround(node: Node): Value {
  const [type] = enclosing(node, new Set(['class']))
  return ofClass(type?.childForFieldName('name')?.text ?? '')
}
