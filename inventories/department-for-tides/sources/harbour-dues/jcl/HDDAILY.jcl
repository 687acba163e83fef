//HDDAILY  JOB (HARB,4410),'WHO LIES WHERE',CLASS=P,MSGCLASS=X
//*-------------------------------------------------------------------*
//* SHIPS AT THEIR BERTHS, FOR THE SURGE SERVICE, THE PREDICTION      *
//* ENGINE AND THE BARRIERS' CONTROL ROOM.                            *
//*-------------------------------------------------------------------*
//EXTRACT  EXEC PGM=IKJEFT01,DYNAMNBR=20
//STEPLIB  DD DSN=DUES.PROD.LOADLIB,DISP=SHR
//BERTHOUT DD DSN=DUES.PROD.BERTHS(+1),DISP=(NEW,CATLG,DELETE),
//            SPACE=(TRK,(30,15),RLSE),RECFM=FB,LRECL=80
//SYSTSPRT DD SYSOUT=*
//SYSTSIN  DD *
  DSN SYSTEM(DB2P)
  RUN PROGRAM(HDBERTH1) PLAN(HDPLAN) LIB('DUES.PROD.LOADLIB')
  END
/*
//TOFILES  EXEC PGM=FTP,PARM='(EXIT',COND=(0,NE)
//NETRC    DD DSN=DUES.PROD.NETRC,DISP=SHR
//OUTPUT   DD SYSOUT=*
//INPUT    DD *
files01.tides.example
ascii
put 'DUES.PROD.BERTHS(+1)' /outbound/harbour/berths.dat
quit
/*
//TOENGINE EXEC PGM=FTP,PARM='(EXIT',COND=(0,NE)
//NETRC    DD DSN=DUES.PROD.NETRC,DISP=SHR
//OUTPUT   DD SYSOUT=*
//INPUT    DD *
tidedb01.tides.example
ascii
put 'DUES.PROD.BERTHS(+1)' /u02/exchange/berths.dat
quit
/*
