//! 灯台物流: a big company under the policy of port plus, with thousands of applications and
//! contracts.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use minato_db::WriteTx;
use minato_db::models::user_groups;
use minato_types::company::CompanyOptionKind;
use minato_types::port_applications::PortApplicationEventKind as Kind;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{AccountRole, Language};

use super::applications::{Almanac, Story};
use super::company::{Company, Employed, Person, Standing};
use super::crowd::{self, Dice};
use super::services::Catalogue;
use super::{DemoError, Extent, contracts, crowd_of_contracts};

/// How many days lie behind and before today.
const BEHIND: u64 = 365;
const AHEAD: u64 = 310;

/// How far ahead the day lies of which people want to be reminded.
const FAR: Days = Days::new(60);

/// The most ports that are added to one day.
const MOST_PORTS: u32 = 100;

impl Extent {
    /// How many people there are beside the admin.
    const fn people(self) -> usize {
        match self {
            Self::Whole => 60,
            Self::Small => 12,
        }
    }

    const fn applications(self) -> usize {
        match self {
            Self::Whole => 3000,
            Self::Small => 40,
        }
    }

    const fn contracts(self) -> u32 {
        match self {
            Self::Whole => 10_000,
            Self::Small => 120,
        }
    }
}

pub(super) fn company(extent: Extent) -> Company {
    let akari = Person {
        email: "akari@todai-butsuryu.example".to_owned(),
        name: "灯 あかり".to_owned(),
        department: "情報システム部",
        phone: Some("052-123-4567".to_owned()),
        role: AccountRole::Admin,
        language: Language::Ja,
        standing: Standing::Active,
    };
    let mut people = vec![akari];
    people.extend(crowd::people(extent.people(), "todai-butsuryu.example"));
    Company {
        number: "M97-00341",
        name: "灯台物流株式会社",
        postal_code: "455-0036",
        address: "愛知県名古屋市港区浜2-10-1 灯台センター",
        ports: 120,
        two_step: true,
        password_policy: PasswordPolicy::Portplus,
        options: &[
            CompanyOptionKind::PortPlus,
            CompanyOptionKind::TwoStepSignIn,
            CompanyOptionKind::ApiAccess,
        ],
        people,
        notified: &["network@todai-butsuryu.example"],
        notes: &[],
    }
}

pub(super) fn insert_applications(
    tx: &mut WriteTx<'_>,
    company: &Company,
    employed: &Employed,
    almanac: &Almanac,
    extent: Extent,
) -> Result<(), DemoError> {
    // Who has not been in yet has not applied either.
    let people = company.people.iter().enumerate();
    let applicants = people.filter(|(_, person)| person.standing != Standing::Invited);
    let mut year = Year {
        today: almanac.today(),
        open: almanac.earliest()?,
        applicants: applicants.map(|(place, _)| place).collect(),
        taken: BTreeMap::new(),
        dice: Dice::new(),
    };
    let stories: Vec<Story> = (0..extent.applications()).map(|_| year.story()).collect();
    almanac.insert(tx, employed, &stories).map(drop)
}

/// The contracts, all of which the admin sees.
pub(super) fn insert_contracts(
    tx: &mut WriteTx<'_>,
    employed: &Employed,
    catalogue: &Catalogue,
    almanac: &Almanac,
    extent: Extent,
) -> Result<(), DemoError> {
    let all = crowd_of_contracts::contracts(extent.contracts());
    contracts::insert(tx, employed, catalogue, almanac.today(), &all)?;
    if let Some((akari, _)) = employed.people.first() {
        let everything = user_groups::automatic(employed.scope);
        user_groups::add_account(tx, employed.scope, everything, *akari)?;
    }
    Ok(())
}

/// The last and the next year, which fill up with applications.
struct Year {
    today: NaiveDate,
    /// The first day that can still be applied for.
    open: NaiveDate,
    /// The places of those who apply among the people.
    applicants: Vec<usize>,
    /// The ports that are added to each day so far.
    taken: BTreeMap<NaiveDate, u32>,
    dice: Dice,
}

impl Year {
    fn story(&mut self) -> Story {
        let ports = 1 + self.dice.roll(12);
        let applicant = self.applicant();
        let day = self.day_with_room(ports);
        let story = Story::new(applicant, day, ports);
        let chance = self.dice.roll(100);
        if chance < 8 {
            return story.then(Kind::Cancelled);
        }
        *self.taken.entry(day).or_default() += ports;
        let story = match chance {
            8..16 if ports > 1 => story.changed_to(day, ports - 1).changed_to(day, ports),
            16 if day > self.open + FAR => story.reminded(),
            _ => story,
        };
        // Of those whose deadline has passed, a few still wait for the operator.
        let waits = day >= self.today && chance >= 60;
        if day < self.open && !waits {
            story.then(Kind::Provisioned)
        } else {
            story
        }
    }

    fn applicant(&mut self) -> usize {
        let sides = u32::try_from(self.applicants.len()).unwrap_or(1).max(1);
        let place = usize::try_from(self.dice.roll(sides)).unwrap_or_default();
        self.applicants.get(place).copied().unwrap_or_default()
    }

    /// A day of the two years, or the first after it with room for so many ports.
    fn day_with_room(&mut self, ports: u32) -> NaiveDate {
        let days = u32::try_from(BEHIND + AHEAD).unwrap_or(u32::MAX);
        let mut day = self.today - Days::new(BEHIND) + Days::new(self.dice.roll(days).into());
        while self.taken.get(&day).copied().unwrap_or_default() + ports > MOST_PORTS {
            day = day + Days::new(1);
        }
        day
    }
}
