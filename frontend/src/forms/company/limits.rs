use minato_types::company::{
    CompanySecurity, MIN_SESSION_HOURS, MIN_SESSION_IDLE_MINUTES, UpdateCompanySecurityRequest,
};

use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

/// The minutes to choose from.
const MINUTES: [u32; 7] = [5, 10, 15, 20, 30, 45, 60];

/// The hours to choose from.
const HOURS: [u32; 7] = [1, 2, 4, 8, 10, 12, 24];

fields! {
    /// After how long people are signed out.
    LimitsForm {
        minutes = "sessionIdleMinutes",
        hours = "sessionHours",
    }
}

impl LimitsForm {
    /// The form that shows the limits of `security`.
    pub fn of(security: &CompanySecurity) -> Self {
        let text = |limit: Option<u32>| limit.map(|limit| limit.to_string()).unwrap_or_default();
        Self {
            minutes: text(security.session_idle_minutes),
            hours: text(security.session_hours),
        }
    }
}

/// The limits to choose from instead of the one that the carrier sets: no more than that one
/// allows, and in any case the one that holds now.
pub struct Choices {
    /// After how many minutes without a request.
    pub minutes: Vec<u32>,
    /// After how many hours in any case.
    pub hours: Vec<u32>,
}

impl Choices {
    /// The choices beside what is chosen in `security`.
    pub fn of(security: &CompanySecurity) -> Self {
        let offered = |usual: &[u32], least: u32, most: u32, now: Option<u32>| {
            let possible = |limit: &u32| (least..=most).contains(limit);
            let mut limits: Vec<u32> = usual.iter().copied().filter(possible).collect();
            limits.extend(now);
            limits.sort_unstable();
            limits.dedup();
            limits
        };
        Self {
            minutes: offered(
                &MINUTES,
                MIN_SESSION_IDLE_MINUTES,
                security.max_session_idle_minutes,
                security.session_idle_minutes,
            ),
            hours: offered(
                &HOURS,
                MIN_SESSION_HOURS,
                security.max_session_hours,
                security.session_hours,
            ),
        }
    }
}

impl Form for LimitsForm {
    type Request = UpdateCompanySecurityRequest;

    const NAME: &'static str = "limits";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "sessionIdleMinutes" => words_of!(locale, company.limits.idle),
            _ => words_of!(locale, company.limits.whole),
        }
    }

    /// What is not chosen is as the carrier says.
    fn request(&self) -> UpdateCompanySecurityRequest {
        UpdateCompanySecurityRequest {
            session_idle_minutes: Some(self.minutes.parse().ok()),
            session_hours: Some(self.hours.parse().ok()),
            ..UpdateCompanySecurityRequest::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn security(minutes: Option<u32>, hours: Option<u32>) -> CompanySecurity {
        CompanySecurity {
            trusted_browsers: false,
            allowed_networks: Vec::new(),
            session_idle_minutes: minutes,
            session_hours: hours,
            max_session_idle_minutes: 30,
            max_session_hours: 12,
            own_address: None,
        }
    }

    #[test]
    fn nobody_is_offered_more_than_the_carrier_allows_and_what_holds_now_is_there() {
        let choices = Choices::of(&security(Some(7), None));
        assert_eq!(choices.minutes, [5, 7, 10, 15, 20, 30]);
        assert_eq!(choices.hours, [1, 2, 4, 8, 10, 12]);
    }

    #[test]
    fn what_is_not_chosen_goes_back_to_the_carrier() {
        let mut form = LimitsForm::of(&security(Some(15), Some(8)));
        assert_eq!(form.request().session_hours, Some(Some(8)));
        form.hours = String::new();
        assert_eq!(form.request().session_hours, Some(None));
        assert_eq!(form.request().session_idle_minutes, Some(Some(15)));
    }
}
