//! Who may see and change which contract, said once more in the simplest words. It knows
//! nothing of the product: no type, no rule, no query.

use std::collections::{BTreeMap, BTreeSet};

/// 1 is to see, 2 is to see and change.
pub(super) type Right = u8;

/// A group: its people and what they may do.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) people: BTreeSet<usize>,
    pub(super) services: BTreeMap<usize, Right>,
    pub(super) contracts: BTreeMap<usize, Right>,
}

/// A contract, as far as rights and words are concerned.
#[derive(Debug, Clone)]
pub(super) struct Contract {
    pub(super) service: usize,
    pub(super) status: usize,
    pub(super) word: &'static str,
}

/// All of one company.
#[derive(Debug, Clone, Default)]
pub(super) struct World {
    pub(super) contracts: Vec<Contract>,
    pub(super) groups: Vec<Group>,
    /// The people of the group that covers everything.
    pub(super) automatic: BTreeSet<usize>,
}

impl World {
    /// What a person may do with a contract: the most that any group allows.
    pub(super) fn right(&self, person: usize, contract: usize) -> Right {
        if self.automatic.contains(&person) {
            return 2;
        }
        let service = self.contracts[contract].service;
        let mut most = 0;
        for group in &self.groups {
            if group.people.contains(&person) {
                for right in [group.services.get(&service), group.contracts.get(&contract)] {
                    most = most.max(right.copied().unwrap_or(0));
                }
            }
        }
        most
    }

    /// The contracts with which a person may do at least `needed`, with what he may do.
    pub(super) fn reached(&self, person: usize, needed: Right) -> BTreeMap<usize, Right> {
        let rights =
            (0..self.contracts.len()).map(|contract| (contract, self.right(person, contract)));
        rights.filter(|(_, right)| *right >= needed).collect()
    }
}

/// Numbers that look like chance and are the same each time.
#[derive(Debug)]
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// One of 0 to `sides` - 1.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides
    }
}

#[test]
fn dice_fall_on_every_side() {
    let mut dice = Dice(7);
    let fallen: BTreeSet<usize> = (0..200).map(|_| dice.roll(6)).collect();
    assert_eq!(fallen.len(), 6);
}
