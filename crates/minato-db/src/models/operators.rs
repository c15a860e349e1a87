//! Staff of the carrier. They belong to no member: these queries take no scope.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use minato_types::operator::OperatorState;
use minato_types::values::{EmailAddress, Language, PersonName};
use uuid::Uuid;

use super::changed;
use crate::schema::operators;
use crate::{AsText, DbError, Tx, WriteTx};

/// Somebody of the carrier's staff.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = operators)]
pub struct Operator {
    /// The id.
    pub id: AsText<Uuid>,
    /// The e-mail address.
    pub email: AsText<EmailAddress>,
    /// The name.
    pub name: AsText<PersonName>,
    /// The language of answers and mails.
    pub language: AsText<Language>,
    /// Whether it can be used.
    pub state: AsText<OperatorState>,
    /// When it last signed in, if it ever did.
    pub last_signed_in_at: Option<NaiveDateTime>,
}

impl Operator {
    /// Whether the operator may sign in.
    pub fn is_active(&self) -> bool {
        self.state.0 == OperatorState::Active
    }
}

/// An operator to be made.
#[derive(Debug, Clone)]
pub struct NewOperator {
    /// The e-mail address.
    pub email: EmailAddress,
    /// The name.
    pub name: PersonName,
    /// The language of answers and mails.
    pub language: Language,
}

/// What an operator proves himself by: all there, or nothing.
#[derive(Clone)]
pub struct Credentials {
    /// The hash of the password (PHC string).
    pub password_hash: String,
    /// The secret of the app, encrypted for the row of the operator.
    pub sealed_secret: String,
    /// The name of the key that opens it.
    pub key_id: String,
}

/// Makes an operator, who cannot sign in before he is set up.
pub fn insert(tx: &mut WriteTx<'_>, new: &NewOperator) -> Result<Operator, DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(operators::table)
        .values((
            operators::id.eq(id.to_string()),
            operators::email.eq(new.email.as_str()),
            operators::email_key.eq(new.email.key()),
            operators::name.eq(new.name.as_str()),
            operators::language.eq(new.language.as_str()),
            operators::state.eq(OperatorState::Active.as_str()),
            operators::last_step.eq(0),
            operators::created_at.eq(now),
            operators::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    get(tx, id)
}

/// An operator.
pub fn get(tx: &mut impl Tx, id: Uuid) -> Result<Operator, DbError> {
    Ok(operators::table
        .find(id.to_string())
        .select(Operator::as_select())
        .first(tx.conn())?)
}

/// The operator of this address.
pub fn find_by_email(tx: &mut impl Tx, email: &EmailAddress) -> Result<Option<Operator>, DbError> {
    Ok(operators::table
        .filter(operators::email_key.eq(email.key()))
        .select(Operator::as_select())
        .first(tx.conn())
        .optional()?)
}

/// All operators, each with whether he is set up, by address.
pub fn list(tx: &mut impl Tx) -> Result<Vec<(Operator, bool)>, DbError> {
    Ok(operators::table
        .order(operators::email_key)
        .select((
            Operator::as_select(),
            operators::password_hash.is_not_null(),
        ))
        .load(tx.conn())?)
}

/// Makes all transactions that change what hangs on this operator take turns.
pub fn lock(tx: &mut WriteTx<'_>, id: Uuid) -> Result<(), DbError> {
    // An update that changes nothing locks the row on both databases.
    diesel::update(operators::table.find(id.to_string()))
        .set(operators::updated_at.eq(operators::updated_at))
        .execute(tx.conn())?;
    Ok(())
}

/// What the operator proves himself by, if he is set up.
pub fn credentials(tx: &mut impl Tx, id: Uuid) -> Result<Option<Credentials>, DbError> {
    type Columns = (Option<String>, Option<String>, Option<String>);
    let found: Columns = operators::table
        .find(id.to_string())
        .select((
            operators::password_hash,
            operators::sealed_secret,
            operators::key_id,
        ))
        .first(tx.conn())?;
    Ok(match found {
        (Some(password_hash), Some(sealed_secret), Some(key_id)) => Some(Credentials {
            password_hash,
            sealed_secret,
            key_id,
        }),
        _ => None,
    })
}

/// Sets what the operator proves himself by; codes count from behind `last_step`.
pub fn set_credentials(
    tx: &mut WriteTx<'_>,
    id: Uuid,
    new: &Credentials,
    last_step: i64,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::update(operators::table.find(id.to_string()))
        .set((
            operators::password_hash.eq(&new.password_hash),
            operators::sealed_secret.eq(&new.sealed_secret),
            operators::key_id.eq(&new.key_id),
            operators::last_step.eq(last_step),
            operators::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes everything away that the operator could prove himself by.
pub fn clear_credentials(tx: &mut WriteTx<'_>, id: Uuid) -> Result<(), DbError> {
    let (now, none) = (tx.now().naive_utc(), None::<String>);
    diesel::update(operators::table.find(id.to_string()))
        .set((
            operators::password_hash.eq(&none),
            operators::sealed_secret.eq(&none),
            operators::key_id.eq(&none),
            operators::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Stores the same password under newer hash parameters; false if it has changed meanwhile.
pub fn rehash_password(
    tx: &mut WriteTx<'_>,
    id: Uuid,
    old: &str,
    hash: &str,
) -> Result<bool, DbError> {
    let same = operators::table
        .find(id.to_string())
        .filter(operators::password_hash.eq(old));
    let rows = diesel::update(same)
        .set(operators::password_hash.eq(hash))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Accepts the code of a step, once: false if this or a later one was accepted before, or the
/// secret is not this one any more.
pub fn accept_step(
    tx: &mut WriteTx<'_>,
    id: Uuid,
    sealed_secret: &str,
    step: i64,
) -> Result<bool, DbError> {
    let fresh = operators::table
        .find(id.to_string())
        .filter(operators::sealed_secret.eq(sealed_secret))
        .filter(operators::last_step.lt(step));
    let rows = diesel::update(fresh)
        .set(operators::last_step.eq(step))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Switches an operator off or on, once: false if he was so already.
pub fn set_state(tx: &mut WriteTx<'_>, id: Uuid, state: OperatorState) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let other = operators::table
        .find(id.to_string())
        .filter(operators::state.ne(state.as_str()));
    let rows = diesel::update(other)
        .set((
            operators::state.eq(state.as_str()),
            operators::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Notes that the operator signs in now.
pub fn note_sign_in(tx: &mut WriteTx<'_>, id: Uuid) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::update(operators::table.find(id.to_string()))
        .set(operators::last_signed_in_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}
