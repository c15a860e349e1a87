//! The identity check: what is typed must be what is registered. It comes after the mailed
//! link and never instead of it, and nobody is told which of the fields was wrong.

use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::Account;
use minato_db::{DbError, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::first_login::Identity;
use minato_types::rules::keyword_search;
use minato_types::values::EmailAddress;

use crate::auth::keys::equal;
use crate::auth::sign_in;

/// Whether what is typed belongs to this account. Widths, case, kana forms, hyphens and spaces
/// do not matter; an account without a telephone number is not asked for one. All fields are
/// compared, whatever the first ones say.
pub fn matches(account: &Account, typed: Identity<'_>) -> bool {
    let email = EmailAddress::parse(typed.email).is_ok_and(|typed| {
        let registered = &account.email.0;
        equal(&typed.key(), &registered.key())
    });
    let name = equal(&name_key(typed.name), &name_key(account.name.0.as_str()));
    let typed_phone = phone_key(typed.phone.unwrap_or_default());
    let phone = account
        .phone
        .as_ref()
        .is_none_or(|registered| equal(&typed_phone, &phone_key(registered.0.as_str())));
    email & name & phone
}

/// A name as it is compared: only what is letter or digit counts.
fn name_key(name: &str) -> String {
    let normalised = keyword_search::normalised(name);
    let letters: String = normalised.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.is_empty() {
        normalised
    } else {
        letters
    }
}

/// A telephone number as it is compared: its digits, with the country code of Japan as the
/// zero that stands for it at home.
fn phone_key(phone: &str) -> String {
    let normalised = keyword_search::normalised(phone);
    let digits: String = normalised.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("81") {
        Some(rest) if normalised.trim_start().starts_with('+') => {
            format!("0{}", rest.strip_prefix('0').unwrap_or(rest))
        }
        _ => digits,
    }
}

/// Records that an identity check failed.
pub fn record_refusal(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), DbError> {
    record(tx, account, AuditAction::IdentityRefused)
}

/// Records that a link ended by it.
pub fn record_end(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), DbError> {
    record(tx, account, AuditAction::LinkEnded)
}

/// Whoever it was has not proved who he is.
fn record(tx: &mut WriteTx<'_>, account: &Account, action: AuditAction) -> Result<(), DbError> {
    let event = NewAuditEvent {
        actor: Actor::Nobody,
        ..sign_in::own_event(account, action)
    };
    audit::record(tx, account.scope(), &event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_the_same() {
        let registered = name_key("ミナト　ハナコ");
        for typed in [
            "みなと はなこ",
            "ﾐﾅﾄﾊﾅｺ",
            " ミナト・ハナコ ",
            "ミナトハナコ",
        ] {
            assert_eq!(name_key(typed), registered, "{typed}");
        }
        assert_eq!(
            name_key("Ａｎｎａ-Ｌｅｎａ Ｏ'Ｎｅｉｌ"),
            name_key("anna lena oneil")
        );
        assert_ne!(name_key("ミナト ハナ"), registered);
        // A long vowel is part of a name.
        assert_ne!(name_key("オーノ"), name_key("オノ"));
    }

    #[test]
    fn spellings_of_one_telephone_number_are_the_same() {
        let registered = phone_key("03-1234-5678");
        for typed in [
            "０３－１２３４－５６７８",
            "0312345678",
            "03 (1234) 5678",
            "03ー1234ー5678",
            "+81 3 1234 5678",
            "＋81-(0)3-1234-5678",
        ] {
            assert_eq!(phone_key(typed), registered, "{typed}");
        }
        assert_ne!(phone_key("03-1234-5679"), registered);
        assert_ne!(phone_key("81 3 1234 5678"), registered);
        assert_ne!(phone_key(""), registered);
    }
}
