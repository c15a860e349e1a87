//! Announcements of the operator to a member.

use chrono::NaiveDate;
use diesel::prelude::*;
use minato_types::page::PageQuery;
use uuid::Uuid;

use crate::schema::member_notes;
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// An announcement of the operator to a member.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = member_notes)]
pub struct MemberNote {
    /// The id.
    pub id: AsText<Uuid>,
    /// The day (Japan time) from which the note holds.
    pub published_on: NaiveDate,
    /// The headline.
    pub title: String,
    /// The text.
    pub body: String,
}

/// One page of the notes published until `today`, newest first, and how many there are.
pub fn list(
    tx: &mut impl Tx,
    scope: TenantScope,
    today: NaiveDate,
    page: PageQuery,
) -> Result<(Vec<MemberNote>, u64), DbError> {
    let published = member_notes::member_id
        .eq(scope.key())
        .and(member_notes::published_on.le(today));
    let total: i64 = member_notes::table
        .filter(published.clone())
        .count()
        .get_result(tx.conn())?;
    let notes = member_notes::table
        .filter(published)
        .order((member_notes::published_on.desc(), member_notes::id.desc()))
        .limit(i64::from(page.page_size))
        .offset(i64::from(page.page - 1) * i64::from(page.page_size))
        .select(MemberNote::as_select())
        .load(tx.conn())?;
    Ok((notes, total.unsigned_abs()))
}

/// Publishes a note.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    published_on: NaiveDate,
    title: &str,
    body: &str,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(member_notes::table)
        .values((
            member_notes::member_id.eq(scope.key()),
            member_notes::id.eq(id.to_string()),
            member_notes::published_on.eq(published_on),
            member_notes::title.eq(title),
            member_notes::body.eq(body),
            member_notes::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}
