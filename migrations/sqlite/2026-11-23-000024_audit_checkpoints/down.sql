DROP TABLE audit_checkpoints;
DROP INDEX audit_texts_by_age;
ALTER TABLE audit_texts DROP COLUMN last_used_at;
DROP INDEX audit_events_by_subject;
DROP INDEX audit_events_by_actor;
DROP INDEX audit_events_by_action;
DROP INDEX audit_events_by_time;
