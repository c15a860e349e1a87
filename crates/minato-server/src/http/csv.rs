//! Tables for spreadsheets: UTF-8 with a byte order mark, lines that end with CR LF, sent
//! chunk by chunk.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Bytes;
use futures_util::stream;

use super::ApiError;

/// What tells a spreadsheet program that a file is UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Rows as text.
#[derive(Debug, Default)]
pub struct Table(String);

impl Table {
    /// No rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            self.cell(cell.as_ref());
        }
        self.0.push_str("\r\n");
    }

    /// The rows as text, without a byte order mark.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn cell(&mut self, text: &str) {
        let guarded = if is_formula(text) { "'" } else { "" };
        if text.contains([',', '"', '\r', '\n']) {
            self.0.push('"');
            self.0.push_str(guarded);
            self.0.push_str(&text.replace('"', "\"\""));
            self.0.push('"');
        } else {
            self.0.push_str(guarded);
            self.0.push_str(text);
        }
    }
}

/// Whether a spreadsheet would calculate a cell instead of showing it. Numbers and telephone
/// numbers stay as they are: with nothing but digits, spaces, hyphens, dots and parentheses
/// behind the sign, nothing can be called.
pub fn is_formula(text: &str) -> bool {
    let mut characters = text.chars();
    match characters.next() {
        Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＠' | '＋' | '－') => true,
        Some('+' | '-') => !characters.all(|c| c.is_ascii_digit() || " -.()".contains(c)),
        _ => false,
    }
}

/// Some rows of a long table, and the key behind the last of them if there are more.
#[derive(Debug)]
pub struct Chunk<K> {
    /// The rows.
    pub rows: Table,
    /// Where the next chunk begins.
    pub next: Option<K>,
}

/// Answers a file of rows, of which only one chunk is in memory at a time. `read` gets the
/// rows behind a key, at first without one; the first chunk is waited for, so that its error
/// becomes the answer. A later one breaks the connection off: the file is seen to be cut.
pub async fn answer<K, R, F>(
    file_name: &str,
    head: &[&str],
    mut read: F,
) -> Result<HttpResponse, ApiError>
where
    K: 'static,
    R: Future<Output = Result<Chunk<K>, ApiError>>,
    F: FnMut(Option<K>) -> R + 'static,
{
    let first = read(None).await?;
    let mut table = Table(BYTE_ORDER_MARK.to_owned());
    table.row(head);
    table.0.push_str(&first.rows.0);
    let begun = (Some(table.0), first.next, read);
    let chunks = stream::try_unfold(begun, |(ready, next, mut read)| async move {
        if let Some(text) = ready {
            return Ok::<_, ApiError>(Some((Bytes::from(text), (None, next, read))));
        }
        let Some(key) = next else {
            return Ok(None);
        };
        let chunk = read(Some(key)).await?;
        Ok(Some((Bytes::from(chunk.rows.0), (None, chunk.next, read))))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file_name}\""),
        ))
        .streaming(chunks))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> String {
        let mut table = Table::new();
        table.row(cells);
        table.0
    }

    #[test]
    fn cells_are_divided_by_commas_and_quoted_where_they_must() {
        assert_eq!(row(&["a", "", "港 花子"]), "a,,港 花子\r\n");
        assert_eq!(
            row(&["a,b", "say \"hi\"", "two\nlines"]),
            "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n"
        );
    }

    #[test]
    fn what_a_spreadsheet_would_calculate_is_shown_as_text() {
        for formula in [
            "=1+1",
            "@SUM(A1)",
            "+A1",
            "-cmd|'/c calc'!A0",
            "\t=1",
            "＝1+1",
            "=HYPERLINK(\"https://evil.example\")",
        ] {
            let row = row(&[formula]);
            let cell = row.trim_start_matches('"');
            assert!(cell.starts_with('\''), "{formula:?}: {row:?}");
        }
    }

    #[test]
    fn numbers_and_telephone_numbers_stay_as_they_are() {
        for plain in ["03-1234-5678", "+81 3-1234-5678", "-5", "0120000000", "a=b"] {
            assert_eq!(row(&[plain]), format!("{plain}\r\n"));
        }
    }
}
