//! A file of memos: contract numbers with what is to be written to them.

use std::collections::HashSet;

use minato_types::contracts::MAX_MEMO_ROWS;
use minato_types::values::{ContractMemo, ContractNumber};
use minato_types::{FieldErrors, FieldRule};

use crate::desk::imports::Faults;
use crate::desk::imports::columns::{Column, Columns};
use crate::desk::imports::table::{self, Row};

/// The columns that are read, then those of our own export, which mean nothing here: whoever
/// took the list along may send it back with other memos.
const COLUMNS: &[Column] = &[
    ("contractNumber", "ご契約番号", "Contract number", true),
    ("memo", "ごメモ", "Memo", true),
    ("groupNumber", "グループ番号", "Group number", false),
    ("customerNumber", "お客さま番号", "Customer number", false),
    ("service", "サービス名", "Service", false),
    ("site", "拠点", "Site", false),
    ("status", "運用状況", "Status", false),
    (
        "statusSince",
        "運用状況の更新日時(日本時間)",
        "Status since (Japan time)",
        false,
    ),
    ("permission", "権限", "Permission", false),
    ("appliedOn", "お申込日", "Applied on", false),
    ("providedOn", "提供開始日", "Provided from", false),
    ("endsOn", "提供終了日", "Ends on", false),
];

/// A file that was read, with what is wrong with it by itself.
#[derive(Debug)]
pub(super) struct MemoFile {
    /// The rows that can be read, by contract number.
    pub(super) rows: Vec<MemoRow>,
    /// What is wrong with the others.
    pub(super) faults: Faults,
}

/// A row: which memo is to be written to which contract.
#[derive(Debug)]
pub(super) struct MemoRow {
    pub(super) line: u32,
    pub(super) number: ContractNumber,
    pub(super) memo: ContractMemo,
}

impl MemoFile {
    /// Reads a file. What is wrong with it as a whole is told at once.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, FieldErrors> {
        let table = table::read(bytes, MAX_MEMO_ROWS)?;
        let columns = Columns::of(&table.head, COLUMNS)?;
        let (mut rows, mut faults) = (Vec::new(), Faults::default());
        let mut seen = HashSet::new();
        for row in &table.rows {
            let Some(row) = read(row, &columns, &mut faults) else {
                continue;
            };
            if seen.insert(row.number.clone()) {
                rows.push(row);
            } else {
                faults.add(row.line, "contractNumber", FieldRule::Duplicate);
            }
        }
        // Two files that name the same contracts take them in the same order: neither waits
        // for the other for ever.
        rows.sort_by(|one, other| one.number.cmp(&other.number));
        Ok(Self { rows, faults })
    }
}

fn read(row: &Row, columns: &Columns, faults: &mut Faults) -> Option<MemoRow> {
    if !columns.fit(row) {
        faults.add(row.line, "contractNumber", FieldRule::Malformed);
        return None;
    }
    let mut errors = FieldErrors::new();
    let number = columns.text(row, "contractNumber");
    let number = errors.check("contractNumber", ContractNumber::parse(&number));
    let memo = errors.check("memo", ContractMemo::parse(&columns.text(row, "memo")));
    faults.add_all(row, &errors);
    Some(MemoRow {
        line: row.line,
        number: number?,
        memo: memo?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_export_can_be_sent_back_in_either_language() {
        for text in [
            "\u{feff}ご契約番号,サービス名,ごメモ\r\nN000000002,クラウドPBX,営業部\r\nＮ000-000-001,,\r\n",
            "Contract number,Service,Memo\nN000000002,Cloud PBX,営業部\nn000000001,,\n",
        ] {
            let file = MemoFile::read(text.as_bytes()).unwrap();
            let rows = file.rows.iter();
            let read: Vec<_> = rows
                .map(|row| (row.line, row.number.as_str(), row.memo.as_str()))
                .collect();
            assert_eq!(read, [(3, "N000000001", ""), (2, "N000000002", "営業部")]);
            assert!(file.faults.is_empty());
        }
    }

    #[test]
    fn a_file_in_shift_jis_is_understood() {
        let text = "ご契約番号,ごメモ\r\nN000000001,営業部\r\n";
        let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(text);
        let file = MemoFile::read(&bytes).unwrap();
        let memos: Vec<_> = file.rows.iter().map(|row| row.memo.as_str()).collect();
        assert_eq!(memos, ["営業部"]);
    }

    #[test]
    fn every_fault_is_told_by_its_row() {
        let long = "港".repeat(201);
        let text =
            format!("contractNumber,memo\nN000000001,a\nN1,b\nN000000001,c\nN000000002,{long}\n");
        let file = MemoFile::read(text.as_bytes()).unwrap();
        let told = file.faults.told();
        let named: Vec<_> = told.iter().map(|(field, _)| field).collect();
        assert_eq!(
            named,
            [
                "rows.3.contractNumber",
                "rows.4.contractNumber",
                "rows.5.memo"
            ]
        );
        assert_eq!(file.rows.len(), 1);
    }

    #[test]
    fn a_file_without_memos_is_refused_as_a_whole() {
        let errors = MemoFile::read(b"contractNumber,mmeo\nN000000001,a\n").unwrap_err();
        let named: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(named, ["columns.mmeo", "columns.memo"]);
    }
}
