use leptos::prelude::window;

use super::Fields;

/// The key under which a form is sent. What is sent again unchanged keeps its key, so that
/// trying again after a lost answer creates nothing twice; anything else gets a new one.
#[derive(Clone, Default)]
pub struct SendKey(Option<(Vec<String>, String)>);

impl SendKey {
    /// The key for what stands in `form`.
    pub fn of<F: Fields>(&mut self, form: &F) -> String {
        self.of_or(form, random)
    }

    fn of_or<F: Fields>(&mut self, form: &F, new_key: impl FnOnce() -> String) -> String {
        let values = F::NAMES.iter().map(|name| form.value(name).to_owned());
        let values: Vec<String> = values.collect();
        match &self.0 {
            Some((sent, key)) if *sent == values => key.clone(),
            _ => {
                let key = new_key();
                self.0 = Some((values, key.clone()));
                key
            }
        }
    }
}

/// A random UUID. Browsers give one where cookies work for us too: on https and localhost.
fn random() -> String {
    window()
        .crypto()
        .map(|crypto| crypto.random_uuid())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::auth::VerifyLoginForm;

    fn form(code: &str) -> VerifyLoginForm {
        VerifyLoginForm {
            code: code.into(),
            ..VerifyLoginForm::default()
        }
    }

    #[test]
    fn only_what_is_sent_again_unchanged_keeps_its_key() {
        let mut key = SendKey::default();
        assert_eq!(key.of_or(&form("1"), || "first".into()), "first");
        assert_eq!(key.of_or(&form("1"), || "never".into()), "first");
        assert_eq!(key.of_or(&form("2"), || "second".into()), "second");
        assert_eq!(key.of_or(&form("1"), || "third".into()), "third");
    }
}
