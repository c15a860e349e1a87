//! The scale beside a plot.

/// The numbers beside a plot whose largest value is `max`: from 0, evenly spaced, round, four
/// to six of them; the last is not below `max`.
pub fn ticks(max: u32) -> Vec<u32> {
    let step = round_step(max);
    let mut ticks = vec![0];
    let mut last = 0_u32;
    while last < max.max(1) {
        last = last.saturating_add(step);
        ticks.push(last);
    }
    ticks
}

/// The smallest of 1, 2, 5, 10, 20, 50, ... by which five steps reach `max`.
fn round_step(max: u32) -> u32 {
    let mut ten = 1_u32;
    loop {
        for factor in [1, 2, 5] {
            let step = ten.saturating_mul(factor);
            if step.saturating_mul(5) >= max {
                return step;
            }
        }
        ten = ten.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::ticks;

    #[test]
    fn the_scale_is_round_and_reaches_the_largest_value() {
        assert_eq!(ticks(0), [0, 1]);
        assert_eq!(ticks(4), [0, 1, 2, 3, 4]);
        assert_eq!(ticks(30), [0, 10, 20, 30]);
        assert_eq!(ticks(38), [0, 10, 20, 30, 40]);
        assert_eq!(ticks(130), [0, 50, 100, 150]);
    }

    #[test]
    fn no_scale_is_crowded() {
        for max in [1, 2, 5, 6, 10, 11, 99, 10_029, u32::MAX / 5] {
            let ticks = ticks(max);
            assert!((2..=6).contains(&ticks.len()), "{max}: {ticks:?}");
            assert!(ticks.last() >= Some(&max), "{max}: {ticks:?}");
        }
    }
}
