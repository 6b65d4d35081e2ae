//! Readers of articles, from bytes to documents. `RHETOR_FORMAT` names one of the formats, or
//! a packing (`zip`, `gz`); without it the format is told from the content.
//!
//! Chance never finds a checksum: what is packed is packed here, and then a few of its bytes
//! are changed. The first byte says how many, three bytes each say where and to what.
#![no_main]

use flate2::{Compression, write::GzEncoder};
use libfuzzer_sys::fuzz_target;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rhetor::ingest::{FORMATS, Format, Reader, Reading};
use std::io::{Cursor, Write};
use std::sync::{Arc, OnceLock};
use zip::{ZipWriter, write::SimpleFileOptions};

#[derive(Clone, Copy)]
enum Way {
    /// As its content says.
    Told,
    As(&'static Format),
    /// The data is the main text of a document.
    Docx,
    /// The data is the one cell of a table.
    Parquet,
    Zip,
    Gzip,
}

fn way() -> Way {
    let Ok(name) = std::env::var("RHETOR_FORMAT") else { return Way::Told };
    match name.as_str() {
        "docx" => Way::Docx,
        "parquet" => {
            // The crate panics at some broken files; our reader catches that, and goes on.
            std::panic::set_hook(Box::new(|_| {}));
            Way::Parquet
        }
        "zip" => Way::Zip,
        "gz" => Way::Gzip,
        name => Way::As(FORMATS.iter().find(|f| f.name == name).expect("a format, zip or gz")),
    }
}

fuzz_target!(|data: &[u8]| {
    static WAY: OnceLock<Way> = OnceLock::new();
    let (bytes, format) = match *WAY.get_or_init(way) {
        Way::Told => (data.to_vec(), None),
        Way::As(format) => (data.to_vec(), Some(format)),
        Way::Docx => {
            (packed(data, |text| archive([("[Content_Types].xml", text), ("word/document.xml", text)])), None)
        }
        Way::Parquet => (packed(data, table), None),
        Way::Zip => (packed(data, |text| archive([("a.txt", text), ("b/c.json", text)])), None),
        Way::Gzip => (packed(data, gzip), None),
    };
    let reading = Reading { format, ..Reading::default() };
    let reader = Reader::new(&["-".into()], Box::new(Cursor::new(bytes))).reading(reading);
    for made in reader.articles() {
        match made {
            Ok((document, problems)) => {
                assert!(document.text.is_char_boundary(document.body));
                problems.iter().for_each(|problem| drop(problem.kind.to_string()));
            }
            Err(problem) => drop(problem.kind.to_string()),
        }
    }
});

fn packed(data: &[u8], pack: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let (count, data) = data.split_first().map_or((0, data), |(first, rest)| (usize::from(*first % 4), rest));
    let (changes, data) = data.split_at((count * 3).min(data.len()));
    let mut bytes = pack(data);
    for change in changes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        bytes[at] = change[2];
    }
    bytes
}

fn archive(entries: [(&str, &[u8]); 2]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn table(data: &[u8]) -> Vec<u8> {
    let schema = parse_message_type("message articles { required binary text (UTF8); }").expect("a schema");
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::default()).expect("memory");
    let mut group = writer.next_row_group().expect("memory");
    let mut column = group.next_column().expect("memory").expect("one column");
    let cell = [ByteArray::from(data.to_vec())];
    column.typed::<ByteArrayType>().write_batch(&cell, None, None).expect("memory");
    column.close().expect("memory");
    group.close().expect("memory");
    writer.close().expect("memory");
    bytes
}

fn gzip(data: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(data).expect("memory");
    gzip.finish().expect("memory")
}
