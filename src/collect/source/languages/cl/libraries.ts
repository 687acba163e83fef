/** Of commands that are written without keywords, what their values are. */
export const positions: Readonly<Record<string, readonly string[]>> = {
  ADDJOBSCDE: ['JOB', 'CMD'],
  CALL: ['PGM', 'PARM'],
  CALLPRC: ['PRC', 'PARM'],
  CHGJOBSCDE: ['JOB', 'ENTRYNBR', 'CMD'],
  CHGDTAARA: ['DTAARA', 'VALUE'],
  CHGVAR: ['VAR', 'VALUE'],
  CLRPFM: ['FILE'],
  CPYF: ['FROMFILE', 'TOFILE'],
  CPYFRMIMPF: ['FROMFILE', 'TOFILE'],
  CPYTOIMPF: ['FROMFILE', 'TOFILE'],
  DCL: ['VAR', 'TYPE', 'LEN', 'VALUE'],
  DCLF: ['FILE'],
  DLTOVR: ['FILE'],
  FTP: ['RMTSYS'],
  INCLUDE: ['SRCMBR', 'SRCFILE'],
  OPNQRYF: ['FILE'],
  OVRDBF: ['FILE', 'TOFILE', 'MBR'],
  OVRDSPF: ['FILE', 'TOFILE'],
  OVRPRTF: ['FILE', 'TOFILE'],
  PGM: ['PARM'],
  QSH: ['CMD'],
  RTVDTAARA: ['DTAARA', 'RTNVAR'],
  RUNQRY: ['QRY', 'QRYFILE', 'OUTTYPE'],
  RUNSQL: ['SQL'],
  STRQSH: ['CMD'],
  STRREXPRC: ['SRCMBR', 'SRCFILE'],
  STRTCPFTP: ['RMTSYS'],
  TFRCTL: ['PGM', 'PARM'],
}
Object.freeze(positions)

/** Commands that read or write files of the database, by the keyword that names the file. */
export const fileCommands: Readonly<Record<string, readonly (readonly [keyword: string, does: 'reads' | 'writes'])[]>> =
  {
    CPYF: [
      ['FROMFILE', 'reads'],
      ['TOFILE', 'writes'],
    ],
    CPYTOIMPF: [
      ['FROMFILE', 'reads'],
      ['TOFILE', 'writes'],
    ],
    CPYFRMIMPF: [
      ['FROMFILE', 'reads'],
      ['TOFILE', 'writes'],
    ],
    CPYFRMQRYF: [['TOFILE', 'writes']],
    CPYSPLF: [['TOFILE', 'writes']],
    CLRPFM: [['FILE', 'writes']],
    INZPFM: [['FILE', 'writes']],
    OPNQRYF: [['FILE', 'reads']],
    OPNDBF: [['FILE', 'reads']],
    RUNQRY: [['QRYFILE', 'reads']],
  }
Object.freeze(fileCommands)

/** Commands that copy files of the system's folders, by the keyword that names the path. */
export const pathCommands: Readonly<Record<string, readonly (readonly [keyword: string, does: 'reads' | 'writes'])[]>> =
  {
    CPYTOIMPF: [['TOSTMF', 'writes']],
    CPYFRMIMPF: [['FROMSTMF', 'reads']],
    CPYTOSTMF: [
      ['FROMMBR', 'reads'],
      ['TOSTMF', 'writes'],
    ],
    CPYFRMSTMF: [
      ['FROMSTMF', 'reads'],
      ['TOMBR', 'writes'],
    ],
    RUNSQLSTM: [['SRCSTMF', 'reads']],
    CPY: [
      ['OBJ', 'reads'],
      ['TOOBJ', 'writes'],
    ],
    CVTDAT: [],
  }
Object.freeze(pathCommands)

/** Commands that give what only a run knows to the variables that stand in them. */
export const receiving = /^(?:RTV|RCV|CVT)|^(?:CALL|CALLPRC|PGM|CHKOBJ|DSPMSG|SNDUSRMSG|SNDPGMMSG|POPDTA)$/
