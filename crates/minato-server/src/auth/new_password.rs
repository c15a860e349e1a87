//! Whether a new password may be used: the rules of the contract, and what only the
//! server can know.

use actix_web::web;
use chrono::TimeDelta;
use minato_db::models::accounts::Account;
use minato_db::models::members::Member;
use minato_db::models::{
    email_changes, first_logins, known_devices, password_resets, pending_logins, sessions,
    trusted_browsers,
};
use minato_db::{Tx as _, WriteTx};
use minato_mail::{Mail, PasswordChanged};
use minato_types::values::{Department, EmailAddress, PersonName, PhoneNumber, SessionId};
use minato_types::{FieldErrors, FieldRule};
use zxcvbn::Score;

use super::failures;
use crate::app::App;
use crate::http::ApiError;
use crate::jobs::send_mail;

/// How long a password that somebody else chose opens doors, unless it is replaced before.
pub const INITIAL_LIFETIME: TimeDelta = TimeDelta::hours(72);

/// What stands beside the fields of a password, and so comes to mind first.
const WORDS_OF_DOORS: [&str; 6] = ["login", "admin", "user", "guest", "portal", "welcome"];

/// How many digits and signs behind a word make it no better.
const MOST_ADDED: usize = 4;

/// A word is one that everybody tries if so many guesses find it.
const GUESSES_OF_A_WORD: u64 = 10_000;

/// How many letters and digits must be left of a password without personal words.
const LEAST_REST: usize = 4;

/// Whose password it is to be.
#[derive(Debug, Clone, Copy)]
pub struct Owner<'a> {
    /// The e-mail address.
    pub email: &'a EmailAddress,
    /// The name.
    pub name: &'a PersonName,
    /// The department.
    pub department: &'a Department,
    /// The telephone number, if known.
    pub phone: Option<&'a PhoneNumber>,
}

impl<'a> From<&'a Account> for Owner<'a> {
    fn from(account: &'a Account) -> Self {
        Self {
            email: &account.email.0,
            name: &account.name.0,
            department: &account.department.0,
            phone: account.phone.as_ref().map(|phone| &phone.0),
        }
    }
}

/// Whether `password` may be used by this owner; all rules that it breaks are told under
/// the name `field`.
pub async fn check(
    password: &str,
    owner: Owner<'_>,
    member: &Member,
    field: &'static str,
) -> Result<(), ApiError> {
    let mut errors = FieldErrors::new();
    member
        .password_policy
        .0
        .check(password, member.two_step, field, &mut errors);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let (password, words) = (password.to_owned(), personal_words(owner, member));
    // Estimating guesses takes its time: not on a thread that answers others.
    let broken = web::block(move || {
        if is_common(&password) {
            Some(FieldRule::PasswordTooCommon)
        } else {
            is_personal(&password, &words).then_some(FieldRule::PasswordTooPersonal)
        }
    });
    match broken
        .await
        .map_err(|error| ApiError::Unavailable(error.to_string()))?
    {
        Some(rule) => Err(FieldErrors::one(field, rule).into()),
        None => Ok(()),
    }
}

/// Whether fewer than a million guesses find the password, or it is a word that everybody tries
/// with what people add to it when they are told to.
pub fn is_common(password: &str) -> bool {
    zxcvbn::zxcvbn(password, &WORDS_OF_DOORS).score() < Score::Two || is_decorated(password)
}

/// Whether a word that few guesses find is followed by a few digits and signs.
fn is_decorated(password: &str) -> bool {
    let word = password.trim_end_matches(|c: char| !c.is_alphabetic());
    let added = password.chars().count() - word.chars().count();
    added <= MOST_ADDED && zxcvbn::zxcvbn(word, &WORDS_OF_DOORS).guesses() < GUESSES_OF_A_WORD
}

/// Whether hardly anything is left of the password without such words.
pub(super) fn is_personal(password: &str, words: &[String]) -> bool {
    let mut rest = password.to_lowercase();
    for word in words {
        rest = rest.replace(&word.to_lowercase(), " ");
    }
    rest.chars().filter(|c| c.is_alphanumeric()).count() < LEAST_REST
}

/// The words that somebody who knows the person tries first.
fn personal_words(owner: Owner<'_>, member: &Member) -> Vec<String> {
    let (address, name) = (owner.email.as_str(), owner.name.as_str());
    let mut words = vec![
        address.to_owned(),
        name.to_owned(),
        owner.department.as_str().to_owned(),
        member.name.clone(),
        member.member_number.0.as_str().to_owned(),
        member.member_number.0.as_str().replace('-', ""),
        "minato".to_owned(),
        "港".to_owned(),
    ];
    words.extend(address.split(['@', '.', '-', '_', '+']).map(str::to_owned));
    words.extend(name.split_whitespace().map(str::to_owned));
    if let Some(phone) = owner.phone {
        let digits = phone.as_str().chars().filter(char::is_ascii_digit);
        words.push(digits.collect());
    }
    words.retain(|word| word.chars().count() > 1);
    // Longer words first: a whole address goes before its parts.
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words
}

/// The browser in which one stays signed in.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The session there.
    pub session: SessionId,
    /// The digest of what it is known by.
    pub known_by: Option<String>,
}

/// What follows from a new password, in the same transaction: all sessions but `keep`
/// end, sign-ins under way and links end, failures and known browsers are forgotten, no browser
/// is trusted any more, and the owner is told by mail.
pub fn after_change(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    member: &Member,
    keep: Option<&Kept>,
    address: String,
) -> Result<(), ApiError> {
    end_what_was(tx, app, account, member, keep)?;
    let mail = Mail::PasswordChanged(PasswordChanged {
        name: account.name.0.as_str().to_owned(),
        changed_at: tx.now(),
        address,
    });
    Ok(send_mail::enqueue(tx, &app.keys, account, mail)?)
}

/// The same without the mail.
pub fn end_what_was(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    member: &Member,
    keep: Option<&Kept>,
) -> Result<(), ApiError> {
    let (scope, id) = (account.scope(), account.id.0);
    sessions::end_all_of(tx, scope, id, keep.map(|kept| kept.session))?;
    pending_logins::close_all_of(tx, scope, id)?;
    password_resets::consume_all_of(tx, scope, id)?;
    first_logins::end_all_of(tx, scope, id)?;
    let known_by = keep.and_then(|kept| kept.known_by.as_deref());
    known_devices::forget_all_of(tx, scope, id, known_by)?;
    trusted_browsers::delete_all_of(tx, scope, id)?;
    // Whoever set the password anew because of somebody else ends what that one began.
    email_changes::consume_all_of(tx, scope, id)?;
    Ok(failures::forget(tx, &app.keys, account, member)?)
}
