DROP TABLE password_resets;
DROP TABLE sessions;
DROP TABLE pending_logins;
DROP TABLE factor_failures;
DROP TABLE password_failures;
