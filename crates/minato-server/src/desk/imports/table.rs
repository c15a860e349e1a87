//! Reading a table: UTF-8 with or without a byte order mark, or Shift JIS; cells divided by
//! commas, in quotes where they hold one (RFC 4180).

use minato_types::{FieldErrors, FieldRule};

use crate::http::csv;

/// A table with the names of its columns.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// A row, and the line of the file on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) line: u32,
    pub(crate) cells: Vec<String>,
}

/// Reads a table with at most `max` rows. Empty lines count for nothing.
pub(crate) fn read(bytes: &[u8], max: u32) -> Result<Table, FieldErrors> {
    let fault = |rule| FieldErrors::one("file", rule);
    let text = decoded(bytes).ok_or_else(|| fault(FieldRule::Malformed))?;
    let mut rows = rows_of(&text)?.into_iter();
    let head = rows.next().ok_or_else(|| fault(FieldRule::Required))?;
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        return Err(FieldErrors::one("rows", FieldRule::Required));
    }
    if rows.len() > max as usize {
        return Err(FieldErrors::one("rows", FieldRule::TooMany { max }));
    }
    Ok(Table {
        head: head.cells,
        rows,
    })
}

/// The text of a file. Japanese in Shift JIS is never valid UTF-8.
fn decoded(bytes: &[u8]) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() {
        let (text, _) = encoding_rs::UTF_8.decode_with_bom_removal(bytes);
        return Some(text.into_owned());
    }
    encoding_rs::SHIFT_JIS
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
}

fn rows_of(text: &str) -> Result<Vec<Row>, FieldErrors> {
    let (mut rows, mut line) = (Vec::new(), 1);
    let mut rest = text;
    while !rest.is_empty() {
        let begin = line;
        let broken = |line: u32| FieldErrors::one(&format!("rows.{line}"), FieldRule::Malformed);
        let (cells, behind) = row_of(rest).ok_or_else(|| broken(begin))?;
        let taken = rest.len() - behind.len();
        let read = rest.get(..taken).unwrap_or_default();
        line += u32::try_from(read.matches('\n').count()).unwrap_or(0);
        rest = behind;
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { line: begin, cells });
        }
    }
    Ok(rows)
}

/// The cells of the first row, and what stands behind it; `None` if a quote is left open or
/// stands where none may.
fn row_of(text: &str) -> Option<(Vec<String>, &str)> {
    let (mut cells, mut rest) = (Vec::new(), text);
    loop {
        let (cell, behind) = cell_of(rest)?;
        cells.push(unguarded(cell));
        let behind = behind.strip_prefix('\r').unwrap_or(behind);
        if let Some(next) = behind.strip_prefix(',') {
            rest = next;
        } else if let Some(next) = behind.strip_prefix('\n') {
            return Some((cells, next));
        } else if behind.is_empty() {
            return Some((cells, behind));
        } else {
            return None;
        }
    }
}

/// The first cell, and what stands behind it, which begins with what ends the cell.
fn cell_of(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\r', '\n']).unwrap_or(text.len());
        let (cell, behind) = text.split_at_checked(end)?;
        return Some((cell.to_owned(), behind));
    };
    let mut cell = String::new();
    loop {
        let (part, behind) = rest.split_once('"')?;
        cell.push_str(part);
        match behind.strip_prefix('"') {
            // A quote in quotes is written twice.
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => return Some((cell, behind)),
        }
    }
}

/// A cell without the apostrophe that our own export puts before what a spreadsheet would
/// calculate.
fn unguarded(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if csv::is_formula(rest) => rest.to_owned(),
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        let rows = rows_of(text).unwrap();
        rows.into_iter().map(|row| (row.line, row.cells)).collect()
    }

    fn row(line: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (line, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn quotes_line_ends_and_empty_lines_are_understood() {
        let text = "a,b\r\n\r\n\"x,\n\"\"y\"\"\",2\n3,\n,\n4,5";
        assert_eq!(
            cells(text),
            [
                row(1, &["a", "b"]),
                row(3, &["x,\n\"y\"", "2"]),
                row(5, &["3", ""]),
                row(7, &["4", "5"]),
            ]
        );
    }

    #[test]
    fn an_open_quote_is_told_by_its_row() {
        for text in ["a\n\"b", "a\n\"b\"c"] {
            let errors = rows_of(text).unwrap_err();
            assert_eq!(errors.of("rows.2"), Some(&FieldRule::Malformed), "{text}");
        }
    }

    #[test]
    fn the_apostrophe_of_our_own_export_is_taken_off() {
        assert_eq!(cells("'=1+2,'港,'"), [row(1, &["=1+2", "'港", "'"])]);
    }

    #[test]
    fn both_encodings_are_understood() {
        let text = "会員番号\nM97-00339\n";
        let marked = format!("\u{feff}{text}");
        let (shift_jis, ..) = encoding_rs::SHIFT_JIS.encode(text);
        for bytes in [text.as_bytes(), marked.as_bytes(), &shift_jis] {
            assert_eq!(read(bytes, 1).unwrap().head, ["会員番号"]);
        }
        assert!(read(&[0x80, 0xff, 0xfe], 1).is_err());
    }

    #[test]
    fn a_file_has_rows_but_not_too_many() {
        let rule = |text: &str| read(text.as_bytes(), 2).unwrap_err().of("rows").cloned();
        assert_eq!(rule("a\n"), Some(FieldRule::Required));
        assert_eq!(rule("a\n1\n2\n3\n"), Some(FieldRule::TooMany { max: 2 }));
    }
}
