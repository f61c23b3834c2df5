-- Up Migration
-- Every version of a rule set that was ever in force here: as shipped in data/standards, or as an admin set its numbers. Append only, so that the
-- clause and threshold of any figure can be found by rule set and version.
create table rule_set_version (
  rule_set_id     text not null,
  version         integer not null check (version >= 1),
  content         json not null,            -- the whole rule set as its file has it; json keeps the order of fields
  hash            text not null,            -- sha256 of the content without its version
  parent_version  integer,                  -- in force before it; null for the first
  shipped_version integer not null,         -- version and hash of the file it goes back to
  shipped_hash    text not null,
  follows         boolean not null,         -- a newer file takes its place by itself; false: somebody chose other values, which stay
  reason          text not null default '',
  author          integer references account, -- null: the program, from its files
  created_at      timestamptz not null default now(),
  primary key (rule_set_id, version),
  foreign key (rule_set_id, parent_version) references rule_set_version,
  check (author is null or length(btrim(reason)) > 0)
);

-- Down Migration
drop table rule_set_version;
