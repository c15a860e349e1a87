ALTER TABLE password_resets DROP COLUMN purpose;
ALTER TABLE accounts DROP COLUMN last_signed_in_at;
ALTER TABLE accounts DROP COLUMN password_expires_at;
ALTER TABLE accounts DROP COLUMN must_change_password;
ALTER TABLE accounts DROP COLUMN search_text;
