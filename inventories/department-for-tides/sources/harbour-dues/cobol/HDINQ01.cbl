       IDENTIFICATION DIVISION.
       PROGRAM-ID. HDINQ01.
      *-----------------------------------------------------------------
      * TRANSACTION HDIQ: WHO LIES AT A BERTH. PF5 GOES TO ARRIVALS.
      *-----------------------------------------------------------------
       DATA DIVISION.
       WORKING-STORAGE SECTION.
           COPY HDCOMM.
           COPY HDMAPS.
           COPY DFHAID.
           EXEC SQL INCLUDE SQLCA END-EXEC.
           EXEC SQL INCLUDE DCLSTAY END-EXEC.
           EXEC SQL INCLUDE DCLSHIP END-EXEC.
       LINKAGE SECTION.
       01  DFHCOMMAREA                 PIC X(78).
       PROCEDURE DIVISION.
       0000-MAIN.
           IF EIBCALEN = ZERO
               PERFORM 3000-SHOW
           ELSE
               MOVE DFHCOMMAREA TO HD-COMMAREA
               EVALUATE EIBAID
                   WHEN DFHPF3
                       EXEC CICS RETURN END-EXEC
                   WHEN DFHPF5
                       SET HD-ARRIVE TO TRUE
                       EXEC CICS XCTL PROGRAM('HDUPD01')
                           COMMAREA(HD-COMMAREA)
                       END-EXEC
                   WHEN OTHER
                       PERFORM 1000-READ
                       PERFORM 3000-SHOW
               END-EVALUATE
           END-IF
           EXEC CICS RETURN TRANSID('HDIQ')
               COMMAREA(HD-COMMAREA)
           END-EXEC.
       1000-READ.
           EXEC CICS RECEIVE MAP('HDINQ') MAPSET('HDMAPS')
               INTO(HDINQI)
           END-EXEC
           MOVE BERTHI TO HD-BERTH
           EXEC SQL
               SELECT V.SHIP_NAME, S.ARRIVED
                 INTO :DCLSHIP.SHIP-NAME, :DCLSTAY.ARRIVED
                 FROM DUES.STAY S
                 JOIN DUES.SHIP V ON V.SHIP_NUMBER = S.SHIP_NUMBER
                WHERE S.BERTH = :HD-BERTH
                  AND S.LEAVES IS NULL
           END-EXEC
           IF SQLCODE = ZERO
               MOVE SHIP-NAME OF DCLSHIP TO SHIPO
               MOVE ARRIVED OF DCLSTAY TO SINCEO
           ELSE
               MOVE 'NOBODY LIES THERE' TO MSGO
           END-IF.
       3000-SHOW.
           EXEC CICS SEND MAP('HDINQ') MAPSET('HDMAPS')
               FROM(HDINQO) ERASE
           END-EXEC.
