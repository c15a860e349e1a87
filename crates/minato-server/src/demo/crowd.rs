//! Many people and many applications, the same whenever the demo is loaded.

use minato_types::values::{AccountRole, Language};

use super::company::{Person, Standing};

/// Family names, and how they stand in addresses.
const FAMILIES: [(&str, &str); 20] = [
    ("入江", "irie"),
    ("磯部", "isobe"),
    ("浦野", "urano"),
    ("沖田", "okita"),
    ("帆足", "hoashi"),
    ("波多野", "hatano"),
    ("浜口", "hamaguchi"),
    ("瀬戸", "seto"),
    ("千早", "chihaya"),
    ("渡瀬", "watase"),
    ("江島", "ejima"),
    ("潮田", "ushioda"),
    ("深海", "fukami"),
    ("真砂", "masago"),
    ("湊谷", "minatoya"),
    ("貝塚", "kaizuka"),
    ("舟木", "funaki"),
    ("鴨居", "kamoi"),
    ("島津", "shimazu"),
    ("白波", "shiranami"),
];

/// Given names, and how they stand in addresses.
const GIVEN: [(&str, &str); 15] = [
    ("健太", "kenta"),
    ("由美", "yumi"),
    ("大輔", "daisuke"),
    ("さくら", "sakura"),
    ("翔", "sho"),
    ("恵子", "keiko"),
    ("直樹", "naoki"),
    ("葵", "aoi"),
    ("誠", "makoto"),
    ("陽菜", "hina"),
    ("亮", "ryo"),
    ("千夏", "chinatsu"),
    ("浩二", "koji"),
    ("結衣", "yui"),
    ("隆", "takashi"),
];

const DEPARTMENTS: [&str; 6] = [
    "情報システム部",
    "運行管理部",
    "倉庫管理部",
    "営業企画部",
    "総務部",
    "人事部",
];

/// So many people with addresses at `domain`, each with another name.
pub(super) fn people(count: usize, domain: &str) -> Vec<Person> {
    let families = FAMILIES.iter().cycle();
    let departments = DEPARTMENTS.iter().cycle();
    let all = families.zip(departments).enumerate().take(count);
    all.map(|(n, (family, department))| {
        let given = GIVEN.get((7 * n + n / FAMILIES.len()) % GIVEN.len());
        let (given, latin) = given.copied().unwrap_or_default();
        Person {
            email: format!("{latin}.{}@{domain}", family.1),
            name: format!("{} {given}", family.0),
            department,
            phone: (n % 3 != 2).then(|| format!("052-700-{:04}", 1000 + 37 * n)),
            role: match n % 20 {
                0 => AccountRole::Admin,
                _ => AccountRole::User,
            },
            language: match n % 11 {
                4 => Language::En,
                _ => Language::Ja,
            },
            standing: standing(n),
        }
    })
    .collect()
}

fn standing(n: usize) -> Standing {
    match n % 15 {
        6 => Standing::Invited,
        9 => Standing::Suspended,
        13 => Standing::Expired(20),
        _ => Standing::Active,
    }
}

/// Numbers that look like chance: a linear congruential generator.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new() -> Self {
        Self(20_260_917)
    }

    /// A number below `sides`, which is not 0.
    pub(super) fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = u32::try_from(self.0 >> 33).unwrap_or_default();
        high % sides
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_one_of_the_crowd_has_an_address_of_his_own() {
        let people = people(60, "example.jp");
        let addresses: BTreeSet<_> = people.iter().map(|person| &person.email).collect();
        assert_eq!((people.len(), addresses.len()), (60, 60));
    }
}
