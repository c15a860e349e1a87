//! Networks against another reading of them: `ipnet`, and the addresses of the standard library.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use minato_types::FieldRule;
use minato_types::values::Network;
use proptest::prelude::*;

fn address() -> impl Strategy<Value = IpAddr> {
    prop_oneof![
        any::<u32>().prop_map(|bits| IpAddr::V4(Ipv4Addr::from(bits))),
        any::<u128>().prop_map(|bits| IpAddr::V6(Ipv6Addr::from(bits))),
        // Many zeros, where IPv6 is written short, and IPv4 written as IPv6.
        any::<u16>().prop_map(|bits| IpAddr::V6(Ipv6Addr::from(u128::from(bits)))),
        any::<u32>().prop_map(|bits| IpAddr::V6(Ipv4Addr::from(bits).to_ipv6_mapped())),
    ]
}

/// A network by the other reading, whatever bits stand behind the prefix.
fn network() -> impl Strategy<Value = IpNet> {
    (address(), 0..=128_u8).prop_map(|(address, bits)| match address {
        IpAddr::V4(v4) => IpNet::V4(Ipv4Net::new(v4, bits % 33).unwrap()),
        IpAddr::V6(v6) => IpNet::V6(Ipv6Net::new(v6, bits).unwrap()),
    })
}

/// The same network with IPv4 for what is IPv4 written as IPv6.
fn plain(network: IpNet) -> IpNet {
    let network = network.trunc();
    match (network.addr(), network.addr().to_canonical()) {
        (IpAddr::V6(_), IpAddr::V4(v4)) if network.prefix_len() >= 96 => {
            IpNet::V4(Ipv4Net::new(v4, network.prefix_len() - 96).unwrap())
        }
        _ => network,
    }
}

/// An address whose last bits were changed: often inside, often just outside.
fn near(network: IpNet, flip: u128) -> IpAddr {
    match network.addr() {
        IpAddr::V4(v4) => {
            let flip = u32::try_from(flip & u128::from(u32::MAX)).unwrap();
            IpAddr::V4(Ipv4Addr::from(u32::from(v4) ^ flip))
        }
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) ^ flip)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn a_network_is_read_as_others_read_it(net in network()) {
        let text = format!("{}/{}", net.addr(), net.prefix_len());
        let expected = plain(net);
        match Network::parse(&text) {
            Ok(read) => {
                prop_assert_eq!(net.trunc().addr(), net.addr());
                let again: IpNet = read.as_str().parse().or_else(|_| {
                    read.as_str().parse::<IpAddr>().map(IpNet::from)
                }).unwrap();
                prop_assert_eq!(again, expected);
                prop_assert_eq!(Network::parse(read.as_str()), Ok(read));
            }
            Err(FieldRule::NetworkHasHost { network }) => {
                prop_assert_ne!(net.trunc().addr(), net.addr());
                let meant = Network::parse(&network).unwrap();
                prop_assert_eq!(meant.as_str(), network.as_str());
                let inside = expected.contains(&net.addr().to_canonical());
                prop_assert_eq!(meant.contains(net.addr()), inside);
            }
            Err(other) => prop_assert!(false, "{}: {:?}", text, other),
        }
    }

    #[test]
    fn an_address_is_inside_where_others_find_it(
        net in network(), flip in any::<u128>(), shift in 0..128_u32, anywhere in address(),
    ) {
        let net = net.trunc();
        let read = Network::parse(&format!("{}/{}", net.addr(), net.prefix_len())).unwrap();
        let expected = plain(net);
        for address in [near(net, flip >> shift), near(net, 1 << shift), net.broadcast(), anywhere] {
            let inside = expected.contains(&address.to_canonical());
            prop_assert_eq!(read.contains(address), inside, "{} {}", read, address);
            if let IpAddr::V4(v4) = address {
                let written = IpAddr::V6(v4.to_ipv6_mapped());
                prop_assert_eq!(read.contains(written), inside);
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic_and_what_it_takes_others_take(text in "[0-9a-f:./ ]{0,44}") {
        if let Ok(read) = Network::parse(&text) {
            let net = read.as_str().parse::<IpNet>().is_ok();
            prop_assert!(net || read.as_str().parse::<IpAddr>().is_ok(), "{}", read);
            prop_assert!(read.as_str().chars().count() <= Network::MAX_LENGTH as usize);
        }
    }
}
