use chrono::NaiveDate;

use super::normalised;
use crate::FieldRule;

/// The day that somebody typed: `2026-09-24`, `2026/9/24`, `2026年9月24日`, `20260924`, in
/// full-width digits too.
pub fn parse_day(input: &str) -> Result<NaiveDate, FieldRule> {
    let text = normalised(input);
    if text.is_empty() {
        return Err(FieldRule::Required);
    }
    let text = text.strip_suffix('日').unwrap_or(&text);
    let parts: Vec<&str> = text
        .split(|c: char| {
            matches!(c, '-' | '/' | '.' | '年' | '月' | '\u{2212}') || c.is_whitespace()
        })
        .filter(|part| !part.is_empty())
        .collect();
    let parts = match parts.as_slice() {
        [packed] if packed.len() == 8 && packed.is_ascii() => {
            let (year, rest) = packed.split_at(4);
            let (month, day) = rest.split_at(2);
            [year, month, day]
        }
        [year, month, day] if year.len() == 4 => [*year, *month, *day],
        _ => return Err(FieldRule::InvalidDate),
    };
    if !parts
        .iter()
        .all(|part| part.chars().all(|c| c.is_ascii_digit()))
    {
        return Err(FieldRule::InvalidDate);
    }
    let [year, month, day] = parts;
    year.parse()
        .ok()
        .zip(month.parse().ok())
        .zip(day.parse().ok())
        .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or(FieldRule::InvalidDate)
}

#[cfg(test)]
mod tests {
    use super::parse_day;
    use crate::FieldRule;

    #[test]
    fn what_people_type_for_a_day_is_understood() {
        for input in [
            "2026-09-24",
            "2026/9/24",
            "2026.09.24",
            "2026年9月24日",
            "２０２６年９月２４日",
            "20260924",
            " 2026－09－24 ",
        ] {
            assert_eq!(
                parse_day(input).unwrap().to_string(),
                "2026-09-24",
                "{input:?}"
            );
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for input in [
            "2026-02-30",
            "26-09-24",
            "2026-9",
            "tomorrow",
            "2026-+9-24",
            "99999999",
        ] {
            assert_eq!(parse_day(input), Err(FieldRule::InvalidDate), "{input:?}");
        }
        assert_eq!(parse_day("　"), Err(FieldRule::Required));
    }
}
