//! Pieces as bytes. Whoever reads them has made sure beforehand that nobody changed them; they are still not believed to
//! be well formed.

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use serde_json::{Map, Value, json};

use super::{Cell, Outline, Piece, Table};

/// Why bytes are no piece.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// They cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// They are something else.
    #[error("not a piece of a backup")]
    Malformed,
}

const OUTLINE: u8 = b'O';
const ROWS: u8 = b'R';
const END: u8 = b'E';

/// Appends a piece.
pub fn encode(piece: &Piece, to: &mut Vec<u8>) {
    match piece {
        Piece::Outline(outline) => {
            to.push(OUTLINE);
            bytes(to, written(outline).to_string().as_bytes());
        }
        Piece::Rows { table, rows } => {
            to.push(ROWS);
            number(to, *table);
            number(to, rows.len());
            number(to, rows.first().map_or(0, Vec::len));
            for cell in rows.iter().flatten() {
                encode_cell(cell, to);
            }
        }
        Piece::End(counts) => {
            to.push(END);
            number(to, counts.len());
            for count in counts {
                to.extend(count.to_le_bytes());
            }
        }
    }
}

fn encode_cell(cell: &Cell, to: &mut Vec<u8>) {
    match cell {
        Cell::Null => to.push(0),
        Cell::Whole(number) => {
            to.push(1);
            to.extend(number.to_le_bytes());
        }
        Cell::Text(text) => {
            to.push(2);
            bytes(to, text.as_bytes());
        }
        Cell::Bytes(content) => {
            to.push(3);
            bytes(to, content);
        }
    }
}

fn bytes(to: &mut Vec<u8>, content: &[u8]) {
    number(to, content.len());
    to.extend(content);
}

fn number(to: &mut Vec<u8>, number: usize) {
    to.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

/// The next piece; `None` where the bytes end.
pub fn decode(from: &mut impl Read) -> Result<Option<Piece>, CodecError> {
    let mut kind = [0];
    if from.read(&mut kind)? == 0 {
        return Ok(None);
    }
    match kind[0] {
        OUTLINE => {
            let text = serde_json::from_slice(&content(from)?).map_err(|_| CodecError::Malformed)?;
            Ok(Some(Piece::Outline(outline(&text).ok_or(CodecError::Malformed)?)))
        }
        ROWS => {
            let (table, count, width) = (length(from)?, length(from)?, length(from)?);
            let mut rows = Vec::new();
            for _ in 0..count {
                rows.push((0..width).map(|_| decode_cell(from)).collect::<Result<_, _>>()?);
            }
            Ok(Some(Piece::Rows { table, rows }))
        }
        END => {
            let count = length(from)?;
            Ok(Some(Piece::End(
                (0..count).map(|_| Ok(u64::from_le_bytes(exact(from)?))).collect::<Result<_, CodecError>>()?,
            )))
        }
        _ => Err(CodecError::Malformed),
    }
}

fn decode_cell(from: &mut impl Read) -> Result<Cell, CodecError> {
    match exact(from)? {
        [0] => Ok(Cell::Null),
        [1] => Ok(Cell::Whole(i64::from_le_bytes(exact(from)?))),
        [2] => String::from_utf8(content(from)?).map(Cell::Text).map_err(|_| CodecError::Malformed),
        [3] => Ok(Cell::Bytes(content(from)?)),
        _ => Err(CodecError::Malformed),
    }
}

fn exact<const N: usize>(from: &mut impl Read) -> Result<[u8; N], CodecError> {
    let mut read = [0; N];
    from.read_exact(&mut read)?;
    Ok(read)
}

fn length(from: &mut impl Read) -> Result<usize, CodecError> {
    usize::try_from(u32::from_le_bytes(exact(from)?)).map_err(|_| CodecError::Malformed)
}

/// A length that lies takes no memory: what is not there is not waited for.
fn content(from: &mut impl Read) -> Result<Vec<u8>, CodecError> {
    let length = length(from)?;
    let mut content = Vec::new();
    from.take(length as u64).read_to_end(&mut content)?;
    if content.len() == length { Ok(content) } else { Err(CodecError::Malformed) }
}

fn written(outline: &Outline) -> Value {
    let tables = outline.tables.iter().map(|table| json!({ "name": table.name, "columns": table.columns }));
    json!({
        "migrations": outline.migrations,
        "tables": tables.collect::<Vec<_>>(),
        "oldest": outline.oldest,
        "notes": outline.notes,
    })
}

fn outline(text: &Value) -> Option<Outline> {
    let table =
        |text: &Value| Some(Table { name: text["name"].as_str()?.to_owned(), columns: texts(&text["columns"])? });
    let notes = |text: &Map<String, Value>| -> Option<BTreeMap<String, String>> {
        text.iter().map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
    };
    Some(Outline {
        migrations: texts(&text["migrations"])?,
        tables: text["tables"].as_array()?.iter().map(table).collect::<Option<_>>()?,
        oldest: text["oldest"].as_i64(),
        notes: notes(text["notes"].as_object()?)?,
    })
}

fn texts(text: &Value) -> Option<Vec<String>> {
    text.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Vec<Piece> {
        let table = Table { name: "notes".to_owned(), columns: vec!["id".to_owned(), "body".to_owned()] };
        let outline = Outline {
            migrations: vec!["0001_access".to_owned()],
            tables: vec![table],
            oldest: Some(-7),
            notes: [("program".to_owned(), "0.1".to_owned())].into(),
        };
        let rows = vec![
            vec![Cell::Bytes(vec![0, 255]), Cell::Text("olá\0\n".to_owned())],
            vec![Cell::Whole(i64::MIN), Cell::Null],
        ];
        vec![Piece::Outline(outline), Piece::Rows { table: 0, rows }, Piece::End(vec![2])]
    }

    fn bytes() -> Vec<u8> {
        let mut bytes = Vec::new();
        for piece in &pieces() {
            encode(piece, &mut bytes);
        }
        bytes
    }

    #[test]
    fn what_was_written_is_read() {
        let (bytes, mut read) = (bytes(), Vec::new());
        let mut from = bytes.as_slice();
        while let Some(piece) = decode(&mut from).unwrap() {
            read.push(piece);
        }
        assert_eq!(read, pieces());
    }

    #[test]
    fn whatever_is_read_nothing_panics_and_no_lie_takes_memory() {
        let whole = bytes();
        for cut in 0..whole.len() {
            let mut from = &whole[..cut];
            while let Ok(Some(_)) = decode(&mut from) {}
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xff;
            let mut from = damaged.as_slice();
            while let Ok(Some(_)) = decode(&mut from) {}
        }
    }
}
