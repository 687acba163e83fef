import {InventoryError} from '../errors.ts'

/** A file to import that cannot be opened. */
export function unreadFile(shownAs: string, cause: unknown): InventoryError {
  const isFolder = (cause as NodeJS.ErrnoException).code === 'EISDIR' // system errors carry a code
  const fault = isFolder
    ? {message: 'it is a folder, not a file', hint: 'Name a file in it.'}
    : {message: 'the file cannot be read', hint: 'Mend its path.'}
  return new InventoryError(
    'missing-inventory',
    `${shownAs.endsWith('.') ? `'${shownAs}'` : shownAs} cannot be read.`,
    {
      faults: [{...fault, where: shownAs}],
      cause,
    },
  )
}
