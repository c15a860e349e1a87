//! The file of the Cabinet Office: a head line, then one holiday a line, `2026/9/23,秋分の日`,
//! in Shift JIS; saved again by a spreadsheet it is UTF-8 with a byte order mark.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike as _, NaiveDate};
use minato_types::FieldRule;
use minato_types::rules::holidays;
use minato_types::values::{PersonName, parse_day};

/// The fewest holidays of a year since 2016: those that the law names. A year with fewer was
/// cut off.
const LEAST: usize = 16;

/// The holidays of whole years.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HolidayFile {
    /// The first day about which the file speaks.
    pub(super) first: NaiveDate,
    /// The last day.
    pub(super) last: NaiveDate,
    /// The holidays in order, those before `first` included.
    pub(super) holidays: Vec<(NaiveDate, String)>,
}

/// All that is wrong with a file, by line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Faults(Vec<String>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was imported:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

impl std::error::Error for Faults {}

/// Reads a file.
pub(super) fn parse(bytes: &[u8]) -> Result<HolidayFile, Faults> {
    let text = decoded(bytes)
        .ok_or_else(|| Faults(vec!["the file is neither UTF-8 nor Shift JIS".to_owned()]))?;
    let mut faults = Vec::new();
    let mut found: BTreeMap<NaiveDate, (usize, String)> = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() || (number == 1 && is_head(line)) {
            continue;
        }
        match row(line) {
            Ok((date, name)) => {
                if let Some((earlier, _)) = found.insert(date, (number, name)) {
                    faults.push(format!(
                        "line {number}: {date} stands on line {earlier} too"
                    ));
                }
            }
            Err(fault) => faults.push(format!("line {number}: {fault}")),
        }
    }
    let holidays: Vec<_> = found
        .into_iter()
        .map(|(date, (_, name))| (date, name))
        .collect();
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    whole_years(holidays)
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let (utf_8, _) = encoding_rs::UTF_8.decode_with_bom_removal(bytes);
    // Japanese in Shift JIS is never valid UTF-8.
    if std::str::from_utf8(bytes).is_ok() {
        return Some(utf_8.into_owned());
    }
    let decoded = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes);
    decoded.map(std::borrow::Cow::into_owned)
}

/// Whether the line names the columns.
fn is_head(line: &str) -> bool {
    !line.starts_with(|c: char| c.is_ascii_digit())
}

fn row(line: &str) -> Result<(NaiveDate, String), String> {
    let mut cells = line.split(',');
    let (Some(day), Some(name), None) = (cells.next(), cells.next(), cells.next()) else {
        return Err("a day and a name are needed, divided by a comma".to_owned());
    };
    let told = |cell: &str, rule: FieldRule| format!("{cell:?}: {rule}");
    let date = parse_day(day).map_err(|rule| told(day, rule))?;
    // What makes the name of a person makes that of a holiday: one line of text.
    let parsed = PersonName::parse(name).map_err(|rule| told(name, rule))?;
    Ok((date, parsed.as_str().to_owned()))
}

/// The range of the file, if none of its years is missing or cut off.
fn whole_years(holidays: Vec<(NaiveDate, String)>) -> Result<HolidayFile, Faults> {
    let ends = holidays.first().zip(holidays.last());
    let ends = ends.map(|((first, _), (last, _))| (first.year(), last.year()));
    let known_from = holidays::FIRST_DAY;
    let Some((first_year, last_year)) = ends.filter(|(_, last)| *last > known_from.year()) else {
        let fault = format!("there are no holidays after {}", known_from.year());
        return Err(Faults(vec![fault]));
    };
    let of = |year| {
        holidays
            .iter()
            .filter(|(day, _)| day.year() == year)
            .count()
    };
    let cut: Vec<String> = (first_year.max(known_from.year() + 1)..=last_year)
        .filter(|&year| of(year) < LEAST)
        .map(|year| {
            format!(
                "{year} has {} holidays: at least {LEAST} are needed",
                of(year)
            )
        })
        .collect();
    let edge = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(known_from);
    if cut.is_empty() {
        Ok(HolidayFile {
            first: edge(first_year, 1, 1).max(known_from),
            last: edge(last_year, 12, 31),
            holidays,
        })
    } else {
        Err(Faults(cut))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "国民の祝日・休日月日,国民の祝日・休日名称\r\n";

    /// A year with 16 holidays, one on the first day of each month but January, which has five.
    fn year(year: i32) -> String {
        let january = (1..=5).map(|day| format!("{year}/1/{day},元日\r\n"));
        let rest = (2..=12).map(|month| format!("{year}/{month}/1,祝日\r\n"));
        january.chain(rest).collect()
    }

    fn faults(text: &str) -> Vec<String> {
        parse(text.as_bytes()).unwrap_err().0
    }

    #[test]
    fn the_file_is_read_as_it_is_published_and_as_spreadsheets_save_it() {
        let text = format!("{HEAD}1955/1/1,元日\r\n{}{}", year(2019), year(2020));
        let (shift_jis, _, _) = encoding_rs::SHIFT_JIS.encode(&text);
        let published = parse(&shift_jis).unwrap();
        assert_eq!(published.first.to_string(), "2019-12-01");
        assert_eq!(published.last.to_string(), "2020-12-31");
        assert_eq!(published.holidays.len(), 33);
        assert_eq!(published.holidays[0].1, "元日");
        let saved = format!("\u{feff}{text}");
        assert_eq!(parse(saved.as_bytes()).unwrap(), published);
        assert_eq!(parse(text.as_bytes()).unwrap(), published);
        let bare = text.strip_prefix(HEAD).unwrap();
        assert_eq!(parse(bare.as_bytes()).unwrap(), published);
    }

    #[test]
    fn every_faulty_line_is_named() {
        let text = format!(
            "{HEAD}{}2026/2/30,a\n2026/3/1\n2026/5/1, \n2026/1/1,b,c\n",
            year(2026)
        );
        let found = faults(&format!("{text}2026/2/1,元日\n"));
        let lines: Vec<&str> = found
            .iter()
            .filter_map(|fault| fault.split(':').next())
            .collect();
        assert_eq!(
            lines,
            ["line 18", "line 19", "line 20", "line 21", "line 22"]
        );
        assert_eq!(found[4], "line 22: 2026-02-01 stands on line 7 too");
    }

    #[test]
    fn a_file_that_was_cut_off_is_refused() {
        let cut = format!("{HEAD}{}2027/1/1,元日\n", year(2026));
        assert_eq!(
            faults(&cut),
            ["2027 has 1 holidays: at least 16 are needed"]
        );
        let gap = format!("{HEAD}{}{}", year(2025), year(2027));
        assert_eq!(
            faults(&gap),
            ["2026 has 0 holidays: at least 16 are needed"]
        );
        assert_eq!(faults(HEAD), ["there are no holidays after 2019"]);
        assert_eq!(faults(""), ["there are no holidays after 2019"]);
    }

    #[test]
    fn other_encodings_are_refused() {
        let error = parse(b"2026/1/1,\xff\xfe").unwrap_err();
        assert!(error.to_string().contains("neither UTF-8 nor Shift JIS"));
    }
}
