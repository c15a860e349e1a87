//! A list of networks that is edited: a line and a note for each.

use std::net::IpAddr;

use minato_types::company::{
    AllowedNetwork, AllowedNetworkRequest, MAX_ALLOWED_NETWORKS, UpdateCompanySecurityRequest,
};
use minato_types::values::Network;
use minato_types::{FieldErrors, Validate};

/// The field of the list as a whole.
pub const LIST: &str = "allowedNetworks";

/// The JSON names of some fields, then that of the list, then those of its rows, as the
/// server names them in its errors.
macro_rules! names {
    ($($before:literal,)*) => {
        $crate::forms::networks::names!(@rows [$($before,)*]
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24
            25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49)
    };
    (@rows [$($before:literal,)*] $($row:literal)*) => {
        &[
            $($before,)*
            "allowedNetworks",
            $(
                concat!("allowedNetworks.", $row, ".network"),
                concat!("allowedNetworks.", $row, ".description"),
            )*
        ]
    };
}
pub(super) use names;

/// Every field of the list.
const NAMES: &[&str] = names![];

/// How many networks there can be.
pub const MOST: usize = MAX_ALLOWED_NETWORKS as usize;

/// A form with such a list.
pub trait HoldsNetworks {
    /// The list.
    fn networks(&self) -> &NetworkRows;

    /// The list, to be changed.
    fn networks_mut(&mut self) -> &mut NetworkRows;
}

/// The list. Rows without any text are no networks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworkRows(Vec<AllowedNetworkRequest>);

/// The fields of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowFields {
    /// The network.
    pub network: &'static str,
    /// What it is.
    pub description: &'static str,
}

impl NetworkRows {
    /// The list that shows `networks`.
    pub fn of(networks: &[AllowedNetwork]) -> Self {
        let row = |one: &AllowedNetwork| AllowedNetworkRequest {
            network: one.network.as_str().to_owned(),
            description: one.description.as_str().to_owned(),
        };
        Self(networks.iter().map(row).collect())
    }

    /// The fields of a row, if there can be so many.
    pub fn fields(row: usize) -> Option<RowFields> {
        let at = |place: usize| NAMES.get(place).copied();
        Some(RowFields {
            network: at(row * 2 + 1)?,
            description: at(row * 2 + 2)?,
        })
    }

    /// What stands in a field; nothing if it is none of the list.
    pub fn value(&self, field: &str) -> &str {
        match place(field) {
            Some((row, part)) => self.0.get(row).map_or("", |row| part.of(row)),
            None => "",
        }
    }

    /// Writes into a field, if it is one of the list.
    pub fn set(&mut self, field: &str, value: String) {
        let Some((row, part)) = place(field).filter(|(row, _)| *row < MOST) else {
            return;
        };
        if self.0.len() <= row {
            self.0.resize_with(row + 1, AllowedNetworkRequest::default);
        }
        if let Some(row) = self.0.get_mut(row) {
            *part.of_mut(row) = value;
        }
    }

    /// The same without gaps: the server counts only the networks that are there.
    pub fn close_up(&mut self) {
        self.0.retain(is_given);
    }

    /// Takes a row out; those behind it move up.
    pub fn remove(&mut self, row: usize) {
        if row < self.0.len() {
            self.0.remove(row);
        }
    }

    /// Adds a network in the first row that is free, and says which one that is.
    pub fn add(&mut self, network: &str) -> usize {
        let free = self.0.iter().position(|row| !is_given(row));
        let row = free.unwrap_or(self.0.len());
        if let Some(fields) = Self::fields(row) {
            self.set(fields.network, network.to_owned());
        }
        row
    }

    /// How many rows there are so that everything shows.
    pub fn used(&self) -> usize {
        let last = self.0.iter().rposition(is_given);
        last.map_or(0, |last| last + 1)
    }

    /// Whether somebody may come from an address, by what can be read of the list.
    pub fn contains(&self, address: &str) -> bool {
        let Ok(address) = address.parse::<IpAddr>() else {
            return false;
        };
        let read = |row: &AllowedNetworkRequest| Network::parse(&row.network).ok();
        let mut networks = self.0.iter().filter_map(read);
        networks.any(|network| network.contains(address))
    }

    /// What is sent.
    pub fn request(&self) -> Vec<AllowedNetworkRequest> {
        self.0.iter().filter(|row| is_given(row)).cloned().collect()
    }

