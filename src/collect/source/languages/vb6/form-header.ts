/** A control of a form, or the form itself, with what its header sets. */
interface Control {
  /** `VB.Data`, `MSWinsockLib.Winsock`. */
  readonly type: string
  readonly name: string
  readonly properties: readonly ControlProperty[]
}

interface ControlProperty {
  readonly name: string
  /** Of a text what stands in it; of something else as it is written. */
  readonly value: string
  readonly isText: boolean
  readonly at: number
}

interface FormHeader {
  readonly controls: readonly Control[]
  /** How many characters of the file are no code. */
  readonly length: number
  /** The header goes on to the end of the file, which holds no code. */
  readonly isCut: boolean
}

const line =
  /^[^\S\n]*(?:begin(?:property)?[^\S\n]+(?<type>[\w.]{1,200})[^\S\n]*(?<name>\w{0,200})|(?<end>end(?:property)?)[^\S\n]*$|(?<property>\w{1,200})(?:\([^)\n]{0,20}\))?[^\S\n]*=[^\S\n]*(?:"(?<text>(?:[^"\n]|""){0,2000})"|(?<value>[^\n]{0,200})))/gimu
const mostControls = 5000

/** What stands above the code of a form, a class or a control: `VERSION`, `Begin ... End`, up to the first attribute. */
export function formHeader(text: string): FormHeader {
  if (!/^\s*(?:version\s+[\d.]+|begin\b)/i.test(text)) return {controls: [], length: 0, isCut: false}
  const first = /^[^\S\n]*attribute[^\S\n]+vb_/im.exec(text)
  const length = first?.index ?? text.length
  return {controls: controlsIn(text.slice(0, length)), length, isCut: !first}
}

function controlsIn(header: string): readonly Control[] {
  const controls: {type: string; name: string; properties: ControlProperty[]}[] = []
  const open: (typeof controls)[number][] = []
  for (const {groups = {}, index} of header.matchAll(line)) {
    const {type, name = '', end, property, text, value = ''} = groups
    if (type !== undefined) {
      if (controls.length >= mostControls) break
      const control = {type, name, properties: []}
      open.push(control)
      if (name) controls.push(control)
    } else if (end !== undefined) open.pop()
    else if (property !== undefined)
      open.at(-1)?.properties.push({
        name: property.toLowerCase(),
        value: (text ?? value).replaceAll('""', '"').trim(),
        isText: text !== undefined,
        at: index,
      })
  }
  return controls
}
