//! Many rows in few statements, of few kinds.

/// The most rows of one statement. SQLite takes 32,766 values in one; a table here has twenty columns or so.
const MOST: usize = 128;

/// Rows in portions of 128, and what is left over in portions of 64, 32 and so on. A prepared statement is kept by its
/// text, and one for each number of rows that ever came would be a hundred large ones on each connection.
pub(super) struct Portions<T> {
    left: std::vec::IntoIter<T>,
    size: usize,
}

impl<T> Portions<T> {
    pub(super) fn of(rows: Vec<T>) -> Self {
        Self { left: rows.into_iter(), size: MOST }
    }
}

impl<T> Iterator for Portions<T> {
    type Item = Vec<T>;

    fn next(&mut self) -> Option<Vec<T>> {
        while self.size > self.left.len() {
            self.size /= 2;
        }
        (self.size > 0).then(|| self.left.by_ref().take(self.size).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_comes_once_and_in_order_in_portions_of_eight_sizes() {
        for many in (0..1_100).chain([3_400, 100_000]) {
            let rows: Vec<usize> = (0..many).collect();
            let portions: Vec<_> = Portions::of(rows.clone()).collect();
            assert!(portions.iter().all(|some| some.len().is_power_of_two() && some.len() <= MOST));
            assert!(portions.is_sorted_by_key(|some| std::cmp::Reverse(some.len())));
            assert!(portions.len() <= many / MOST + 9, "{many}");
            assert_eq!(portions.concat(), rows);
        }
    }
}
