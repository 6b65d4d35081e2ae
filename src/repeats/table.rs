//! Numbers by 32 bits of a hash: 12 bytes each at most, where a map of the standard library
//! takes up to 20, and 30 while it grows.
//!
//! Open addressing in sixteen parts, each of which grows by a quarter, and alone.

const PARTS: usize = 16;

/// What is found by a hash; of two with one hash only the last, or the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    parts: [Part; PARTS],
}

#[derive(Clone, Debug, Default)]
struct Part {
    /// Hash, and number plus 1; 0 where the slot is free.
    slots: Vec<(u32, u32)>,
    used: usize,
}

impl Table {
    /// The number of a hash.
    pub(super) fn get(&self, hash: u32) -> Option<u32> {
        let part = &self.parts[hash as usize % PARTS];
        if part.slots.is_empty() {
            return None;
        }
        part.slots[part.slot(hash)].1.checked_sub(1)
    }

    /// Keeps a number, in place of the one that the hash has.
    pub(super) fn set(&mut self, hash: u32, number: u32) {
        let part = &mut self.parts[hash as usize % PARTS];
        part.make_room();
        let slot = part.slot(hash);
        part.used += usize::from(part.slots[slot].1 == 0);
        part.slots[slot] = (hash, number + 1);
    }

    /// Keeps a number where the hash has none.
    pub(super) fn set_first(&mut self, hash: u32, number: u32) {
        if self.get(hash).is_none() {
            self.set(hash, number);
        }
    }
}

impl Part {
    /// The slot of a hash, or the free one where it belongs.
    fn slot(&self, hash: u32) -> usize {
        let mut at = ((u64::from(hash) * self.slots.len() as u64) >> 32) as usize;
        while self.slots[at].1 != 0 && self.slots[at].0 != hash {
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        at
    }

    fn make_room(&mut self) {
        if self.used * 6 < self.slots.len() * 5 {
            return;
        }
        let more = vec![(0, 0); self.slots.len() + (self.slots.len() / 4).max(16)];
        for entry in std::mem::replace(&mut self.slots, more) {
            if entry.1 != 0 {
                let slot = self.slot(entry.0);
                self.slots[slot] = entry;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::mix;
    use super::*;

    #[test]
    fn what_was_kept_is_found_and_nothing_else() {
        let mut table = Table::default();
        assert_eq!(table.get(7), None);
        let hash = |n: u32| mix(u64::from(n)) as u32;
        for n in 0..50_000 {
            table.set(hash(n), n);
            table.set_first(hash(n), 0);
        }
        assert!((0..50_000).all(|n| table.get(hash(n)) == Some(n)));
        assert!((60_000..70_000).filter(|&n| table.get(hash(n)).is_some()).count() < 3);
        table.set(hash(3), 9);
        assert_eq!(table.get(hash(3)), Some(9));
    }
}
