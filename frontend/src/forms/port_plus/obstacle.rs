use chrono::NaiveDate;
use minato_types::port_applications::{PortApplication, PortApplicationState};

/// Why an application cannot be changed or cancelled by the one who looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// It was cancelled.
    Cancelled,
    /// Its day has passed.
    Finished,
    /// The operator has set the ports up.
    Provisioned,
    /// Its deadline, on this day, has passed.
    DeadlinePassed(NaiveDate),
    /// Somebody else applied, and the reader is no admin.
    SomebodyElses,
}

impl Obstacle {
    /// What stands in the way, if anything does.
    pub fn of(application: &PortApplication) -> Option<Self> {
        use PortApplicationState as State;
        if application.changeable {
            return None;
        }
        Some(match application.state {
            State::Cancelled => Self::Cancelled,
            State::Finished => Self::Finished,
            State::Provisioned => Self::Provisioned,
            State::Fixed => Self::DeadlinePassed(application.deadline.day),
            State::Accepted => Self::SomebodyElses,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::day_ports::tests::application;
    use super::*;

    #[test]
    fn whoever_cannot_change_an_application_hears_why() {
        let mut seen = application("2026-09-24", 5);
        assert_eq!(Obstacle::of(&seen), None);
        seen.changeable = false;
        assert_eq!(Obstacle::of(&seen), Some(Obstacle::SomebodyElses));
        seen.state = PortApplicationState::Fixed;
        let passed = Obstacle::DeadlinePassed(seen.deadline.day);
        assert_eq!(Obstacle::of(&seen), Some(passed));
        seen.state = PortApplicationState::Cancelled;
        assert_eq!(Obstacle::of(&seen), Some(Obstacle::Cancelled));
    }
}
