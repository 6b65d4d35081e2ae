//! The rows of a Parquet file.

use super::super::found::Found;
use super::super::{Reading, columns, jsonl};
use crate::error::Kind;
use bytes::Bytes;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;

/// Bytes of all columns, unpacked.
const UNPACKED: i64 = 4 << 30;

fn not(why: impl std::fmt::Display) -> Kind {
    Kind::NotReadable("Parquet", why.to_string())
}

/// The articles of a file, one a row.
pub(super) fn read(reading: &Reading, bytes: &[u8]) -> Result<Vec<Found>, Kind> {
    // The crate stops at some of what a broken file may hold; one file does not stop the run.
    let read = std::panic::catch_unwind(|| rows(reading, Bytes::copy_from_slice(bytes)));
    read.unwrap_or_else(|_| Err(not("it is broken")))
}

fn rows(reading: &Reading, bytes: Bytes) -> Result<Vec<Found>, Kind> {
    let file = SerializedFileReader::new(bytes).map_err(not)?;
    let metadata = file.metadata();
    let unpacked: i64 = metadata.row_groups().iter().map(|group| group.total_byte_size().max(0)).sum();
    if unpacked > UNPACKED {
        return Err(Kind::Hostile(format!("file that unpacks to over {} GB", UNPACKED >> 30)));
    }
    let schema = metadata.file_metadata().schema();
    let (columns, nanos) = simple(schema);
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    let fields = columns::chosen(reading, &names, true)?;
    let wanted = Type::group_type_builder(schema.name()).with_fields(columns.clone()).build().map_err(not)?;
    let mut found: Vec<Found> = Vec::new();
    for row in file.get_row_iter(Some(wanted)).map_err(not)? {
        let cells = row.map_err(not)?.into_columns();
        let cells = cells.into_iter().map(|(name, cell)| {
            let cell = value(cell, nanos.contains(&name));
            (name, cell)
        });
        let record = Value::Object(cells.collect());
        // A row without text is an empty article, and rejected for that.
        found.extend(jsonl::read(&fields, &record.to_string()).unwrap_or_else(|_| vec![Found::default()]));
    }
    if let Some(first) = found.first_mut() {
        first.problems.extend(fields.said);
    }
    Ok(found)
}

/// The columns that hold one value a row, and the names of those that count nanoseconds.
/// Lists and groups, such as the vectors of a model, are not read at all.
fn simple(schema: &Type) -> (Vec<Arc<Type>>, HashSet<String>) {
    let columns: Vec<Arc<Type>> =
        schema.get_fields().iter().filter(|field| field.is_primitive()).cloned().collect();
    let counts_nanos = |column: &&Arc<Type>| {
        matches!(
            column.get_basic_info().logical_type_ref(),
            Some(LogicalType::Timestamp(stamp)) if stamp.unit == TimeUnit::NANOS
        )
    };
    let nanos = columns.iter().filter(counts_nanos).map(|column| column.name().to_string()).collect();
    (columns, nanos)
}

/// A cell as JSON has it: days and times in ISO form, bytes as text where they are UTF-8.
fn value(field: Field, nanos: bool) -> Value {
    let stamp =
        |stamp: Result<jiff::Timestamp, jiff::Error>| stamp.map_or(Value::Null, |s| s.to_string().into());
    match field {
        Field::Bool(yes) => yes.into(),
        Field::Byte(n) => n.into(),
        Field::Short(n) => n.into(),
        Field::Int(n) => n.into(),
        Field::Long(n) if nanos => stamp(jiff::Timestamp::from_nanosecond(n.into())),
        Field::Long(n) => n.into(),
        Field::UByte(n) => n.into(),
        Field::UShort(n) => n.into(),
        Field::UInt(n) => n.into(),
        Field::ULong(n) => n.into(),
        Field::Float(n) => n.into(),
        Field::Double(n) => n.into(),
        Field::Str(text) => text.into(),
        Field::Bytes(bytes) => String::from_utf8(bytes.data().to_vec()).map_or(Value::Null, Value::from),
        Field::Date(days) => date(days).map_or(Value::Null, |date| date.to_string().into()),
        Field::TimestampMillis(n) => stamp(jiff::Timestamp::from_millisecond(n)),
        Field::TimestampMicros(n) => stamp(jiff::Timestamp::from_microsecond(n)),
        // Times of day, decimals and half floats are in no field of an article.
        _ => Value::Null,
    }
}

