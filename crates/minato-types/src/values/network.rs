use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::normalised;
use crate::FieldRule;

/// A network from which somebody may come: one IPv4 or IPv6 address, or all that begin alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(example = "203.0.113.0/24", max_length = 43)
)]
#[serde(try_from = "String", into = "String")]
pub struct Network(String);

impl Network {
    /// The largest number of characters.
    pub const MAX_LENGTH: u32 = 43;

    /// Accepts full-width characters, and IPv4 written as IPv6. Bits behind the prefix are
    /// refused, not cleared: `203.0.113.5/24` may be meant as one address or as the network.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let text = normalised(input);
        if text.is_empty() {
            return Err(FieldRule::Required);
        }
        let range = Range::read(&text).ok_or(FieldRule::InvalidNetwork)?;
        let whole = range.whole();
        if whole == range {
            return Ok(Self(whole.to_string()));
        }
        Err(FieldRule::NetworkHasHost {
            network: whole.to_string(),
        })
    }

    /// The canonical form: a single address stands without a prefix.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an address belongs to it. IPv4 that is written as IPv6 is IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        Self::text_contains(&self.0, address)
    }

    /// The same of the canonical form of a network; nothing belongs to what is none.
    pub fn text_contains(network: &str, address: IpAddr) -> bool {
        Range::read(network).is_some_and(|range| range.contains(address.to_canonical()))
    }
}

canonical_text!(Network);

/// An address, and how many of its first bits all addresses of the network share.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Range {
    address: IpAddr,
    bits: u32,
}

impl Range {
    fn read(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let bits = prefix.map_or(Some(width(address)), |prefix| prefix_bits(prefix, address))?;
        let plain = address.to_canonical();
        if address.is_ipv6() && plain.is_ipv4() && bits >= MAPPED {
            return Some(Self {
                address: plain,
                bits: bits - MAPPED,
            });
        }
        Some(Self { address, bits })
    }

    /// The network itself: without the bits behind the prefix.
    fn whole(self) -> Self {
        let first = number(self.address) & self.mask();
        let address = match self.address {
            IpAddr::V4(_) => IpAddr::V4(u32::try_from(first).unwrap_or_default().into()),
            IpAddr::V6(_) => IpAddr::V6(first.into()),
        };
        Self { address, ..self }
    }

    fn contains(self, address: IpAddr) -> bool {
        address.is_ipv4() == self.address.is_ipv4()
            && (number(address) ^ number(self.address)) & self.mask() == 0
    }

    /// The bits that all its addresses share.
    fn mask(self) -> u128 {
        let free = width(self.address) - self.bits;
        u128::MAX.checked_shl(free).unwrap_or(0)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.bits == width(self.address) {
            return self.address.fmt(f);
        }
        write!(f, "{}/{}", self.address, self.bits)
    }
}

/// How many bits stand before an IPv4 address that is written as IPv6.
const MAPPED: u32 = 96;

fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// A length as it is written behind the slash: digits, no sign, no leading zero.
fn prefix_bits(text: &str, address: IpAddr) -> Option<u32> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    let bits = text.parse().ok().filter(|_| plain)?;
    (bits <= width(address)).then_some(bits)
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => address.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(input: &str) -> String {
        Network::parse(input).unwrap().as_str().to_owned()
    }

    #[test]
    fn a_network_is_kept_in_its_one_form() {
        for (input, form) in [
            ("203.0.113.0/24", "203.0.113.0/24"),
            (" ２０３．０．１１３．０／２４ ", "203.0.113.0/24"),
            ("203.0.113.5/32", "203.0.113.5"),
            ("203.0.113.5", "203.0.113.5"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("2001:DB8:0:0::/48", "2001:db8::/48"),
            ("::1/128", "::1"),
            ("::/0", "::/0"),
            ("::ffff:203.0.113.0/120", "203.0.113.0/24"),
            ("::ffff:203.0.113.5", "203.0.113.5"),
        ] {
            assert_eq!(canonical(input), form);
            assert_eq!(canonical(form), form);
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for input in [
            "203.0.113.0/33",
            "2001:db8::/129",
            "203.0.113.0/",
            "203.0.113.0/+8",
            "203.0.113.0/08",
            "203.0.113.0/-1",
            "203.0.113.0/24/8",
            "203.0.113",
            "203.0.113.0/255.255.255.0",
            "010.0.0.1",
            "fe80::1%eth0",
            "[::1]",
            "example.jp",
            "/24",
            "203.0.113.0 /24",
        ] {
            assert_eq!(
                Network::parse(input),
                Err(FieldRule::InvalidNetwork),
                "{input}"
            );
        }
        assert_eq!(Network::parse("　"), Err(FieldRule::Required));
    }

    #[test]
    fn bits_behind_the_prefix_are_refused_with_the_network_that_may_be_meant() {
        for (input, meant) in [
            ("203.0.113.5/24", "203.0.113.0/24"),
            ("::ffff:203.0.113.5/120", "203.0.113.0/24"),
            ("2001:db8::1/64", "2001:db8::/64"),
        ] {
            let network = meant.to_owned();
            let rule = FieldRule::NetworkHasHost { network };
            assert_eq!(Network::parse(input), Err(rule));
        }
    }

    #[test]
    fn an_address_is_inside_or_outside_however_it_is_written() {
        for (network, address, inside) in [
            ("203.0.113.0/24", "203.0.113.255", true),
            ("203.0.113.0/24", "203.0.114.0", false),
            ("203.0.113.0/24", "::ffff:203.0.113.7", true),
            ("203.0.113.7", "203.0.113.7", true),
            ("203.0.113.7", "203.0.113.8", false),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::/0", "2001:db8::1", true),
            ("::/0", "8.8.8.8", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::", false),
            ("::1", "::1", true),
            ("::1", "127.0.0.1", false),
        ] {
            let network = Network::parse(network).unwrap();
            assert_eq!(
                network.contains(address.parse().unwrap()),
                inside,
                "{network} {address}"
            );
        }
    }
}
