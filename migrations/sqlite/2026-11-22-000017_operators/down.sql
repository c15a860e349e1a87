-- The chains keep their looser references: the program before does not mind.
DELETE FROM idempotency_keys WHERE member_id = '00000000-0000-0000-0000-000000000000';
DELETE FROM audit_texts WHERE member_id = '00000000-0000-0000-0000-000000000000';
DELETE FROM audit_events WHERE member_id = '00000000-0000-0000-0000-000000000000';
DELETE FROM audit_heads WHERE member_id = '00000000-0000-0000-0000-000000000000';
ALTER TABLE members DROP COLUMN version;
DROP TABLE operator_sessions;
DROP TABLE operator_pending_logins;
DROP TABLE operator_factor_failures;
DROP TABLE operator_recovery_codes;
DROP TABLE operator_setups;
DROP TABLE operators;
