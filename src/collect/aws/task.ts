import {z} from 'zod'
import {CoverageStatus} from '../../model/inventory.ts'
import {Instant, Json, Sha256} from '../../model/values.ts'

/** One operation of one service in one region of one account. */
export const TaskName = z.strictObject({
  account: z.string(),
  region: z.string(),
  service: z.string(),
  operation: z.string(),
})
export type TaskName = Readonly<z.infer<typeof TaskName>>

/** One answer: what was asked and where the answer stands. Neither tokens nor headers. */
export const Page = z.strictObject({
  /** Which of the task's requests, where one is made for each thing of another operation. */
  request: z.number().int().nonnegative(),
  input: z.record(z.string(), Json),
  sha256: Sha256,
  bytes: z.number().int(),
  redactions: z.number().int(),
  attempts: z.number().int(),
  requestId: z.string().optional(),
  observedAt: Instant,
})
export type Page = Readonly<z.infer<typeof Page>>

/** What became of a task, with its pages in the order in which they came. */
export const TaskResult = z.strictObject({
  ...TaskName.shape,
  /** What allows it. */
  action: z.string(),
  status: CoverageStatus,
  reason: z.string().optional(),
  /** Of a task that is one request, all of it. */
  asked: z.record(z.string(), Json).optional(),
  pages: z.array(Page).readonly(),
  /** Pages of an earlier run, where this one could not see: facts as of their dates. */
  earlier: z.array(Page).readonly().optional(),
})
export type TaskResult = Readonly<z.infer<typeof TaskResult>>

/** `012345678901/eu-west-2/rds/DescribeDBInstances`. */
export function taskKey({account, region, service, operation}: TaskName): string {
  return `${account}/${region}/${service}/${operation}`
}
