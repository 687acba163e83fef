/** One finding of `doctor`. */
export interface Check {
  readonly what: string
  readonly outcome: 'works' | 'fails' | 'note'
  readonly detail: string
  readonly mend?: string
}
