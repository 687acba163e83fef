      ******************************************************************
      * DCLGEN TABLE(DUES.STAY)                                        *
      *        LIBRARY(DUES.PROD.DCLGEN(DCLSTAY))                      *
      *        ACTION(REPLACE) LANGUAGE(COBOL) APOST                   *
      ******************************************************************
           EXEC SQL DECLARE DUES.STAY TABLE
           ( STAY_ID                        INTEGER NOT NULL,
             HARBOUR                        CHAR(4) NOT NULL,
             BERTH                          CHAR(6) NOT NULL,
             SHIP_NUMBER                    INTEGER NOT NULL,
             ARRIVED                        DATE NOT NULL,
             LEAVES                         DATE,
             CHARGED                        CHAR(1) NOT NULL
           ) END-EXEC.
       01  DCLSTAY.
           10 STAY-ID              PIC S9(9) USAGE COMP.
           10 HARBOUR              PIC X(4).
           10 BERTH                PIC X(6).
           10 SHIP-NUMBER          PIC S9(9) USAGE COMP.
           10 ARRIVED              PIC X(10).
           10 LEAVES               PIC X(10).
           10 CHARGED              PIC X(1).
