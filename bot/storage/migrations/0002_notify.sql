-- Up Migration
-- Each node hears of what the others wrote when it is committed, and never before; by the application's name it knows its own.
CREATE FUNCTION announce_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('entries', concat_ws(' ', current_setting('application_name'), NEW.version, NEW.key));
  RETURN NULL;
END $$;
CREATE TRIGGER announce_entry AFTER INSERT OR UPDATE ON entries
  FOR EACH ROW WHEN (NEW.key LIKE 'conversation/%' OR NEW.key LIKE 'case/%')
  EXECUTE FUNCTION announce_entry();

-- Down Migration
DROP TRIGGER announce_entry ON entries;
DROP FUNCTION announce_entry();
