import type {Middleware} from '../clients.ts'

/** No more requests may be sent. */
export class RequestsSpent extends Error {
  override readonly name = 'RequestsSpent'
}

export interface RequestBudget {
  /** Counts every attempt, since each is charged for. Errors: RequestsSpent, before anything is sent. */
  readonly middleware: Middleware
  readonly sent: () => number
}

export function requestBudget(most: number): RequestBudget {
  let sent = 0
  return {
    middleware: (next) => (args) => {
      if (sent >= most)
        return Promise.reject(new RequestsSpent(`${most} requests were sent, and no more are allowed: --max-requests`))
      sent += 1
      return next(args)
    },
    sent: () => sent,
  }
}
