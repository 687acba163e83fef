       IDENTIFICATION DIVISION.
       PROGRAM-ID. HDBERTH1.
      *-----------------------------------------------------------------
      * WHICH SHIP LIES AT WHICH BERTH, FOR OTHERS: ALL IN DISPLAY, SO
      * THAT THE TRANSFER MAY TURN IT INTO ASCII.
      *-----------------------------------------------------------------
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT BERTH-FILE ASSIGN TO BERTHOUT
               FILE STATUS IS WS-STATUS.
       DATA DIVISION.
       FILE SECTION.
       FD  BERTH-FILE RECORDING MODE IS F.
           COPY HDBERTH REPLACING ==:TAG:== BY ==OUT==.
       WORKING-STORAGE SECTION.
       01  WS-STATUS                   PIC X(02).
       01  WS-LEAVES                   PIC X(10).
       01  WS-LEAVES-SEEN              PIC S9(04) COMP.
           EXEC SQL INCLUDE SQLCA END-EXEC.
           EXEC SQL INCLUDE DCLSTAY END-EXEC.
           EXEC SQL INCLUDE DCLSHIP END-EXEC.
           EXEC SQL
               DECLARE LYING CURSOR FOR
               SELECT S.HARBOUR, S.BERTH, S.SHIP_NUMBER, V.SHIP_NAME,
                      S.ARRIVED, S.LEAVES, V.DRAUGHT_CM
                 FROM DUES.STAY S, DUES.SHIP V
                WHERE V.SHIP_NUMBER = S.SHIP_NUMBER
                  AND (S.LEAVES IS NULL OR S.LEAVES >= CURRENT DATE)
                ORDER BY S.HARBOUR, S.BERTH
           END-EXEC.
       PROCEDURE DIVISION.
       0000-MAIN.
           OPEN OUTPUT BERTH-FILE
           EXEC SQL OPEN LYING END-EXEC
           PERFORM UNTIL SQLCODE NOT = ZERO
               EXEC SQL
                   FETCH LYING INTO :DCLSTAY.HARBOUR, :DCLSTAY.BERTH,
                       :DCLSTAY.SHIP-NUMBER, :DCLSHIP.SHIP-NAME,
                       :DCLSTAY.ARRIVED, :WS-LEAVES :WS-LEAVES-SEEN,
                       :DCLSHIP.DRAUGHT-CM
               END-EXEC
               IF SQLCODE = ZERO
                   PERFORM 1000-WRITE
               END-IF
           END-PERFORM
           EXEC SQL CLOSE LYING END-EXEC
           CLOSE BERTH-FILE
           GOBACK.
       1000-WRITE.
           INITIALIZE OUT-RECORD
           MOVE HARBOUR OF DCLSTAY TO OUT-HARBOUR
           MOVE BERTH OF DCLSTAY TO OUT-BERTH
           MOVE SHIP-NUMBER OF DCLSTAY TO OUT-SHIP-NUMBER
           MOVE SHIP-NAME OF DCLSHIP TO OUT-SHIP-NAME
           MOVE DRAUGHT-CM OF DCLSHIP TO OUT-DRAUGHT-CM
           WRITE OUT-RECORD.
