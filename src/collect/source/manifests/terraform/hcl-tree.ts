/** An expression of HCL, as far as it can be worked out without Terraform. Numbers are kept as they are written. */
export type Expression =
  | {readonly is: 'value'; readonly value: string | boolean | null}
  | {readonly is: 'template'; readonly parts: readonly Expression[]}
  | {readonly is: 'list'; readonly items: readonly Expression[]}
  | {readonly is: 'map'; readonly entries: readonly (readonly [Expression, Expression])[]}
  | {readonly is: 'reference'; readonly path: readonly (string | Expression)[]}
  | {readonly is: 'call'; readonly name: string; readonly arguments: readonly Expression[]}
  | {readonly is: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression}
  | {readonly is: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression}
  /** What only Terraform works out: loops, arithmetic, splats. */
  | {readonly is: 'unknown'}

export interface Attribute {
  readonly value: Expression
  readonly line: number
}

export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly blocks: readonly Block[]
}

export interface Block {
  readonly type: string
  readonly labels: readonly string[]
  readonly body: Body
  readonly line: number
}
