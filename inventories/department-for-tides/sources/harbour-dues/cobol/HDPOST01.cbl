       IDENTIFICATION DIVISION.
       PROGRAM-ID. HDPOST01.
      *-----------------------------------------------------------------
      * SUMS THE SORTED CHARGES BY CURRENCY AND WRITES THE POSTINGS
      * THAT GO TO THE SHARED LEDGER.
      *-----------------------------------------------------------------
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT CHARGE-FILE ASSIGN TO CHARGIN.
           SELECT POSTING-FILE ASSIGN TO POSTOUT.
       DATA DIVISION.
       FILE SECTION.
       FD  CHARGE-FILE RECORDING MODE IS V.
           COPY HDCHARGE REPLACING ==:TAG:== BY ==IN==.
       FD  POSTING-FILE RECORDING MODE IS F.
           COPY HDPOST.
       WORKING-STORAGE SECTION.
       01  WS-END                      PIC X(01) VALUE 'N'.
           88  WS-NO-MORE                        VALUE 'Y'.
       01  WS-CURRENCY                 PIC X(03) VALUE SPACES.
       01  WS-SUM                      PIC S9(11)V9(02) COMP-3 VALUE 0.
       01  WS-WEEK                     PIC 9(06).
       PROCEDURE DIVISION.
       0000-MAIN.
           OPEN INPUT CHARGE-FILE OUTPUT POSTING-FILE
           PERFORM UNTIL WS-NO-MORE
               READ CHARGE-FILE
                   AT END SET WS-NO-MORE TO TRUE
                   NOT AT END PERFORM 1000-ADD
               END-READ
           END-PERFORM
           PERFORM 2000-POST
           CLOSE CHARGE-FILE POSTING-FILE
           GOBACK.
       1000-ADD.
           IF IN-CURRENCY NOT = WS-CURRENCY
               PERFORM 2000-POST
               MOVE IN-CURRENCY TO WS-CURRENCY
           END-IF
           MOVE IN-WEEK TO WS-WEEK
           ADD IN-TOTAL TO WS-SUM.
       2000-POST.
           IF WS-SUM NOT = ZERO
               MOVE 'HD' TO POST-TYPE
               MOVE '4410-DUES' TO POST-ACCOUNT
               MOVE WS-WEEK TO POST-WEEK
               MOVE WS-SUM TO POST-AMOUNT
               MOVE WS-CURRENCY TO POST-CURRENCY
               MOVE 'HARBOUR DUES OF THE WEEK' TO POST-TEXT
               WRITE POSTING-RECORD
               MOVE ZERO TO WS-SUM
           END-IF.
