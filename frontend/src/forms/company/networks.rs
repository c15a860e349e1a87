use minato_types::FieldErrors;
use minato_types::company::{AllowedNetwork, UpdateCompanySecurityRequest};

use crate::forms::networks::{HoldsNetworks, NetworkRows, names};
use crate::forms::{Fields, Form};
use crate::words::{Locale, words_of};

/// The networks from which the member's people may come.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NetworksForm(NetworkRows);

impl NetworksForm {
    /// The form that shows `networks`.
    pub fn of(networks: &[AllowedNetwork]) -> Self {
        Self(NetworkRows::of(networks))
    }
}

impl HoldsNetworks for NetworksForm {
    fn networks(&self) -> &NetworkRows {
        &self.0
    }

    fn networks_mut(&mut self) -> &mut NetworkRows {
        &mut self.0
    }
}

impl Fields for NetworksForm {
    const NAMES: &'static [&'static str] = names![];

    fn value(&self, field: &str) -> &str {
        self.0.value(field)
    }

    fn set(&mut self, field: &str, value: String) {
        self.0.set(field, value);
    }
}

impl Form for NetworksForm {
    type Request = UpdateCompanySecurityRequest;

    const NAME: &'static str = "networks";

    fn label(field: &str, locale: Locale) -> &'static str {
        network_label(field, locale)
    }

    fn request(&self) -> UpdateCompanySecurityRequest {
        UpdateCompanySecurityRequest {
            allowed_networks: Some(self.0.request()),
            ..UpdateCompanySecurityRequest::default()
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        self.0.check(errors);
    }
}

/// What the fields of a list of networks are called.
pub fn network_label(field: &str, locale: Locale) -> &'static str {
    if field.ends_with(".network") {
        words_of!(locale, company.networks.network)
    } else if field.ends_with(".description") {
        words_of!(locale, company.networks.description)
    } else {
        words_of!(locale, company.networks.title)
    }
}

#[cfg(test)]
mod tests {
    use minato_types::values::Language;
    use minato_types::{FieldRule, Problem};

    use super::*;
    use crate::forms::FormModel;

    #[test]
    fn being_locked_out_is_told_at_the_list() {
        let mut form = FormModel::new(NetworksForm::default());
        form.edit("allowedNetworks.0.network", "198.51.100.0/24".into());
        let request = form.submit().unwrap();
        assert_eq!(request.allowed_networks.map(|list| list.len()), Some(1));
        let rule = FieldRule::OwnAddressMissing {
            address: "203.0.113.5".into(),
        };
        let errors = FieldErrors::one("allowedNetworks", rule.clone());
        form.refuse(minato_client::ClientError::Problem {
            problem: Box::new(Problem::validation(&errors, Language::Ja)),
            retry_after_seconds: None,
        });
        assert_eq!(form.errors(), [("allowedNetworks", rule)]);
        assert_eq!(form.problem(), None);
    }
}
