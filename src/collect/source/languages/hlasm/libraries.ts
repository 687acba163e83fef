/** What only the assembler of mainframes has: sources of other machines have the same endings. */
export const showsHlasm =
  /^(?:[A-Z@#$&.]\S{0,70})?[ \t]+(?:(?:CSECT|DSECT|RSECT|USING|LTORG|MEND|BALR|BASR|AMODE|RMODE|DFHE[A-Z]{2,5}|DCBD|EXTRN|WXTRN|LOCTR)(?=\s|$)|START[ \t]+(?:0|X'0+')|(?:DC|DS)[ \t]+\d*(?:[CXFHAVPZDB](?:L\d+)?['(]|[CXP]L\d|[FHDXC](?=\s|$)))/im

/** Macros that give control to another program, with the keywords that name it. */
export const programMacros: ReadonlyMap<string, string> = new Map([
  ['LINK', 'LINK'],
  ['LINKX', 'LINK'],
  ['XCTL', 'XCTL'],
  ['XCTLX', 'XCTL'],
  ['LOAD', 'LOAD'],
  ['ATTACH', 'ATTACH'],
  ['ATTACHX', 'ATTACH'],
])

/** Branches that depend on something, and their likes of structured macros. */
export const decides =
  /^(?:B(?:N?[EHLZPMO]|C|CT|CTG|XH|XLE)R?|J(?:N?[EHLZPMO]|CT|CTG|XH|XLE)|C(?:L?G?R?|L?G?I|L?GF?I)?[BJ](?:N?[EHL])?|IF|ELSEIF|WHEN|DOWHILE|DOUNTIL)$/

/** Operations that every source has: no macro of a tree has their names. */
const common = new Set(
  (
    'A AH AHI AL ALR AR B BAL BALR BAS BASR BASSM BC BCR BCT BCTR BE BER BH BL BM BNE BNH BNL BNM BNO BNP BNZ BO BP BR BXH ' +
    'BXLE BZ BSM C CH CL CLC CLCL CLI CLM CLR CR CS CVB CVD D DR ED EDMK EX IC ICM J JE JH JL JM JNE JNH JNL JNO JNP JNZ ' +
    'JO JP JZ JAS L LA LAE LARL LCR LH LHI LM LMG LNR LPR LR LTR LG LGR LGF LGHI LTG MH MR MVC MVCL MVI MVN MVO MVZ N NC ' +
    'NI NR O OC OI OR PACK S SH SL SLA SLL SLR SR SRA SRL SRDA ST STC STCM STG STH STM STMG SVC TM TR TRT UNPK X XC XI XR ' +
    'ZAP AP SP MP DP CP ' +
    'ACTR AGO AIF AINSERT AMODE ANOP CCW CNOP COM COPY CSECT DC DROP DS DSECT EJECT END ENTRY EQU EXITM EXTRN GBLA GBLB GBLC ' +
    'ICTL ISEQ LCLA LCLB LCLC LOCTR LTORG MACRO MEND MNOTE OPSYN ORG POP PRINT PUNCH PUSH REPRO RMODE RSECT SETA SETB SETC ' +
    'SPACE START TITLE USING WXTRN EXEC CALL LINK XCTL LOAD ATTACH OPEN CLOSE GET PUT DCB ACB WTO SAVE RETURN GETMAIN ' +
    'FREEMAIN STORAGE ABEND'
  ).split(' '),
)

/** Whether an operation may be a macro of the tree. */
export function mayBeMacro(operation: string): boolean {
  return !common.has(operation)
}
