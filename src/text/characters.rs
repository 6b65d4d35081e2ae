//! Byte offsets as character offsets, which is what other tools count in.

/// Counts the characters before any byte of a text, without walking it from the start.
#[derive(Clone, Debug)]
pub struct Characters<'a> {
    text: &'a str,
    /// Characters before each block; empty where the text is ASCII.
    before: Vec<u32>,
}

const BLOCK: usize = 256;

impl<'a> Characters<'a> {
    /// Prepares a text: nothing to do where it is ASCII.
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                before.push(count);
                count += starts(block);
            }
        }
        Self { text, before }
    }

    /// How many characters stand before a byte offset.
    ///
    /// # Panics
    /// Where the offset lies past the end of the text.
    pub fn before(&self, byte: usize) -> usize {
        let Some(&count) = self.before.get((byte / BLOCK).min(self.before.len().saturating_sub(1))) else {
            return byte;
        };
        let block = (byte / BLOCK).min(self.before.len() - 1) * BLOCK;
        (count + starts(&self.text.as_bytes()[block..byte])) as usize
    }
}

/// Bytes that begin a character; counted in bytes, which is fit for vectors.
fn starts(bytes: &[u8]) -> u32 {
    let few = |few: &[u8]| few.iter().map(|&b| u8::from(b & 0xc0 != 0x80)).sum::<u8>();
    bytes.chunks(u8::MAX.into()).map(|chunk| u32::from(few(chunk))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_counts_as_a_plain_walk_does() {
        let text = "“Żółw” 習近平 says é ".repeat(60);
        let characters = Characters::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(characters.before(byte), count);
        }
        assert_eq!(characters.before(text.len()), text.chars().count());
    }
}
