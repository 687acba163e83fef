       IDENTIFICATION DIVISION.
       PROGRAM-ID. HDCONV98.
      * TURNS THE SHIPS' FILE OF TWO-FIGURE YEARS. RAN ONCE, IN 1998.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT OLD-SHIPS ASSIGN TO OLDSHIP.
           SELECT NEW-SHIPS ASSIGN TO NEWSHIP.
       DATA DIVISION.
       FILE SECTION.
       FD  OLD-SHIPS.
       01  OLD-SHIP                    PIC X(78).
       FD  NEW-SHIPS.
       01  NEW-SHIP                    PIC X(80).
       WORKING-STORAGE SECTION.
       01  WS-END                      PIC X(01) VALUE 'N'.
       PROCEDURE DIVISION.
       0000-MAIN.
           OPEN INPUT OLD-SHIPS OUTPUT NEW-SHIPS
           PERFORM UNTIL WS-END = 'Y'
               READ OLD-SHIPS
                   AT END MOVE 'Y' TO WS-END
                   NOT AT END
                       STRING '19' OLD-SHIP DELIMITED BY SIZE
                           INTO NEW-SHIP
                       WRITE NEW-SHIP
               END-READ
           END-PERFORM
           CLOSE OLD-SHIPS NEW-SHIPS
           STOP RUN.
