//! The order of a table, as the words that stand in an address: `number`, and `-number` for
//! the other way round.

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// By which word a column is sorted, and which ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The word for ascending.
    pub word: &'static str,
    /// Whether it can be turned round.
    pub both_ways: bool,
}

impl Sort {
    /// Which way the column is sorted if the table is in `order`; `None` if by another one.
    pub fn direction(self, order: &str) -> Option<Direction> {
        match order.strip_prefix('-') {
            Some(word) => (word == self.word).then_some(Direction::Descending),
            None => (order == self.word).then_some(Direction::Ascending),
        }
    }

    /// The order that comes by pressing the head of the column while the table is in `order`.
    pub fn pressed(self, order: &str) -> String {
        if self.both_ways && self.direction(order) == Some(Direction::Ascending) {
            format!("-{}", self.word)
        } else {
            self.word.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: Sort = Sort {
        word: "number",
        both_ways: true,
    };
    const NAME: Sort = Sort {
        word: "name",
        both_ways: false,
    };

    #[test]
    fn the_order_of_a_table_is_that_of_one_column() {
        assert_eq!(NUMBER.direction("number"), Some(Direction::Ascending));
        assert_eq!(NUMBER.direction("-number"), Some(Direction::Descending));
        assert_eq!(NUMBER.direction("name"), None);
        assert_eq!(NUMBER.direction(""), None);
    }

    #[test]
    fn pressing_a_head_sorts_by_it_and_pressing_again_turns_it_round() {
        assert_eq!(NUMBER.pressed("name"), "number");
        assert_eq!(NUMBER.pressed("number"), "-number");
        assert_eq!(NUMBER.pressed("-number"), "number");
        assert_eq!(NAME.pressed("name"), "name");
    }
}
