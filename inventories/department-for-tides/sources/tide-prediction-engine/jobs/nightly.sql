BEGIN
  DBMS_SCHEDULER.CREATE_JOB(
    job_name        => 'NIGHTLY_PREDICTION',
    job_type        => 'STORED_PROCEDURE',
    job_action      => 'TIDE_PREDICTION.PREDICT_ALL',
    repeat_interval => 'FREQ=DAILY;BYHOUR=2;BYMINUTE=15',
    enabled         => TRUE);
  DBMS_SCHEDULER.CREATE_JOB(
    job_name        => 'BERTHS_OF_THE_DAY',
    job_type        => 'STORED_PROCEDURE',
    job_action      => 'TIDE_PREDICTION.TAKE_BERTHS',
    repeat_interval => 'FREQ=DAILY;BYHOUR=5;BYMINUTE=30',
    enabled         => TRUE);
END;
/
