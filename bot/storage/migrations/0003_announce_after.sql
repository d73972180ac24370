-- Up Migration
-- Nodes tell of what they wrote once it is committed, many keys at once (announcer.ts): PostgreSQL commits transactions that notify
-- one at a time. Whoever else writes, such as a node of the release before or a command, is told of here as before.
DROP TRIGGER announce_entry ON entries;
CREATE TRIGGER announce_entry AFTER INSERT OR UPDATE ON entries
  FOR EACH ROW WHEN (
    (NEW.key LIKE 'conversation/%' OR NEW.key LIKE 'case/%')
    AND current_setting('application_name') NOT LIKE 'guide-node-%'
  )
  EXECUTE FUNCTION announce_entry();

-- Down Migration
DROP TRIGGER announce_entry ON entries;
CREATE TRIGGER announce_entry AFTER INSERT OR UPDATE ON entries
  FOR EACH ROW WHEN (NEW.key LIKE 'conversation/%' OR NEW.key LIKE 'case/%')
  EXECUTE FUNCTION announce_entry();
