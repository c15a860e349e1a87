//! The statements of one application, in their order. Both databases read them: a parameter
//! is numbered by the place at which it is named first.

/// Whoever applies for the same member waits here.
pub(crate) const LOCK_MEMBER: &str =
    "UPDATE members SET updated_at = updated_at WHERE id = $1 RETURNING max_added_ports";

/// The answer that the key was given. It is looked for under the lock: a second request with
/// the same key comes after the commit of the first.
pub(crate) const FIND_KEY: &str = "SELECT request_digest, location, etag, body \
    FROM idempotency_keys WHERE member_id = $1 AND principal = $2 AND operation = $3 \
    AND key_digest = $4 AND expires_at > $5";

pub(crate) const ADDED_TO_DAY: &str = "SELECT CAST(COALESCE(SUM(added_ports), 0) AS BIGINT) \
    FROM port_applications WHERE member_id = $1 AND effective_date = $2 AND state <> 'cancelled'";

pub(crate) const HOLIDAY_IMPORT: &str =
    "SELECT first_day, last_day FROM holiday_imports WHERE id = 1";

pub(crate) const CLOSINGS: &str = "SELECT date, reason FROM closings ORDER BY date";

pub(crate) const ADDRESSES: &str = "SELECT email FROM member_notification_addresses \
    WHERE member_id = $1 ORDER BY position";

/// The next place in the chain of the member.
pub(crate) const AUDIT_HEAD: &str = "UPDATE audit_heads SET seq = seq + 1 WHERE member_id = $1 \
    RETURNING seq, digest";

/// The next number. From here on everybody waits who applies.
pub(crate) const TAKE_SERIAL: &str = "UPDATE serial_numbers SET last = last + 1 \
    WHERE name = 'portApplication' RETURNING last";

pub(crate) const APPLICATION: &str = "INSERT INTO port_applications (member_id, serial, revision, \
    effective_date, added_ports, state, applicant_id, applicant_name, remind, deadline_on, \
    deadline_at, search_text, version, submitted_at, updated_at) \
    VALUES ($1, $2, 0, $3, $4, 'accepted', $5, $6, FALSE, $7, $8, $9, 1, $10, $10)";

pub(crate) const EVENT: &str = "INSERT INTO port_application_events (member_id, serial, seq, \
    revision, kind, effective_date, added_ports, deadline_on, deadline_at, account_id, \
    account_name, at) VALUES ($1, $2, 1, 0, 'submitted', $3, $4, $5, $6, $7, $8, $9)";

pub(crate) const AUDIT_EVENT: &str = "INSERT INTO audit_events (member_id, seq, at, actor_kind, \
    actor_id, action, subject_id, text_digest, previous_digest, digest) \
    VALUES ($1, $2, $3, 'account', $4, 'portApplicationSubmitted', $5, NULL, $6, $7)";

pub(crate) const AUDIT_DIGEST: &str = "UPDATE audit_heads SET digest = $1 WHERE member_id = $2";

pub(crate) const JOB: &str = "INSERT INTO jobs (id, kind, payload, state, run_at, expires_at, \
    attempts, created_at) VALUES ($1, 'sendMail', $2, 'ready', $3, $4, 0, $3)";

/// A key that had expired is given anew.
pub(crate) const KEY: &str = "INSERT INTO idempotency_keys (member_id, principal, operation, \
    key_digest, request_digest, status, location, etag, body, expires_at) \
    VALUES ($1, $2, $3, $4, $5, 201, $6, $7, $8, $9) \
    ON CONFLICT (member_id, principal, operation, key_digest) DO UPDATE \
    SET request_digest = excluded.request_digest, status = excluded.status, \
    location = excluded.location, etag = excluded.etag, body = excluded.body, \
    expires_at = excluded.expires_at";
