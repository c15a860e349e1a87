DROP TABLE trusted_browsers;
ALTER TABLE sign_ins DROP COLUMN trusted;
ALTER TABLE accounts DROP COLUMN trusted_browsers;
ALTER TABLE members DROP COLUMN security_version;
ALTER TABLE members DROP COLUMN trusted_browsers;
