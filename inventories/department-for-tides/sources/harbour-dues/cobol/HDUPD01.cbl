       IDENTIFICATION DIVISION.
       PROGRAM-ID. HDUPD01.
      *-----------------------------------------------------------------
      * TRANSACTION HDAR: A SHIP HAS COME, OR GOES. SHOWS WHAT A DAY
      * COSTS IT, AND KEEPS A LINE OF WHO WROTE WHAT IN THE LOG.
      *-----------------------------------------------------------------
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  WS-RATE-PROGRAM             PIC X(08) VALUE 'HDRATE01'.
       01  WS-LOG-LINE.
           05  WS-LOG-TERMINAL         PIC X(04).
           05  WS-LOG-BERTH            PIC X(06).
           05  WS-LOG-SHIP             PIC 9(07).
           COPY HDCOMM.
           COPY HDRATELK.
           COPY HDMAPS.
           EXEC SQL INCLUDE SQLCA END-EXEC.
           EXEC SQL INCLUDE DCLSTAY END-EXEC.
       LINKAGE SECTION.
       01  DFHCOMMAREA                 PIC X(78).
       PROCEDURE DIVISION.
       0000-MAIN.
           MOVE DFHCOMMAREA TO HD-COMMAREA
           EXEC CICS SEND MAP('HDARR') MAPSET('HDMAPS')
               FROM(HDARRO) ERASE
           END-EXEC
           EXEC CICS RECEIVE MAP('HDARR') MAPSET('HDMAPS')
               INTO(HDARRI)
           END-EXEC
           MOVE SHIPNOI TO SHIP-NUMBER OF DCLSTAY
           MOVE 1 TO RATE-DAYS
           MOVE HD-HARBOUR TO RATE-HARBOUR
           EXEC CICS LINK PROGRAM(WS-RATE-PROGRAM)
               COMMAREA(RATE-REQUEST)
           END-EXEC
           MOVE RATE-CHARGE TO DAYRATEO
           EXEC SQL
               INSERT INTO DUES.STAY
                   (STAY_ID, HARBOUR, BERTH, SHIP_NUMBER, ARRIVED,
                    CHARGED)
               VALUES (NEXT VALUE FOR DUES.STAY_NUMBER, :HD-HARBOUR,
                   :HD-BERTH, :DCLSTAY.SHIP-NUMBER, CURRENT DATE, 'N')
           END-EXEC
           MOVE EIBTRMID TO WS-LOG-TERMINAL
           MOVE HD-BERTH TO WS-LOG-BERTH
           EXEC CICS WRITEQ TD QUEUE('HDLG') FROM(WS-LOG-LINE)
           END-EXEC
           EXEC CICS START TRANSID('HDIQ') FROM(HD-COMMAREA)
           END-EXEC
           EXEC CICS RETURN END-EXEC.
