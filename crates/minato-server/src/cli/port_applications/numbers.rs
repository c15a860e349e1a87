//! The numbers of applications, from the command line or from a file.

use minato_types::values::PortApplicationNumber;

use super::export::HEAD;
use crate::http::csv::BYTE_ORDER_MARK;

/// The numbers in a text: the first cell of each line. The table that `export` prints will do.
pub(super) fn in_lines(text: &str) -> Result<Vec<PortApplicationNumber>, String> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut faults = Vec::new();
    let mut numbers = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let cell = content.split(',').next().unwrap_or_default();
        let cell = cell.trim().trim_matches('"');
        if cell.is_empty() || (line == 1 && HEAD.first() == Some(&cell)) {
            continue;
        }
        match PortApplicationNumber::parse(cell) {
            Ok(number) => numbers.push(number),
            Err(rule) => faults.push(format!("line {line}: {cell:?}: {rule}")),
        }
    }
    if faults.is_empty() {
        Ok(numbers)
    } else {
        Err(faults.join("\n  "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Result<Vec<String>, String> {
        let numbers = in_lines(text)?;
        Ok(numbers.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn numbers_come_one_a_line_or_as_the_exported_table() {
        let expected = Ok(vec!["SO-00001-0".to_owned(), "SO-03089-2".to_owned()]);
        assert_eq!(told("SO-1-0\n\n so-03089-2 \n"), expected);
        let table = "\u{feff}number,memberNumber\r\nSO-00001-0,M97-00339\r\nSO-03089-2,x\r\n";
        assert_eq!(told(table), expected);
    }

    #[test]
    fn every_line_without_a_number_is_named() {
        let faults = told("number\nSO-1\n12\nSO-2\nx,SO-3\n").unwrap_err();
        let lines: Vec<&str> = faults.lines().map(str::trim).collect();
        assert_eq!(lines.len(), 2, "{faults}");
        assert!(lines[0].starts_with("line 3: \"12\""));
        assert!(lines[1].starts_with("line 5: \"x\""));
    }
}
