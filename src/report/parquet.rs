//! The tables with types that need no guessing: for `DuckDB`, R and pandas.
//!
//! Rows go out in groups, so that a long table takes no more memory than a short one. Texts
//! are those of the CSV tables: without a guard, on one line, and cut where these are.

use super::Cell;
use super::columns::{self, Kind};
use super::csv::Dialect;
use super::saved::{ColumnKind, Rows, Saved};
use crate::error::{self, Error, Place};
use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Rows and bytes of text that are held at once.
const ROWS: usize = 50_000;
const BYTES: usize = 32 << 20;

pub(super) fn write(saved: &Saved, folder: &Path, _: Dialect) -> Result<(), Error> {
    for name in columns::TABLES.iter().flat_map(|table| table.names) {
        if saved.files(name)?.is_empty() {
            continue;
        }
        let path = folder.join(format!("{name}.parquet"));
        let place = || Place::file(path.display().to_string());
        let file = File::create(&path).map_err(|e| Error::io(path.display().to_string(), &e))?;
        let mut rows = saved.named(name)?;
        table(&mut rows, (name, ROWS), file).map_err(|stopped| match stopped {
            Stopped::Table(error) => error,
            Stopped::File(error) => Error::at(place(), error::Kind::Io(error.to_string())),
        })?;
    }
    Ok(())
}

enum Stopped {
    Table(Error),
    File(ParquetError),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Table(error)
    }
}

impl From<ParquetError> for Stopped {
    fn from(error: ParquetError) -> Self {
        Self::File(error)
    }
}

fn table(rows: &mut Rows, (name, most): (&str, usize), file: File) -> Result<(), Stopped> {
    let listed = columns::table(name);
    let flag = |name: &str| listed.and_then(|t| t.column(name, &[])).is_some_and(|c| c.kind == Kind::Flag);
    let buffer = |column: &super::saved::Column| match column.kind {
        ColumnKind::Text => Values::Text(Vec::new()),
        ColumnKind::Count if flag(&column.name) => Values::Flag(Vec::new()),
        ColumnKind::Count => Values::Count(Vec::new()),
        ColumnKind::Number => Values::Number(Vec::new()),
        ColumnKind::Date => Values::Date(Vec::new()),
    };
    let mut buffers: Vec<Buffer> =
        rows.columns.iter().map(|column| Buffer { values: buffer(column), there: Vec::new() }).collect();
    let fields: Result<Vec<Arc<Type>>, ParquetError> =
        rows.columns.iter().zip(&buffers).map(|(column, buffer)| buffer.values.field(&column.name)).collect();
    let schema = Arc::new(Type::group_type_builder(name).with_fields(fields?).build()?);
    // No version and no day: the same tables give the same bytes.
    let about =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("rhetor".into());
    let mut out = SerializedFileWriter::new(file, schema, Arc::new(about.build()))?;
    let (mut held, mut bytes) = (0, 0);
    while let Some(row) = rows.next_row()? {
        for (cell, buffer) in row.cells()?.iter().zip(&mut buffers) {
            bytes += buffer.push(cell);
        }
        held += 1;
        if held == most || bytes > BYTES {
            group(&mut out, &mut buffers)?;
            (held, bytes) = (0, 0);
        }
    }
    if held > 0 {
        group(&mut out, &mut buffers)?;
    }
    out.close()?;
    Ok(())
}

fn group(out: &mut SerializedFileWriter<File>, buffers: &mut [Buffer]) -> Result<(), ParquetError> {
    let mut group = out.next_row_group()?;
    for buffer in buffers {
        if let Some(column) = group.next_column()? {
            buffer.flush(column)?;
        }
    }
    group.close()?;
    Ok(())
}

/// The cells of a column since the last group: which are there, and what these are.
struct Buffer {
    values: Values,
    there: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Count(Vec<i64>),
    Number(Vec<f64>),
    /// Days since 1970-01-01.
    Date(Vec<i32>),
    Flag(Vec<bool>),
}

