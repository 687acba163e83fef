const block =
  /<%(?<directive>@[^]*?|--[^]*?--|(?<code>[^]*?))(?:%>|$)|<script\b(?<attributes>[^>]{0,500})>(?<script>[^]*?)(?:<\/script\s*>|$)/giu

/** The code of a page that its server runs, at its places; all else is blank. Empty where it is of another language. */
export function pageCode(text: string): string {
  if (/<%@[^%]{0,200}\blanguage\s*=\s*"?\s*(?:jscript|javascript|perlscript|python)/i.test(text.slice(0, 5000)))
    return ''
  const parts: string[] = []
  let at = 0
  const keep = (start: number, code: string): void => {
    parts.push(blank(text.slice(at, start)), code)
    at = start + code.length
  }
  for (const {index, groups = {}, 0: whole} of text.matchAll(block)) {
    const {code, script, attributes = ''} = groups
    // A mark of the end ends a comment too: a line's end stands for it.
    if (code !== undefined) keep(index, `  ${code.replace(/^=/, ' ')}${whole.endsWith('%>') ? '\n ' : ''}`)
    else if (script !== undefined && isOfServer(attributes)) keep(index + whole.indexOf('>') + 1, script)
  }
  return parts.join('') + blank(text.slice(at))
}

function isOfServer(attributes: string): boolean {
  return (
    /\brunat\s*=\s*["']?server/i.test(attributes) && !/\blanguage\s*=\s*["']?(?:jscript|javascript)/i.test(attributes)
  )
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
