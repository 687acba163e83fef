/** Files as a tree may hold them, for the contract suite: empty, cut short, hostile. */
const texts: readonly string[] = [
  '',
  'x',
  'FIRST line\r\nSECOND line\r\n',
  'FIRST line\rSECOND line\r',
  'name = "value" -- 1\n'.repeat(20_000),
  'a + "b" * '.repeat(100_000),
  '('.repeat(5000) + ')'.repeat(5000),
  `x = "${'a'.repeat(100_000)}`,
  `/* ${'* '.repeat(50_000)}`,
  '\ud800 "\udc00" \u0000 \u001b[2J \u202e https://tide01.dft.example/\u0007\n',
  '__proto__ constructor toString hasOwnProperty\n__proto__ = "x"\n',
  `${' '.repeat(100_000)}x\n${'\t'.repeat(100_000)}`,
  '1e999 -0 NaN 00012345678901234567890 2026-13-45\n',
]

/** The author's own example: as it is, with other line ends, cut, on one line, very often, and without its ends of texts. */
function variants(example: string): readonly string[] {
  return [
    example,
    example.replaceAll('\n', '\r\n'),
    example.slice(0, example.length / 2),
    example.slice(example.length / 2),
    example.replaceAll('\n', ' '),
    `${example}\n`.repeat(Math.ceil(100_000 / (example.length + 1))),
    example.replace(/["'`)\]}]/g, ''),
    example.replace(/\S+$/gm, ''),
    example.toUpperCase(),
  ]
}

interface Claimed {
  readonly extensions: readonly string[]
  readonly fileNames: readonly string[]
  readonly example?: string | undefined
}

export interface ExampleFile {
  readonly path: string
  readonly text: string
  /** The author's own example as it stands: what a scanner finds nothing in is no example. */
  readonly isWhole: boolean
}

/** Every text under the first ending, and under the first name, that a scanner claims. */
export function exampleFiles({extensions: [ending], fileNames: [name], example}: Claimed): readonly ExampleFile[] {
  const paths = [...(ending === undefined ? [] : [`src/odd name.${ending}`]), ...(name === undefined ? [] : [name])]
  const all = [...texts, ...(example === undefined ? [] : variants(example))]
  return paths.flatMap((path) => all.map((text) => ({path, text, isWhole: text === example})))
}
