-- A member's admins read its trail; signed checkpoints close its prefixes; texts and old events
-- have an end.

CREATE INDEX audit_events_by_time ON audit_events (member_id, at, seq);
CREATE INDEX audit_events_by_action ON audit_events (member_id, action, at, seq);
CREATE INDEX audit_events_by_actor ON audit_events (member_id, actor_id, at, seq);
CREATE INDEX audit_events_by_subject ON audit_events (member_id, subject_id, at, seq);

-- When an event last referred to a text: by it retention finds those that no newer one needs. The
-- default is for servers that do not know the column yet; cleaning up gives such a text a time.
ALTER TABLE audit_texts ADD COLUMN last_used_at TIMESTAMP NOT NULL DEFAULT '9999-12-31 00:00:00';
CREATE INDEX audit_events_by_text ON audit_events (member_id, text_digest, at);
UPDATE audit_texts SET last_used_at = COALESCE(
    (SELECT MAX(e.at) FROM audit_events e
     WHERE e.member_id = audit_texts.member_id AND e.text_digest = audit_texts.digest),
    last_used_at
);
DROP INDEX audit_events_by_text;
CREATE INDEX audit_texts_by_age ON audit_texts (last_used_at);

-- What a chain was at a time, signed; every line is also kept elsewhere.
CREATE TABLE audit_checkpoints (
    member_id TEXT NOT NULL REFERENCES audit_heads (member_id),
    -- The event that it closes.
    seq BIGINT NOT NULL,
    -- The digest of that event.
    digest TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    key_id TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (member_id, seq)
);

CREATE INDEX audit_checkpoints_by_age ON audit_checkpoints (made_at);
