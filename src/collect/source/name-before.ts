import {isConnectionScheme, standingBehind, standingOfVariable, type Standing} from './connection-name.ts'

const longest = 400
const upperCase = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/

/** What may stand between a name and the address that it has: quotes, a default's braces, addresses before it in a list. */
const between = String.raw`(?:(?![\w$.]{0,60}(?:replace|match|print|format|concat|join|log|warn|write|pos|index|find|test|equals|contains|includes|with|assert|strip|split)\b)[A-Za-z_$][\w$.]{0,60}\s?\(\s*){0,3}(?:["'\`\[\s({]|[frbu@$]+(?=["'])){0,12}(?:\$\{[\w.-]{1,100}:-?)?(?:jdbc:|tcp:|(?:[a-z][a-z+]{1,9}:\/\/)[^\s"'\`<>;,]{1,200},\s*["'\`]?){0,20}$`
/** `url = `, `"url": `, `'url' => `, `:url =>`, `url := `, `.url(`. */
const given = new RegExp(
  String.raw`([A-Za-z_$][\w$.-]{0,100})["'\`\])]{0,4}\??(?:\s*:\s*[\w.<>|\[\] ]{1,60}|\s+as\s+(?:new\s+)?[\w.]{1,60}|\s+string|\s*\{[^{}]{1,40}\})?\s*(?:=>|:=|\|\|=|\?\?=|\?=|=|:)\s*(?:(?:new|await|return)\s+)?${between}`,
  'i',
)
/** `getenv('API_URL', `, `define("API_URL", `, `process.env.API_URL || `. */
const otherwise = new RegExp(
  String.raw`["'\`]([A-Za-z_][\w.-]{0,100})["'\`]\s*,\s*(?:[a-z]\w{0,20}\s*[=:]\s*)?${between}|([A-Za-z_$][\w$.-]{0,100})["'\`\])]{0,4}\s*(?:\|\||\?\?|\bor\b|\?:)\s*${between}`,
)
/** `.baseUrl(`, `new SoapClient(`. */
const argument = new RegExp(String.raw`([A-Za-z_$][\w$]{0,100})\s?\(\s*${between}`)

/** How an address of code stands, by the text before it: the name that it is given to, or is the default of. */
function standingInCode(before: string): Standing {
  const text = before.slice(-longest)
  for (const pattern of [otherwise, given, argument]) {
    const [, one, other] = pattern.exec(text) ?? []
    const name = one ?? other
    if (name === undefined) continue
    const bare = standingBehind(name)
    const isVariable = pattern === otherwise && upperCase.test(name.slice(name.lastIndexOf('.') + 1))
    const standing = isVariable && bare === 'address' ? 'connection' : bare
    if (standing !== 'named' || pattern !== otherwise) return standing
  }
  return 'named'
}

/** How a literal that is an address stands in code, by where it begins and its scheme. */
export function literalStanding(text: string, at: number, protocol: string): Standing {
  return isConnectionScheme(protocol) ? 'connection' : standingInCode(text.slice(Math.max(0, at - longest), at))
}

/** Links and pictures of a page, which people follow and browsers fetch. */
const inPage = /<(?:a|img)\s/i

/** The same of one that may stand in a longer text, as that of a page. */
export function textStanding(literal: string, text: string, at: number, protocol: string): Standing {
  return inPage.test(literal) ? 'named' : literalStanding(text, at, protocol)
}

/** How addresses of a line stand, by the text before them in it; lines are given in their order. */
type LineReader = (line: string) => (before: string) => Standing

/** Reads a file of that path line by line: by the names that its form gives values. */
export function standingReader(path: string): LineReader {
  if (/\.([cm]?[jt]sx?)$/i.test(path)) return codeReader()
  if (/\.(ya?ml|json|tf|tfvars)$/i.test(path)) return treeReader()
  if (/\.(xml|config)$/i.test(path)) return xmlReader()
  if (/(^|\/)Dockerfile[\w.-]*$/i.test(path)) return dockerReader
  if (/\.(sh|sql)$/i.test(path)) return () => () => 'named'
  return sectionReader()
}

function codeReader(): LineReader {
  let last = ''
  return (line) => {
    const above = last
    if (line.trim() !== '') last = line
    return (before) => standingInCode(before.trim().length > 1 ? before : `${above}\n${before}`)
  }
}

