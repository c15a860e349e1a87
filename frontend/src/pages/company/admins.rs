use leptos::prelude::*;
use minato_types::company::{CompanyAdmin, CompanyAdmins};

use crate::components::banner::{Banner, Tone};
use crate::components::icon::{self, Icon};
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::loading::use_loader;
use crate::view::each;

/// Who the admins of the member are, and how one reaches them.
#[component]
pub(crate) fn Admins() -> impl IntoView {
    let admins = use_loader(|client| Box::pin(async move { client.list_company_admins().await }));
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    view! {
        <section class="card" aria-labelledby="admins">
            <h2 id="admins">{text!(company.admins.title)}</h2>
            <p class="note">{text!(company.admins.lead)}</p>
            {admins.show(waiting, list)}
        </section>
    }
}

fn list(admins: CompanyAdmins) -> AnyView {
    if admins.items.is_empty() {
        return view! { <Banner tone=Tone::Warning>{text!(company.admins.none)}</Banner> }
            .into_any();
    }
    view! { <ul class="people">{each(admins.items, person)}</ul> }.into_any()
}

fn person(admin: CompanyAdmin) -> AnyView {
    let email = admin.email.as_str().to_owned();
    let phone = admin.phone.map(|phone| {
        let number = phone.as_str().to_owned();
        view! {
            <a class="people__way numbers" href=format!("tel:{}", dialled(&number))>
                <Icon glyph=icon::PORTS />
                {number.clone()}
            </a>
        }
    });
    view! {
        <li class="people__person">
            <div>
                <p class="people__name">{admin.name.as_str().to_owned()}</p>
                <p class="people__place">{admin.department.as_str().to_owned()}</p>
            </div>
            <div class="people__ways">
                <a class="people__way" href=format!("mailto:{email}")>
                    <Icon glyph=icon::MAIL />
                    {email.clone()}
                </a>
                {phone}
            </div>
        </li>
    }
    .into_any()
}

/// What of a telephone number is dialled.
fn dialled(number: &str) -> String {
    let dialled = |c: &char| c.is_ascii_digit() || *c == '+';
    number.chars().filter(dialled).collect()
}

#[cfg(test)]
mod tests {
    use super::dialled;

    #[test]
    fn hyphens_and_parentheses_are_not_dialled() {
        assert_eq!(dialled("+81 (3) 1234-5678"), "+81312345678");
        assert_eq!(dialled("03-1234-5678"), "0312345678");
    }
}
