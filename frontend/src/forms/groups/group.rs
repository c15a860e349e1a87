use minato_types::groups::{AddGroupRequest, UpdateGroupRequest, UserGroup};

use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Names and describes a group, new or not.
    GroupForm {
        name = "name",
        description = "description",
    }
}

impl GroupForm {
    /// The form that shows `group`.
    pub fn of(group: &UserGroup) -> Self {
        Self {
            name: group.name.clone(),
            description: group.description.clone(),
        }
    }

    /// The change of a group that makes it so.
    pub fn change(&self) -> UpdateGroupRequest {
        UpdateGroupRequest {
            name: Some(self.name.clone()),
            description: Some(self.description.clone()),
        }
    }
}

impl Form for GroupForm {
    type Request = AddGroupRequest;

    const NAME: &'static str = "group";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "name" => words_of!(locale, groups.fields.name),
            "description" => words_of!(locale, groups.fields.description),
            _ => "",
        }
    }

    fn request(&self) -> AddGroupRequest {
        AddGroupRequest {
            name: self.name.clone(),
            description: self.description.clone(),
        }
    }
}
