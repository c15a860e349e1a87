use chrono::NaiveDate;
use minato_types::FieldRule;
use minato_types::port_applications::PortApplication;
use minato_types::port_calendar::PortCalendar;

/// The ports of one day, beside those that are being applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayPorts {
    /// The day.
    pub day: NaiveDate,
    /// The ports that the contract always includes.
    pub contracted: u32,
    /// The ports that other applications add.
    pub others: u32,
    /// The most ports that can be added to the day.
    pub max_added: u32,
}

impl DayPorts {
    /// The ports of `day`. Those of `own`, the application being changed, do not count.
    pub fn of(
        calendar: &PortCalendar,
        day: NaiveDate,
        max_added: u32,
        own: Option<&PortApplication>,
    ) -> Option<Self> {
        let found = calendar.days.iter().find(|found| found.date == day)?;
        let own = own.filter(|own| own.effective_date == day);
        let own = own.map_or(0, |own| own.added_ports);
        Some(Self {
            day,
            contracted: calendar.contracted_ports,
            others: found.added_ports.saturating_sub(own),
            max_added,
        })
    }

    /// How many ports the day has in all, with `added` more.
    pub const fn with(self, added: u32) -> u32 {
        self.contracted
            .saturating_add(self.others)
            .saturating_add(added)
    }

    /// Why the day does not take `added` more ports.
    pub fn refusal(self, added: u32) -> Option<FieldRule> {
        let remaining = self.max_added.saturating_sub(self.others);
        (added > remaining).then_some(FieldRule::TooManyPorts { remaining })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use minato_types::port_calendar::PortDay;

    use super::super::judge::tests::day;
    use super::*;

    pub(in super::super) fn application(date: &str, ports: u32) -> PortApplication {
        serde_json::from_value(serde_json::json!({
            "number": "SO-03089-0", "effectiveDate": date, "addedPorts": ports,
            "state": "accepted",
            "applicant": { "id": "0198c000-0000-7000-8000-000000000001", "name": "港 花子" },
            "submittedAt": "2026-09-01T01:00:00Z", "updatedAt": "2026-09-01T01:00:00Z",
            "deadline": { "day": "2026-09-17", "at": "2026-09-17T15:00:00Z", "provisional": false },
            "daysLeft": 7, "remind": false, "changeable": true,
        }))
        .unwrap()
    }

    fn calendar(date: &str, added: u32) -> PortCalendar {
        PortCalendar {
            contracted_ports: 30,
            today: day("2026-09-10"),
            days: vec![PortDay {
                date: day(date),
                added_ports: added,
                effective_ports: 30 + added,
                applications: 1,
                closing: None,
                deadline: None,
                open: true,
            }],
        }
    }

    #[test]
    fn all_ports_of_the_day_are_counted_together() {
        let calendar = calendar("2026-09-24", 8);
        let ports = DayPorts::of(&calendar, day("2026-09-24"), 100, None).unwrap();
        assert_eq!(ports.with(5), 43);
        assert_eq!(ports.refusal(92), None);
        let refusal = Some(FieldRule::TooManyPorts { remaining: 92 });
        assert_eq!(ports.refusal(93), refusal);
        assert_eq!(DayPorts::of(&calendar, day("2026-09-25"), 100, None), None);
    }

    #[test]
    fn an_application_that_is_changed_does_not_stand_in_its_own_way() {
        let own = application("2026-09-24", 8);
        let same = DayPorts::of(
            &calendar("2026-09-24", 8),
            day("2026-09-24"),
            10,
            Some(&own),
        );
        assert_eq!(same.unwrap().refusal(10), None);
        let other = DayPorts::of(
            &calendar("2026-09-25", 8),
            day("2026-09-25"),
            10,
            Some(&own),
        );
        let refusal = Some(FieldRule::TooManyPorts { remaining: 2 });
        assert_eq!(other.unwrap().refusal(3), refusal);
    }
}
