//! A map that mostly has few keys.
//!
//! There are several for every speaker of a run. A sorted list of one key takes a tenth of
//! what the smallest tree does, and one of some thousand keys is still quick to add to: new
//! keys are rare by then.

/// Values by key, in order of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorted<K, V> {
    list: Vec<(K, V)>,
}

/// Keys up to which a list grows by one; beyond, it grows as lists do.
const FEW: usize = 8;

impl<K, V> Sorted<K, V> {
    /// Without keys.
    pub const fn new() -> Self {
        Self { list: Vec::new() }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Keys and values, in order of keys.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> {
        self.list.iter().map(|(key, value)| (key, value))
    }

    /// The values, in order of keys.
    pub fn into_values(self) -> impl ExactSizeIterator<Item = V> {
        self.list.into_iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Sorted<K, V> {
    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.list.binary_search_by(|(known, _)| known.cmp(key)).ok().map(|at| &self.list[at].1)
    }

    /// The value of a key, to be changed; a new one where there is none.
    pub fn or_insert_with(&mut self, key: K, new: impl FnOnce() -> V) -> &mut V {
        let at = match self.list.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(at) => at,
            Err(at) => {
                if self.list.len() < FEW {
                    self.list.reserve_exact(1);
                }
                self.list.insert(at, (key, new()));
                at
            }
        };
        &mut self.list[at].1
    }

    /// The same, where what is new is the default.
    pub fn at(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.or_insert_with(key, V::default)
    }
}

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_is_what_a_tree_is(added in prop::collection::vec((0u8..30, 1u64..5), 0..60), asked in 0u8..40) {
            let (mut sorted, mut tree) = (Sorted::new(), BTreeMap::new());
            for (key, count) in added {
                *sorted.at(key) += count;
                *tree.entry(key).or_insert(0) += count;
            }
            prop_assert!(sorted.iter().eq(tree.iter()));
            prop_assert_eq!((sorted.len(), sorted.is_empty()), (tree.len(), tree.is_empty()));
            prop_assert_eq!(sorted.get(&asked), tree.get(&asked));
            prop_assert!(sorted.into_values().eq(tree.into_values()));
        }
    }
}
