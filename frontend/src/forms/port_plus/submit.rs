use chrono::NaiveDate;
use minato_types::FieldErrors;
use minato_types::port_applications::{
    MAX_ADDED_PORTS, PortApplication, SubmitPortApplicationRequest,
};
use minato_types::values::parse_day;

use super::entry::{check_day, check_ports, parse_ports, ports_to_send};
use super::{DayPorts, Judge};
use crate::components::checkbox::{TICKED, ticked};
use crate::forms::typed::day_to_send;
use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Applies for additional ports on a day.
    SubmitPortApplicationForm {
        effective_date = "effectiveDate",
        added_ports = "addedPorts",
        remind = "remind",
    } with {
        /// Who judges the day; nobody as long as the rules have not come.
        judge: Option<Judge>,
        /// The ports of a day, as soon as they are known.
        day_ports: Option<DayPorts>,
    }
}

impl SubmitPortApplicationForm {
    /// The same ports once more; the day too, if it can still be applied for.
    pub fn copy(&mut self, from: &PortApplication) {
        let open = |judge: &Judge| judge.verdict(from.effective_date).refusal.is_none();
        self.added_ports = from.added_ports.to_string();
        self.remind = ticked(from.remind);
        self.effective_date = if self.judge.as_ref().is_some_and(open) {
            from.effective_date.to_string()
        } else {
            String::new()
        };
    }

    /// The day, if one was typed.
    pub fn day(&self) -> Option<NaiveDate> {
        parse_day(&self.effective_date).ok()
    }

    /// The number of ports, if one was typed.
    pub fn ports(&self) -> Option<u32> {
        u32::try_from(parse_ports(&self.added_ports).ok()?).ok()
    }

    /// Whether everything is right, so that it can be looked at once more.
    pub fn is_ready(&self) -> bool {
        let mut errors = FieldErrors::new();
        self.check(&mut errors);
        errors.is_empty()
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.effective_date.is_empty() && self.added_ports.is_empty() && self.remind.is_empty()
    }
}

impl Form for SubmitPortApplicationForm {
    type Request = SubmitPortApplicationRequest;

    const NAME: &'static str = "port-application";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "effectiveDate" => words_of!(locale, port_plus.fields.effectiveDate),
            "addedPorts" => words_of!(locale, port_plus.fields.addedPorts),
            "remind" => words_of!(locale, port_plus.fields.remind),
            _ => "",
        }
    }

    fn request(&self) -> SubmitPortApplicationRequest {
        SubmitPortApplicationRequest {
            effective_date: day_to_send(&self.effective_date),
            added_ports: ports_to_send(&self.added_ports),
            remind: self.remind == TICKED,
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        let judge = self.judge.as_ref();
        let max = judge.map_or(MAX_ADDED_PORTS, |judge| judge.rules().max_added_ports);
        check_day(&self.effective_date, judge, errors);
        check_ports(&self.added_ports, self.day(), self.day_ports, max, errors);
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::super::day_ports::tests::application;
    use super::super::judge::tests::{day, judge};
    use super::*;
    use crate::forms::FormModel;

    fn form(effective_date: &str, added_ports: &str) -> SubmitPortApplicationForm {
        SubmitPortApplicationForm {
            effective_date: effective_date.into(),
            added_ports: added_ports.into(),
            judge: Some(judge()),
            ..SubmitPortApplicationForm::default()
        }
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let mut form = FormModel::new(form("", ""));
        assert!(form.submit().is_none());
        let expected = [
            ("effectiveDate", FieldRule::Required),
            ("addedPorts", FieldRule::Required),
        ];
        assert_eq!(form.errors(), expected);
    }

    #[test]
    fn the_deadline_is_judged_before_anything_is_sent() {
        let mut late = FormModel::new(form("2026-09-11", "5"));
        assert!(late.submit().is_none());
        assert!(matches!(
            late.errors().as_slice(),
            [("effectiveDate", FieldRule::DeadlinePassed { .. })]
        ));
    }

    #[test]
    fn what_was_typed_is_sent_in_one_form() {
        let mut typed = FormModel::new(form("２０２６年９月２４日", "５"));
        typed.edit("remind", ticked(true));
        let request = typed.submit().unwrap();
        assert_eq!(request.effective_date, "2026-09-24");
        assert_eq!((request.added_ports, request.remind), (5, true));
    }

    #[test]
    fn ports_are_judged_by_what_the_day_has_already() {
        let mut many = form("2026-09-24", "6");
        assert!(many.is_ready());
        let day_ports = DayPorts {
            day: day("2026-09-24"),
            contracted: 30,
            others: 95,
            max_added: 100,
        };
        many.day_ports = Some(day_ports);
        let mut model = FormModel::new(many.clone());
        model.submit();
        let refusal = FieldRule::TooManyPorts { remaining: 5 };
        assert_eq!(model.errors(), [("addedPorts", refusal)]);
        // The figures of another day say nothing.
        many.effective_date = "2026-09-25".into();
        assert!(many.is_ready());
    }

    #[test]
    fn a_copy_takes_the_day_only_while_it_is_open() {
        let mut open = form("", "");
        open.copy(&application("2026-09-24", 8));
        assert_eq!(open.effective_date, "2026-09-24");
        assert_eq!(open.added_ports, "8");
        let mut over = form("", "");
        over.copy(&application("2026-09-01", 8));
        assert_eq!(
            (over.effective_date.as_str(), over.added_ports.as_str()),
            ("", "8")
        );
    }
}
