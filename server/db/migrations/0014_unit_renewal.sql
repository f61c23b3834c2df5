-- Up Migration
-- 留改拆建: what a unit keeps, alters, pulls down and builds (planning/renewal/renewal-figures.ts), by the names of the form's fields; what is not stated is not there.
alter table renewal_unit add column renewal jsonb not null default '{}';

-- Down Migration
alter table renewal_unit drop column renewal;