    /// Adds every broken rule at the field where it is broken.
    pub fn check(&self, errors: &mut FieldErrors) {
        let mut found = FieldErrors::new();
        let request = UpdateCompanySecurityRequest {
            allowed_networks: Some(self.request()),
            ..UpdateCompanySecurityRequest::default()
        };
        request.check(&mut found);
        let given = self.0.iter().enumerate().filter(|(_, row)| is_given(row));
        let places: Vec<usize> = given.map(|(place, _)| place).collect();
        for (field, rule) in found.iter() {
            let moved = place(field).and_then(|(row, part)| {
                let fields = Self::fields(*places.get(row)?)?;
                Some(part.field(fields))
            });
            errors.add(moved.unwrap_or(field), rule.clone());
        }
    }
}

/// What a field of a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Network,
    Description,
}

impl Part {
    fn of(self, row: &AllowedNetworkRequest) -> &str {
        match self {
            Self::Network => &row.network,
            Self::Description => &row.description,
        }
    }

    const fn of_mut(self, row: &mut AllowedNetworkRequest) -> &mut String {
        match self {
            Self::Network => &mut row.network,
            Self::Description => &mut row.description,
        }
    }

    const fn field(self, fields: RowFields) -> &'static str {
        match self {
            Self::Network => fields.network,
            Self::Description => fields.description,
        }
    }
}

/// Which row a field belongs to, and which part of it.
fn place(field: &str) -> Option<(usize, Part)> {
    let (row, part) = field
        .strip_prefix(LIST)?
        .strip_prefix('.')?
        .split_once('.')?;
    let part = match part {
        "network" => Part::Network,
        "description" => Part::Description,
        _ => return None,
    };
    Some((row.parse().ok()?, part))
}

fn is_given(row: &AllowedNetworkRequest) -> bool {
    !row.network.trim().is_empty() || !row.description.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;

    fn rows(networks: &[&str]) -> NetworkRows {
        let row = |network: &&str| AllowedNetworkRequest {
            network: (*network).to_owned(),
            description: String::new(),
        };
        NetworkRows(networks.iter().map(row).collect())
    }

    #[test]
    fn there_are_fields_for_as_many_networks_as_the_contract_takes() {
        assert_eq!(NAMES.len(), 1 + 2 * MOST);
        let last = NetworkRows::fields(MOST - 1).unwrap();
        assert_eq!(last.description, "allowedNetworks.49.description");
        assert_eq!(NetworkRows::fields(MOST), None);
        assert_eq!(names!["name",].first(), Some(&"name"));
    }

    #[test]
    fn an_error_shows_at_the_row_where_the_network_stands() {
        let mut list = rows(&["", "203.0.113.0/24", "nowhere", "203.0.113.0/24"]);
        list.set("allowedNetworks.4.description", "東京本社".into());
        let mut errors = FieldErrors::new();
        list.check(&mut errors);
        let found: Vec<_> = errors.iter().collect();
        assert_eq!(
            found,
            [
                ("allowedNetworks.2.network", &FieldRule::InvalidNetwork),
                ("allowedNetworks.3.network", &FieldRule::Duplicate),
                ("allowedNetworks.4.network", &FieldRule::Required),
            ]
        );
    }

    #[test]
    fn what_is_sent_has_no_gaps() {
        let mut list = rows(&["", "203.0.113.0/24", " ", "2001:db8::/48"]);
        assert_eq!(list.used(), 4);
        assert_eq!(list.request().len(), 2);
        list.close_up();
        assert_eq!(list.value("allowedNetworks.1.network"), "2001:db8::/48");
        list.remove(0);
        assert_eq!(list.value("allowedNetworks.0.network"), "2001:db8::/48");
        assert_eq!((list.used(), list.value("name")), (1, ""));
    }

    #[test]
    fn one_s_own_address_is_added_where_there_is_room_and_found_in_a_network() {
        let mut list = rows(&["198.51.100.7", ""]);
        assert!(!list.contains("203.0.113.5"));
        assert_eq!(list.add("203.0.113.5"), 1);
        assert_eq!(list.add("192.0.2.1"), 2);
        assert!(list.contains("203.0.113.5"));
        assert!(rows(&["２０３．０．１１３．０／２４"]).contains("203.0.113.5"));
        assert!(!rows(&["nowhere"]).contains("203.0.113.5"));
        assert!(!list.contains("an address that cannot be read"));
    }
}