/// The day so many days after the first of 1970.
fn date(days: i32) -> Option<jiff::civil::Date> {
    let first = jiff::civil::date(1970, 1, 1);
    first.checked_add(jiff::ToSpan::days(days)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    /// Three articles, one of them without text.
    fn file(text: &str, packed: Compression) -> Vec<u8> {
        let schema = format!(
            "message articles {{ required binary id (UTF8); optional binary {text} (UTF8); required int32 date (DATE); \
             required int64 seen (TIMESTAMP(NANOS,true)); required binary source; \
             optional group vector (LIST) {{ repeated group list {{ optional float element; }} }} }}"
        );
        let schema = Arc::new(parse_message_type(&schema).expect("a schema"));
        let properties = WriterProperties::builder().set_compression(packed).build();
        let mut bytes = Vec::new();
        let mut writer =
            SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).expect("a writer");
        let mut group = writer.next_row_group().expect("a group");
        let texts = |texts: [&str; 3]| texts.map(ByteArray::from);
        let mut nth = 0;
        while let Some(mut column) = group.next_column().expect("a column") {
            match nth {
                0 => column.typed::<ByteArrayType>().write_batch(&texts(["a", "b", "c"]), None, None),
                1 => column.typed::<ByteArrayType>().write_batch(
                    &texts(["We wait.", "Not yet.", ""])[..2],
                    Some(&[1, 0, 1]),
                    None,
                ),
                2 => column.typed::<Int32Type>().write_batch(&[19786, 0, -1], None, None),
                3 => column.typed::<Int64Type>().write_batch(&[1, 2, 3], None, None),
                4 => {
                    column.typed::<ByteArrayType>().write_batch(&texts(["Post", "Post", "Post"]), None, None)
                }
                _ => column.typed::<parquet::data_type::FloatType>().write_batch(
                    &[],
                    Some(&[0; 3]),
                    Some(&[0; 3]),
                ),
            }
            .expect("written");
            column.close().expect("closed");
            nth += 1;
        }
        group.close().expect("closed");
        writer.close().expect("closed");
        bytes
    }

    #[test]
    fn each_row_is_an_article_in_any_packing() {
        let packings = [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::ZSTD(parquet::basic::ZstdLevel::default()),
            Compression::GZIP(parquet::basic::GzipLevel::default()),
        ];
        for packed in packings {
            let found = read(&Reading::default(), &file("text", packed)).expect("articles");
            let texts: Vec<&str> = found.iter().map(|f| f.text.as_str()).collect();
            assert_eq!(texts, ["We wait.", "", "Not yet."], "{packed:?}");
            assert_eq!(found[0].id.as_deref(), Some("a"));
            assert_eq!(found[0].date.as_deref(), Some("2024-03-04"));
            assert_eq!(found[0].source.as_deref(), Some("Post"));
        }
    }

    #[test]
    fn a_file_without_text_is_told_its_columns() {
        let kind = read(&Reading::default(), &file("summary", Compression::SNAPPY)).expect_err("no text");
        assert!(kind.to_string().contains("summary"), "{kind}");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_stop_the_reader(at in 0usize..3000, with in proptest::collection::vec(0u8.., 0..9)) {
            let mut bytes = file("text", Compression::SNAPPY);
            let at = at % bytes.len();
            let end = (at + with.len()).min(bytes.len());
            bytes.splice(at..end, with);
            let _ = read(&Reading::default(), &bytes);
        }
    }
}
