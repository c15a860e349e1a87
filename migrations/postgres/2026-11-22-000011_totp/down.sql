ALTER TABLE sessions DROP COLUMN proven_at;
ALTER TABLE pending_logins DROP COLUMN factor;
DROP TABLE recovery_codes;
DROP TABLE totp_secrets;
