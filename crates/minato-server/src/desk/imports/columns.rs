//! The columns of a file: by the names of the API, or by those of our own exports in either
//! language.

use minato_types::rules::keyword_search;
use minato_types::{FieldErrors, FieldRule};

use super::table::Row;

/// A column: its name in the API, in Japanese and in English; whether it must be there.
pub(crate) type Column = (&'static str, &'static str, &'static str, bool);

pub(crate) const MEMBERS: &[Column] = &[
    ("memberNumber", "会員番号", "Member number", true),
    ("name", "会社名", "Company", true),
    ("postalCode", "郵便番号", "Postal code", false),
    ("address", "住所", "Address", true),
    ("contractedPorts", "契約ポート数", "Contracted ports", false),
    ("maxAddedPorts", "追加ポート上限", "Most added ports", false),
    ("closingDay", "締め日", "Closing day", false),
    ("twoStep", "二段階認証", "Two steps", false),
    (
        "passwordPolicy",
        "パスワードポリシー",
        "Password policy",
        false,
    ),
    ("options", "オプション", "Options", false),
];

pub(crate) const ACCOUNTS: &[Column] = &[
    ("memberNumber", "会員番号", "Member number", true),
    ("name", "担当者名", "Name", true),
    ("role", "権限", "Role", true),
    ("email", "ログインID", "E-mail address", true),
    ("department", "部署", "Department", true),
    ("phone", "電話番号", "Telephone", false),
    ("validUntil", "有効期限", "Valid until", false),
    ("language", "言語", "Language", false),
    ("secondFactor", "二段階認証の方法", "Second step", false),
];

pub(super) const GROUPS: &[Column] = &[
    ("memberNumber", "会員番号", "Member number", true),
    ("group", "グループ", "Group", true),
    ("email", "ログインID", "E-mail address", false),
    ("service", "サービス", "Service", false),
    ("contractNumber", "ご契約番号", "Contract number", false),
    ("permission", "権限", "Permission", false),
];

pub(super) const CONTRACTS: &[Column] = &[
    ("memberNumber", "会員番号", "Member number", true),
    ("contractNumber", "ご契約番号", "Contract number", true),
    ("service", "サービス", "Service", true),
    ("customerNumber", "お客さま番号", "Customer number", true),
    ("groupNumber", "グループ番号", "Group number", false),
    ("site", "拠点", "Site", true),
    ("status", "運用状況", "Status", false),
    ("appliedOn", "申込日", "Applied on", true),
    ("providedOn", "提供開始日", "Provided on", true),
    ("endsOn", "終了日", "Ends on", false),
    ("memo", "ごメモ", "Memo", false),
];

/// Where each column stands in the rows.
#[derive(Debug)]
pub(crate) struct Columns(Vec<&'static str>);

impl Columns {
    /// The columns that a head names; all that is wrong with it is told at once.
    pub(crate) fn of(head: &[String], known: &[Column]) -> Result<Self, FieldErrors> {
        let (mut errors, mut found) = (FieldErrors::new(), Vec::new());
        for name in head {
            let column = known.iter().find(|column| is_named(column, name));
            match column {
                None => errors.add(&format!("columns.{}", name.trim()), FieldRule::UnknownField),
                Some((field, ..)) if found.contains(field) => {
                    errors.add(&format!("columns.{field}"), FieldRule::Duplicate);
                }
                Some((field, ..)) => found.push(*field),
            }
        }
        for (field, _, _, required) in known {
            if *required && !found.contains(field) {
                errors.add(&format!("columns.{field}"), FieldRule::Required);
            }
        }
        if errors.is_empty() {
            Ok(Self(found))
        } else {
            Err(errors)
        }
    }

    /// Whether a row has no more cells than there are columns.
    pub(crate) fn fit(&self, row: &Row) -> bool {
        row.cells.len() <= self.0.len()
    }

    /// A cell without the spaces around it, unless it is empty or its column is not there.
    pub(crate) fn given<'a>(&self, row: &'a Row, column: &str) -> Option<&'a str> {
        let place = self.0.iter().position(|field| *field == column)?;
        let cell = row.cells.get(place)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// The same as owned text, empty if there is nothing.
    pub(crate) fn text(&self, row: &Row, column: &str) -> String {
        self.given(row, column).unwrap_or_default().to_owned()
    }
}

fn is_named((field, ja, en, _): &Column, name: &str) -> bool {
    let name = keyword_search::normalised(name.trim());
    [field, ja, en]
        .into_iter()
        .any(|known| keyword_search::normalised(known) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &[&str]) -> Result<Columns, FieldErrors> {
        let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
        Columns::of(&head, ACCOUNTS)
    }

    #[test]
    fn columns_are_known_by_their_names_in_the_api_and_in_both_languages() {
        for head in [
            ["memberNumber", "name", "role", "email", "department"],
            ["会員番号", "担当者名", "権限", "ログインＩＤ", "部署"],
            [
                "Member number",
                "NAME",
                "Role ",
                "E-mail address",
                "Department",
            ],
        ] {
            assert_eq!(
                of(&head).unwrap().0,
                ["memberNumber", "name", "role", "email", "department"]
            );
        }
    }

    #[test]
    fn all_that_is_wrong_with_the_head_is_told() {
        let errors =
            of(&["memberNumber", "会員番号", "boats", "name", "role", "email"]).unwrap_err();
        let told: Vec<_> = errors
            .iter()
            .map(|(field, rule)| (field, rule.clone()))
            .collect();
        assert_eq!(
            told,
            [
                ("columns.memberNumber", FieldRule::Duplicate),
                ("columns.boats", FieldRule::UnknownField),
                ("columns.department", FieldRule::Required),
            ]
        );
    }
}
