use minato_types::me::{Me, UpdateMeRequest};

use crate::forms::{Fields, Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// One's own profile, as far as one may change it.
    ProfileForm {
        name = "name",
        phone = "phone",
        department = "department",
        language = "language",
        time_zone = "timeZone",
    }
}

/// A field of the profile: its JSON name and what stands in it.
pub type ProfileField = (&'static str, String);

impl ProfileForm {
    /// The form that shows `me`.
    pub fn of(me: &Me) -> Self {
        Self {
            name: me.name.as_str().to_owned(),
            phone: me
                .phone
                .as_ref()
                .map(|phone| phone.as_str().to_owned())
                .unwrap_or_default(),
            department: me.department.as_str().to_owned(),
            language: me.language.to_string(),
            time_zone: me.time_zone.as_str().to_owned(),
        }
    }

    /// The fields in which `newest` differs from what was typed.
    pub fn differences(&self, newest: &Self) -> Vec<ProfileField> {
        let differs = |name: &&&'static str| self.value(name) != newest.value(name);
        let field = |name: &&'static str| (*name, newest.value(name).to_owned());
        Self::NAMES.iter().filter(differs).map(field).collect()
    }
}

impl Form for ProfileForm {
    type Request = UpdateMeRequest;

    const NAME: &'static str = "profile";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "name" => words_of!(locale, account.fields.name),
            "phone" => words_of!(locale, account.fields.phone),
            "department" => words_of!(locale, account.fields.department),
            "language" => words_of!(locale, account.fields.language),
            "timeZone" => words_of!(locale, account.fields.timeZone),
            _ => "",
        }
    }

    fn request(&self) -> UpdateMeRequest {
        UpdateMeRequest {
            name: Some(self.name.clone()),
            phone: Some(self.phone.clone()),
            department: Some(self.department.clone()),
            language: Some(self.language.clone()),
            time_zone: Some(self.time_zone.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    fn hanako() -> ProfileForm {
        ProfileForm {
            name: "港 花子".into(),
            phone: "03-1234-5678".into(),
            department: "情報システム部".into(),
            language: "ja".into(),
            time_zone: "Asia/Tokyo".into(),
        }
    }

    #[test]
    fn a_name_is_needed_and_a_telephone_number_is_not() {
        let mut form = FormModel::new(hanako());
        form.edit("name", String::new());
        form.edit("phone", String::new());
        assert!(form.submit().is_none());
        assert_eq!(form.errors(), [("name", FieldRule::Required)]);
    }

    #[test]
    fn what_somebody_else_changed_is_told_field_by_field() {
        let newest = ProfileForm {
            department: "総務部".into(),
            ..hanako()
        };
        assert_eq!(
            hanako().differences(&newest),
            [("department", "総務部".to_owned())]
        );
        assert_eq!(hanako().differences(&hanako()), []);
    }
}
