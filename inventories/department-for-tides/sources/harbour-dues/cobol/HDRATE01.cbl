       IDENTIFICATION DIVISION.
       PROGRAM-ID. HDRATE01.
      *-----------------------------------------------------------------
      * WHAT A SHIP OWES FOR ITS DAYS. BATCH CALLS IT, CICS LINKS TO IT.
      * A HARBOUR MAY HAVE A RULE OF ITS OWN: THE TABLE NAMES ITS
      * PROGRAM, SO THAT A NEW HARBOUR NEEDS NO CHANGE HERE.
      *-----------------------------------------------------------------
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  WS-RULE-PROGRAM             PIC X(08).
       01  WS-PER-TON                  PIC S9(03)V9(04) COMP-3.
           EXEC SQL INCLUDE SQLCA END-EXEC.
       LINKAGE SECTION.
           COPY HDRATELK.
       PROCEDURE DIVISION USING RATE-REQUEST.
       0000-MAIN.
           MOVE ZERO TO RATE-RETURN RATE-CHARGE
           EXEC SQL
               SELECT PER_TON, RULE_PROGRAM
                 INTO :WS-PER-TON, :WS-RULE-PROGRAM
                 FROM DUES.HARBOUR
                WHERE HARBOUR = :RATE-HARBOUR
           END-EXEC
           EVALUATE TRUE
               WHEN SQLCODE NOT = ZERO
                   MOVE 8 TO RATE-RETURN
               WHEN WS-RULE-PROGRAM = SPACES
                   COMPUTE RATE-CHARGE ROUNDED =
                       RATE-TONNAGE * WS-PER-TON * RATE-DAYS
               WHEN OTHER
                   CALL WS-RULE-PROGRAM USING RATE-REQUEST
                       ON EXCEPTION MOVE 12 TO RATE-RETURN
                   END-CALL
           END-EVALUATE
           GOBACK.
