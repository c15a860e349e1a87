//! What is judged of a day and of a number of ports, wherever they are typed.

use chrono::NaiveDate;
use minato_types::rules::keyword_search;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, FieldRule};

use super::{DayPorts, Judge};

/// The number of ports that somebody typed, in full-width digits too.
pub(super) fn parse_ports(text: &str) -> Result<i64, FieldRule> {
    let text = keyword_search::normalised(text);
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Err(FieldRule::Required);
    }
    digits.parse().map_err(|_| FieldRule::InvalidNumber)
}

/// A number of ports as it is sent; 0, which no rule accepts, for what is no number.
pub(super) fn ports_to_send(text: &str) -> i64 {
    parse_ports(text).unwrap_or_default()
}

/// Adds what is wrong with a day.
pub(super) fn check_day(text: &str, judge: Option<&Judge>, errors: &mut FieldErrors) {
    let Some(day) = errors.check("effectiveDate", parse_day(text)) else {
        return;
    };
    if let Some(rule) = judge.and_then(|judge| judge.verdict(day).refusal) {
        errors.add("effectiveDate", rule);
    }
}

/// Adds what is wrong with a number of ports on a day.
pub(super) fn check_ports(
    text: &str,
    day: Option<NaiveDate>,
    day_ports: Option<DayPorts>,
    max_added: u32,
    errors: &mut FieldErrors,
) {
    let Some(ports) = errors.check("addedPorts", parse_ports(text)) else {
        return;
    };
    let max = i64::from(max_added);
    let known = day_ports.filter(|known| Some(known.day) == day);
    match u32::try_from(ports) {
        Ok(ports) if (1..=max_added).contains(&ports) => {
            if let Some(rule) = known.and_then(|known| known.refusal(ports)) {
                errors.add("addedPorts", rule);
            }
        }
        _ => errors.add("addedPorts", FieldRule::OutOfRange { min: 1, max }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_understood_in_full_width_too() {
        for (text, ports) in [("5", 5), (" １２ ", 12), ("０", 0), ("-3", -3)] {
            assert_eq!(parse_ports(text), Ok(ports), "{text}");
        }
        assert_eq!(parse_ports("　"), Err(FieldRule::Required));
        assert_eq!(parse_ports("five"), Err(FieldRule::InvalidNumber));
        assert_eq!(parse_ports("1.5"), Err(FieldRule::InvalidNumber));
    }

    #[test]
    fn a_day_is_sent_as_it_was_understood() {}
}
