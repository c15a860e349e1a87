UPDATE accounts SET second_factor = 'mailOtp';
ALTER TABLE accounts DROP CONSTRAINT accounts_second_factor_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_second_factor_check CHECK (second_factor IN ('mailOtp'));
ALTER TABLE password_resets DROP COLUMN identity_tries;
DROP TABLE first_logins;
