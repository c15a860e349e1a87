use chrono::NaiveDate;
use minato_types::port_applications::{
    ChangePortApplicationRequest, MAX_ADDED_PORTS, PortApplication,
};
use minato_types::values::parse_day;
use minato_types::{FieldErrors, FieldRule};

use super::entry::{check_day, check_ports, parse_ports, ports_to_send};
use super::{DayPorts, Judge};
use crate::components::checkbox::{TICKED, ticked};
use crate::forms::typed::day_to_send;
use crate::forms::{Fields as _, Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Changes an application.
    ChangePortApplicationForm {
        effective_date = "effectiveDate",
        added_ports = "addedPorts",
        remind = "remind",
    } with {
        /// The application as it is now.
        current: Option<PortApplication>,
        /// Who judges the day; nobody as long as the rules have not come.
        judge: Option<Judge>,
        /// The ports of a day, as soon as they are known.
        day_ports: Option<DayPorts>,
    }
}

impl ChangePortApplicationForm {
    /// The form that shows an application as it is now.
    pub fn of(current: &PortApplication) -> Self {
        Self {
            effective_date: current.effective_date.to_string(),
            added_ports: current.added_ports.to_string(),
            remind: ticked(current.remind),
            current: Some(current.clone()),
            ..Self::default()
        }
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

    /// The fields that would be changed.
    pub fn changed(&self) -> Vec<&'static str> {
        let Some(current) = &self.current else {
            return Vec::new();
        };
        let same = |name: &&&'static str| match **name {
            "effectiveDate" => self.day() == Some(current.effective_date),
            "addedPorts" => self.ports() == Some(current.added_ports),
            _ => (self.remind == TICKED) == current.remind,
        };
        Self::NAMES
            .iter()
            .filter(|name| !same(name))
            .copied()
            .collect()
    }

    fn changes(&self, field: &str) -> bool {
        self.changed().contains(&field)
    }
}

impl Form for ChangePortApplicationForm {
    type Request = ChangePortApplicationRequest;

    const NAME: &'static str = "port-application-change";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "effectiveDate" => words_of!(locale, port_plus.fields.effectiveDate),
            "addedPorts" => words_of!(locale, port_plus.fields.addedPorts),
            "remind" => words_of!(locale, port_plus.fields.remind),
            _ => "",
        }
    }

    /// Only what would be changed is sent.
    fn request(&self) -> ChangePortApplicationRequest {
        let changed = |field| self.changes(field);
        ChangePortApplicationRequest {
            effective_date: changed("effectiveDate").then(|| day_to_send(&self.effective_date)),
            added_ports: changed("addedPorts").then(|| ports_to_send(&self.added_ports)),
            remind: changed("remind").then_some(self.remind == TICKED),
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        let judge = self.judge.as_ref();
        let max = judge.map_or(MAX_ADDED_PORTS, |judge| judge.rules().max_added_ports);
        if self.changes("effectiveDate") {
            check_day(&self.effective_date, judge, errors);
        }
        check_ports(&self.added_ports, self.day(), self.day_ports, max, errors);
        if errors.is_empty() && self.changed().is_empty() {
            errors.add("effectiveDate", FieldRule::NothingChanged);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::day_ports::tests::application;
    use super::super::judge::tests::judge;
    use super::*;
    use crate::forms::FormModel;

    fn form() -> FormModel<ChangePortApplicationForm> {
        FormModel::new(ChangePortApplicationForm {
            judge: Some(judge()),
            ..ChangePortApplicationForm::of(&application("2026-09-24", 5))
        })
    }

    #[test]
    fn something_must_be_changed() {
        let mut form = form();
        assert!(form.submit().is_none());
        assert_eq!(
            form.errors(),
            [("effectiveDate", FieldRule::NothingChanged)]
        );
        // The same day in other characters is the same day.
        form.edit("effectiveDate", "２０２６年９月２４日".into());
        assert!(form.submit().is_none());
    }

    #[test]
    fn only_what_is_changed_is_sent() {
        let mut form = form();
        form.edit("addedPorts", "８".into());
        let request = form.submit().unwrap();
        assert_eq!(request.added_ports, Some(8));
        assert_eq!((request.effective_date, request.remind), (None, None));
    }

    #[test]
    fn a_new_day_is_judged_and_the_old_one_keeps_its_promise() {
        let mut form = form();
        form.edit("effectiveDate", "2026-09-11".into());
        assert!(form.submit().is_none());
        assert!(matches!(
            form.errors().as_slice(),
            [("effectiveDate", FieldRule::DeadlinePassed { .. })]
        ));
        // Its promised deadline is later than the one that would be computed now.
        let mut promised = FormModel::new(ChangePortApplicationForm {
            judge: Some(judge()),
            ..ChangePortApplicationForm::of(&application("2026-09-11", 5))
        });
        promised.edit("addedPorts", "3".into());
        assert!(promised.submit().is_some());
    }
}