impl Values {
    fn field(&self, name: &str) -> Result<Arc<Type>, ParquetError> {
        let (physical, logical) = match self {
            Self::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Self::Count(_) => (Physical::INT64, None),
            Self::Number(_) => (Physical::DOUBLE, None),
            Self::Date(_) => (Physical::INT32, Some(LogicalType::Date)),
            Self::Flag(_) => (Physical::BOOLEAN, None),
        };
        let field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        field.with_logical_type(logical).build().map(Arc::new)
    }
}

impl Buffer {
    /// Takes a cell; says how many bytes of text it holds.
    fn push(&mut self, cell: &Cell) -> usize {
        let mut bytes = 0;
        let mut is_there = true;
        match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(text)) => {
                bytes = text.len();
                values.push(text.as_bytes().to_vec().into());
            }
            (Values::Count(values), Cell::Count(count)) => values.push(*count as i64),
            (Values::Flag(values), Cell::Count(count)) => values.push(*count == 1),
            (Values::Number(values), Cell::Number(number)) => values.push(*number),
            (Values::Date(values), Cell::Date(date)) => {
                values.push((*date - jiff::civil::date(1970, 1, 1)).get_days());
            }
            _ => is_there = false,
        }
        self.there.push(i16::from(is_there));
        bytes
    }

    fn flush(&mut self, mut column: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match &mut self.values {
            Values::Text(values) => put::<ByteArrayType>(&mut column, values, &self.there)?,
            Values::Count(values) => put::<Int64Type>(&mut column, values, &self.there)?,
            Values::Number(values) => put::<DoubleType>(&mut column, values, &self.there)?,
            Values::Date(values) => put::<Int32Type>(&mut column, values, &self.there)?,
            Values::Flag(values) => put::<BoolType>(&mut column, values, &self.there)?,
        }
        self.there.clear();
        column.close()
    }
}

fn put<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    there: &[i16],
) -> Result<(), ParquetError> {
    column.typed::<T>().write_batch(values, Some(there), None)?;
    values.clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};

    #[test]
    fn cells_keep_their_types_and_what_is_missing_is_null_in_every_group() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        write(
            "manifest.json",
            "{\"program\": \"rhetor\", \"version\": \"1\", \"unit\": \"quote\", \"dialect\": \"spreadsheet\", \
             \"counts\": {}, \"categories\": [], \"files\": []}",
        );
        write(
            "speakers.csv",
            "speaker,speaker_id,n_words,first_date,low_data,attribution_confidence\n\
             \"'=SUM(A1)\",\"s_1\",9,2024-01-31,1,0.5000\n\
             \"NA\",\"s_2\",10,,0,\n\
             \"Zoë 😀 \"\"Z\"\"\",,11,1969-12-31,0,0.2500\n",
        );
        let saved = Saved::open(folder.path()).expect("results");
        let path = folder.path().join("speakers.parquet");
        let mut rows = saved.named("speakers").expect("a table");
        let written = table(&mut rows, ("speakers", 2), File::create(&path).expect("new"));
        assert!(written.is_ok());
        let reader = SerializedFileReader::new(File::open(&path).expect("there")).expect("a file of Parquet");
        assert_eq!(reader.num_row_groups(), 2);
        let rows: Vec<String> =
            reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row").to_string()).collect();
        let expected = [
            "{speaker: \"=SUM(A1)\", speaker_id: \"s_1\", n_words: 9, first_date: 2024-01-31, low_data: true, \
             attribution_confidence: 0.5}",
            "{speaker: \"NA\", speaker_id: \"s_2\", n_words: 10, first_date: null, low_data: false, \
             attribution_confidence: null}",
            "{speaker: \"Zoë 😀 \"Z\"\", speaker_id: null, n_words: 11, first_date: 1969-12-31, low_data: false, \
             attribution_confidence: 0.25}",
        ];
        assert_eq!(rows, expected);
    }
}
