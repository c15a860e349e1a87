-- How much of what is allowed in a time is used: by the browsers of one part of the network, by
-- the mails to one address. The subject is a keyed digest.
CREATE TABLE rate_limits (
    subject TEXT NOT NULL PRIMARY KEY,
    used BIGINT NOT NULL,
    -- When counting begins anew.
    ends_at TIMESTAMP NOT NULL
);

CREATE INDEX rate_limits_by_age ON rate_limits (ends_at);
