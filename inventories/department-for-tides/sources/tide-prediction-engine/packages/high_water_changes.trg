CREATE OR REPLACE TRIGGER high_water_changes
  AFTER INSERT OR UPDATE OR DELETE ON high_water
  FOR EACH ROW
BEGIN
  INSERT INTO prediction_change (port_code, changed_at, changed_by)
  VALUES (NVL(:NEW.port_code, :OLD.port_code), SYSTIMESTAMP, USER);
END;
/
