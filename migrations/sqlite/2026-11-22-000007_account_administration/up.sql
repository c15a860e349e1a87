-- What admins need to manage the accounts of their member.

-- Name, address, department and number in the form in which words are searched.
ALTER TABLE accounts ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
-- Whether an admin chose the password: then nothing but choosing one's own is possible.
ALTER TABLE accounts ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE;
-- After this time a password that an admin chose opens no door.
ALTER TABLE accounts ADD COLUMN password_expires_at TIMESTAMP;
ALTER TABLE accounts ADD COLUMN last_signed_in_at TIMESTAMP;

UPDATE accounts SET search_text = lower(name || ' ' || email || ' ' || department || ' ' || coalesce(phone, ''));

-- Why the link was sent: the password was forgotten, or an admin invites.
ALTER TABLE password_resets ADD COLUMN purpose TEXT NOT NULL DEFAULT 'reset' CHECK (purpose IN ('reset', 'invitation'));
