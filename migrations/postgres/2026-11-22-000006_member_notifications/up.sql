-- Who hears by mail of what a member's people do, and how many ports a day takes.

ALTER TABLE members ADD COLUMN max_added_ports BIGINT NOT NULL DEFAULT 100 CHECK (max_added_ports BETWEEN 1 AND 9999);
ALTER TABLE members ADD COLUMN mail_language TEXT NOT NULL DEFAULT 'ja' CHECK (mail_language IN ('ja', 'en'));
-- Grows with every change of the notifications: the entity tag.
ALTER TABLE members ADD COLUMN notifications_version BIGINT NOT NULL DEFAULT 1;

CREATE TABLE member_notification_addresses (
    member_id TEXT NOT NULL REFERENCES members (id),
    -- Their order, from 0.
    position BIGINT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (member_id, position)
);
