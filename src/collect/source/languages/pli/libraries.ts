const declaration = String.raw`.?[ \t]*(?:DCL|DECLARE)\s+(?:1\s+)?\(?[A-Z@#$_][\w@#$]*[\s(,]`

/** What shows that a file with an ending that pages of PHP have too is of PL/I. */
export const showsDeclarations = new RegExp(String.raw`^(?![\s\S]*<\?)[\s\S]*?(?:^|\n)${declaration}`, 'i')

/** What shows a member without an ending to be of PL/I. */
export const showsPli =
  /\bOPTIONS\s*\(\s*MAIN\b|^.?[ \t]*(?:DCL|DECLARE)\s+(?:1\s+)?\(?[A-Z@#$_][\w@#$]*\)?[\s,(]+(?:CHAR|FIXED|BIN|DEC|BIT|POINTER|PTR|ENTRY|FILE|EXT|PIC|BASED|STATIC|BUILTIN|\d)/im

/** Attributes of files that say what is done with them. */
export const fileModes: Readonly<Record<string, 'input' | 'output' | 'i-o'>> = {
  INPUT: 'input',
  OUTPUT: 'output',
  PRINT: 'output',
  UPDATE: 'i-o',
}

/** What statements do with a file that no OPEN opens. */
export const fileStatements: Readonly<Record<string, 'input' | 'output' | 'i-o'>> = {
  READ: 'input',
  GET: 'input',
  WRITE: 'output',
  PUT: 'output',
  LOCATE: 'output',
  REWRITE: 'i-o',
  DELETE: 'i-o',
}
