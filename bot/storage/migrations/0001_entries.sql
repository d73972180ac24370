-- Up Migration
-- Values are text, not jsonb: they come back byte for byte, whatever characters a person wrote.
-- Keys compare by bytes, so that "begins with" is a range of the primary key.
CREATE TABLE entries (
  key text COLLATE "C" PRIMARY KEY,
  value text NOT NULL,
  version integer NOT NULL,
  expires_at timestamptz
);
CREATE INDEX entries_expires_at ON entries (expires_at) WHERE expires_at IS NOT NULL;

-- Down Migration
DROP TABLE entries;