const pair =
  /^(\s*(?:-\s+)*)["']?([A-Za-z_$@/][\w.$@/ -]{0,100}?)["']?(?:\s+"([^"]{1,100})")*\s*(?:[:=](?=\s|$|["'[{])|\{\s*$)/
const named = /["']?\b(?:name|key)["']?\s*[:=]\s*["']?([\w.:-]{1,100})/i

/** YAML, JSON and HCL: what a line is in stands above it and further to the left. */
function treeReader(): LineReader {
  const open: {readonly indent: number; readonly name: string; sibling?: string}[] = []
  return (line) => {
    const [, front = '', key, label] = pair.exec(line) ?? []
    const indent = key === undefined ? line.search(/\S|$/) : front.length
    const isItem = /^\s*-\s/.test(line)
    const start = line.search(/\S|$/)
    if (line.trim() === '' || /^\s*[\]})]/.test(line)) return () => 'named'
    // An item of a list may stand right under the name of the list.
    while (open.length > 0 && (open.at(-1)?.indent ?? 0) >= (isItem ? start + 1 : indent)) open.pop()
    const siblings = open.at(-1)
    const [, sibling] = named.exec(line) ?? []
    if (siblings && isItem) delete siblings.sibling
    if (siblings && sibling !== undefined) siblings.sibling = sibling
    const around = open.map(({name}) => name).toReversed()
    if (key !== undefined) open.push({indent, name: label ?? key})
    return (before) => standingInTree(before, around, {key, sibling: sibling ?? siblings?.sibling, label})
  }
}

const holdsValue = /^(?:value|default|defaultvalue|val)$/i
const own = new RegExp(String.raw`["']?([A-Za-z_][\w.-]{0,100})["']?\s*[:=]\s*${between}`)

interface Line {
  readonly key: string | undefined
  /** The name that stands beside a value. */
  readonly sibling: string | undefined
  readonly label: string | undefined
}

function standingInTree(before: string, around: readonly string[], {key, sibling}: Line): Standing {
  const [, written] = own.exec(before) ?? []
  const isItem = written === undefined && new RegExp(String.raw`^\s*(?:-\s+)?${between}`).test(before)
  const name = written ?? (isItem ? around[0] : undefined)
  if (name === undefined) return 'named'
  const outer = isItem ? around.slice(1) : written === key ? around : [key ?? '', ...around]
  if (!holdsValue.test(name)) return standingOf(name, outer)
  return standingOf(sibling ?? outer[0] ?? '', outer)
}

function standingOf(name: string, around: readonly string[]): Standing {
  return upperCase.test(name) && name.length > 2 ? standingOfVariable(name) : standingBehind(name, around)
}

const attribute = new RegExp(String.raw`([\w.-]{1,100})\s*=\s*${between}`)
const element = new RegExp(String.raw`<([\w.:-]{1,100})(?:\s[^<>]*)?>\s*${between}`)
const mostBefore = 2000

/** XML: the attribute or the element, and what names it where that only says `value`. */
function xmlReader(): LineReader {
  let above = ''
  return (line) => {
    const over = above
    above = `${above}\n${line}`.slice(-mostBefore)
    return (before) => {
      const text = `${over}\n${before}`
      const tag = text.slice(text.lastIndexOf('<'))
      const [, tagName = ''] = /^<([\w.:-]+)/.exec(tag) ?? []
      const whole = `${tag}${line.slice(before.length).split('>')[0]}`
      const [, namedBy] = /\s(?:key|name|jndi-name)\s*=\s*["']([^"']{1,100})/i.exec(whole) ?? []
      const [, written] = attribute.exec(tag) ?? []
      if (written !== undefined && !tag.includes('>'))
        return /^(?:xmlns|xsi|schemaLocation)/i.test(written)
          ? 'named'
          : holdsValue.test(written)
            ? standingBehind(namedBy ?? tagName)
            : standingBehind(written, [tagName.replace(/^.*:/, ''), namedBy ?? ''])
      const [, inside] = element.exec(text) ?? []
      if (inside === undefined) return 'named'
      const [, outer] = /\sname\s*=\s*["']([^"']{1,100})["'][^<>]*>\s*<value>\s*$/i.exec(text) ?? []
      return standingBehind(holdsValue.test(inside) ? (outer ?? '') : (namedBy ?? inside), parentsIn(text))
    }
  }
}

/** The elements that are open at the end of a text, the nearest first, without the last, which has the text. */
function parentsIn(text: string): readonly string[] {
  const open: string[] = []
  for (const [, closing, name = '', alone] of text.matchAll(/<(\/?)([\w.:-]{1,100})[^<>]*?(\/?)>/g))
    if (closing) open.splice(Math.max(0, open.lastIndexOf(name)))
    else if (!alone) open.push(name)
  return open.slice(0, -1).toReversed()
}

/** What an image sets for those that run in it; all else of a Dockerfile happens when it is built. */
const dockerReader: LineReader = (line) => (before) => {
  const [, name] = /([A-Za-z_]\w*)[= ]["']?(?:jdbc:)?$/.exec(before) ?? []
  return /^\s*ENV\s/i.test(line) && name !== undefined ? standingOfVariable(name) : 'named'
}

/** Settings line by line, under a heading perhaps. */
function sectionReader(): LineReader {
  let section = ''
  return (line) => {
    section = /^\s*\[+([^\]]{1,100})\]+/.exec(line)?.[1] ?? section
    return (before) => {
      const [, name] =
        new RegExp(String.raw`^\s*(?:export\s+)?["']?([\w.\[\]-]{1,200})["']?(?:\s*[=:]\s*|\s+)${between}`).exec(
          before,
        ) ?? []
      return name === undefined ? 'named' : standingOf(name, [section])
    }
  }
}
