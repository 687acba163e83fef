import type {z} from 'zod'
import type {Fault} from '../errors.ts'
import type {PluginFailure, RuleSource} from '../model/plugin.ts'
import {batch, faultOf, type Plugins, type UsedPlugin, zodFaults} from './load-plugins.ts'

/** What all rules of one kind answered, and which of them could not be used. */
export interface Answered<T> {
  readonly answers: readonly T[]
  readonly failures: readonly PluginFailure[]
}

interface Rule<I> {
  readonly plugin: UsedPlugin
  readonly id: string
  /** `criteria rule y`, for messages. */
  readonly part: string
  readonly call: number
  readonly inputs: readonly I[]
}

interface Asking<I, A, T> {
  /** The input as the function sees it. */
  readonly shown: (input: I) => unknown
  readonly schema: z.ZodType<A>
  /** The answer as the stages use it, or why it cannot be used. */
  readonly use: (answer: A, input: I, source: RuleSource) => T | string
  readonly nameOf: (input: I) => string
}

/** Asks rules in turn. A rule that fails for one thing is left out for all, so that nothing depends on where it failed. */
export async function askRules<I, A, T>(
  {host}: Plugins,
  rules: readonly Rule<I>[],
  asking: Asking<I, A, T>,
): Promise<Answered<T>> {
  const answers: T[] = []
  const failures: PluginFailure[] = []
  for (const rule of rules) {
    const answered = await askRule(host, rule, asking)
    if (Array.isArray(answered)) answers.push(...answered)
    else failures.push(answered as PluginFailure) // the other of the two
  }
  return {answers, failures}
}

async function askRule<I, A, T>(
  host: Plugins['host'],
  rule: Rule<I>,
  {shown, schema, use, nameOf}: Asking<I, A, T>,
): Promise<readonly T[] | PluginFailure> {
  const {plugin, part} = rule
  const source = {plugin: plugin.name, version: plugin.version, rule: rule.id}
  const failed = (message: string, input?: I): PluginFailure => ({
    plugin: plugin.name,
    part,
    message: input === undefined ? message : `of ${nameOf(input)}: ${message}`,
    hint: 'The types of domesday/plugin say what a function may answer: domesday plugin check <folder>.',
  })
  const used: T[] = []
  for (let at = 0; at < rule.inputs.length; at += batch) {
    const inputs = rule.inputs.slice(at, at + batch)
    const outcome = await host?.call(plugin.name, rule.call, inputs.map(shown))
    if (!outcome || 'error' in outcome) {
      const fault: Fault = outcome ? faultOf(outcome, plugin) : {message: 'it was not loaded'}
      const failure = failed(fault.message, outcome?.at === undefined ? undefined : inputs[outcome.at])
      return {...failure, ...(fault.where && {where: fault.where}), ...(fault.hint && {hint: fault.hint})}
    }
    for (const [index, raw] of (JSON.parse(outcome.text) as unknown[]).entries()) {
      const input = inputs[index]
      if (raw === null || input === undefined) continue
      const answer = schema.safeParse(raw)
      if (!answer.success) {
        const [fault] = zodFaults(answer.error)
        return failed(
          `it answers what cannot be used: ${[fault?.where, fault?.message].filter(Boolean).join(' ')}`,
          input,
        )
      }
      const one = use(answer.data, input, source)
      if (typeof one === 'string') return failed(one, input)
      used.push(one)
    }
  }
  return used
}
