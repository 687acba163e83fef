000100 IDENTIFICATION DIVISION.                                         HDCALC01
000200 PROGRAM-ID. HDCALC01.                                            HDCALC01
000300*-----------------------------------------------------------------HDCALC01
000400* THE WEEK'S DUES. EVERY STAY THAT HAS ENDED IS CHARGED ONCE.     HDCALC01
000500* 14.03.91  OB  WRITTEN                                           HDCALC01
000600* 02.11.98  GJ  FOUR FIGURES IN YEARS                             HDCALC01
000700* 18.05.26  PW  CURRENCY OF THE HARBOUR, NOT OF THE SHIP     @PW26HDCALC01
000800*-----------------------------------------------------------------HDCALC01
000900 ENVIRONMENT DIVISION.                                            HDCALC01
001000 INPUT-OUTPUT SECTION.                                            HDCALC01
001100 FILE-CONTROL.                                                    HDCALC01
001200     SELECT CHARGE-FILE ASSIGN TO CHARGOUT                        HDCALC01
001300         ORGANIZATION IS SEQUENTIAL                               HDCALC01
001400         FILE STATUS IS WS-CHARGE-STATUS.                         HDCALC01
001500 DATA DIVISION.                                                   HDCALC01
001600 FILE SECTION.                                                    HDCALC01
001700 FD  CHARGE-FILE                                                  HDCALC01
001800     RECORDING MODE IS V                                          HDCALC01
001900     BLOCK CONTAINS 0 RECORDS.                                    HDCALC01
002000     COPY HDCHARGE REPLACING ==:TAG:== BY ==CHG==.                HDCALC01
002100 WORKING-STORAGE SECTION.                                         HDCALC01
002200 01  WS-PROGRAMS.                                                 HDCALC01
002300     05  WS-RATE-PROGRAM         PIC X(08) VALUE 'HDRATE01'.      HDCALC01
002400 01  WS-CHARGE-STATUS            PIC X(02).                       HDCALC01
002500 01  WS-WEEK                     PIC 9(06).                       HDCALC01
002600 01  WS-COUNTS.                                                   HDCALC01
002700     05  WS-STAYS                PIC S9(07) COMP-3 VALUE ZERO.    HDCALC01
002800     05  WS-REFUSED              PIC S9(07) COMP-3 VALUE ZERO.    HDCALC01
002900 01  WS-CURRENCY                 PIC X(03).                       @PW26   
003000     COPY HDRATELK.                                               HDCALC01
003100     EXEC SQL INCLUDE SQLCA END-EXEC.                             HDCALC01
003200     EXEC SQL INCLUDE DCLSTAY END-EXEC.                           HDCALC01
003300     EXEC SQL INCLUDE DCLSHIP END-EXEC.                           HDCALC01
003400     EXEC SQL                                                     HDCALC01
003500         DECLARE STAYS CURSOR WITH HOLD FOR                       HDCALC01
003600         SELECT S.STAY_ID, S.HARBOUR, S.SHIP_NUMBER,              HDCALC01
003700                DAYS(S.LEAVES) - DAYS(S.ARRIVED) + 1, V.TONNAGE   HDCALC01
003800           FROM DUES.STAY S                                       HDCALC01
003900           JOIN DUES.SHIP V ON V.SHIP_NUMBER = S.SHIP_NUMBER      HDCALC01
004000          WHERE S.LEAVES < CURRENT DATE                           HDCALC01
004100            AND S.CHARGED = 'N'                                   HDCALC01
004200            FOR UPDATE OF CHARGED                                 HDCALC01
004300     END-EXEC.                                                    HDCALC01
004400 PROCEDURE DIVISION.                                              HDCALC01
004500 0000-MAIN.                                                       HDCALC01
004600     ACCEPT WS-WEEK FROM SYSIN                                    HDCALC01
004700     OPEN OUTPUT CHARGE-FILE                                      HDCALC01
004800     EXEC SQL OPEN STAYS END-EXEC                                 HDCALC01
004900     PERFORM 1000-CHARGE UNTIL SQLCODE NOT = ZERO                 HDCALC01
005000     EXEC SQL CLOSE STAYS END-EXEC                                HDCALC01
005100     CLOSE CHARGE-FILE                                            HDCALC01
005200     DISPLAY 'HDCALC01 STAYS ' WS-STAYS ' REFUSED ' WS-REFUSED    HDCALC01
005300     GOBACK.                                                      HDCALC01
005400 1000-CHARGE.                                                     HDCALC01
005500     EXEC SQL                                                     HDCALC01
005600         FETCH STAYS INTO :STAY-ID, :DCLSTAY.HARBOUR,             HDCALC01
005700             :DCLSTAY.SHIP-NUMBER, :RATE-DAYS, :RATE-TONNAGE      HDCALC01
005800     END-EXEC                                                     HDCALC01
005900     IF SQLCODE = ZERO                                            HDCALC01
006000         MOVE HARBOUR OF DCLSTAY TO RATE-HARBOUR                  HDCALC01
006100         CALL WS-RATE-PROGRAM USING RATE-REQUEST                  HDCALC01
006200         IF RATE-RETURN = ZERO                                    HDCALC01
006300             PERFORM 2000-KEEP                                    HDCALC01
006400         ELSE                                                     HDCALC01
006500             ADD 1 TO WS-REFUSED                                  HDCALC01
006600         END-IF                                                   HDCALC01
006700     END-IF.                                                      HDCALC01
006800 2000-KEEP.                                                       HDCALC01
006900     EXEC SQL                                                     @PW26   
007000         SELECT CURRENCY INTO :WS-CURRENCY                        @PW26   
007100           FROM DUES.HARBOUR                                      @PW26   
007200          WHERE HARBOUR = :RATE-HARBOUR                           @PW26   
007300     END-EXEC                                                     @PW26   
007400     EXEC SQL                                                     HDCALC01
007500         INSERT INTO DUES.CHARGE                                  HDCALC01
007600             (STAY_ID, WEEK, AMOUNT, CURRENCY)                    HDCALC01
007700         VALUES (:STAY-ID, :WS-WEEK, :RATE-CHARGE, :WS-CURRENCY)  HDCALC01
007800     END-EXEC                                                     HDCALC01
007900     EXEC SQL                                                     HDCALC01
008000         UPDATE DUES.STAY SET CHARGED = 'Y'                       HDCALC01
008100          WHERE CURRENT OF STAYS                                  HDCALC01
008200     END-EXEC                                                     HDCALC01
008300     MOVE STAY-ID TO CHG-STAY                                     HDCALC01
008400     MOVE WS-WEEK TO CHG-WEEK                                     HDCALC01
008500     MOVE RATE-TONNAGE TO CHG-TONNAGE                             HDCALC01
008600     MOVE RATE-CHARGE TO CHG-TOTAL                                HDCALC01
008700     MOVE WS-CURRENCY TO CHG-CURRENCY                             HDCALC01
008800     MOVE 1 TO CHG-LINES                                          HDCALC01
008900     MOVE 'BRTH' TO CHG-KIND (1)                                  HDCALC01
009000     MOVE RATE-CHARGE TO CHG-AMOUNT (1)                           HDCALC01
009100     WRITE CHG-RECORD                                             HDCALC01
009200     ADD 1 TO WS-STAYS.                                           HDCALC01
