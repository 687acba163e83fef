import {assemblerStatements} from '../assembler-lines.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {FileFacts} from '../fact.ts'
import type {MapSeen} from '../definition-fact.ts'

/** Maps of screens: a mapset, its maps and their fields. */
export const bms: LanguageScanner = {
  id: 'bms',
  name: 'BMS',
  extensions: ['bms'],
  read: readMaps,
  link: () => [],
}

function readMaps({text}: ScannedFile): FileFacts {
  let mapset = ''
  const maps: MapSeen[] = []
  for (const {name, operation, line} of assemblerStatements(text)) {
    if (operation === 'DFHMSD' && name) mapset = name
    else if (operation === 'DFHMDI' && name) maps.push({is: 'map', mapset, map: name, fields: 0, line})
    else if (operation === 'DFHMDF' && name) {
      const last = maps.at(-1)
      if (last) maps[maps.length - 1] = {...last, fields: last.fields + 1}
    }
  }
  return {imports: [], declares: mapset ? [mapset] : [], facts: maps}
}
