//! The file: pieces of a dump, compressed, sealed. Everything here waits for the disk, so it runs on a blocking thread.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter, Write as _},
    path::Path,
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use recado_domain::Timestamp;
use recado_storage::{
    dump::{CodecError, Outline, Piece, decode, encode},
    sealed_file::{FileKey, SealedReader, SealedWriter},
};
use tokio::sync::mpsc;

use super::About;

/// Writes all pieces; bytes and rows.
pub(super) fn write(
    path: &Path,
    key: &FileKey,
    notes: &BTreeMap<String, String>,
    mut pieces: mpsc::Receiver<Piece>,
) -> io::Result<Option<u64>> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    let sealed = SealedWriter::new(BufWriter::new(file), key)?;
    let mut packed = GzEncoder::new(sealed, Compression::fast());
    let (mut bytes, mut rows) = (Vec::new(), None);
    while let Some(mut piece) = pieces.blocking_recv() {
        if let Piece::Outline(outline) = &mut piece {
            outline.notes.extend(notes.clone());
        }
        if let Piece::End(counts) = &piece {
            rows = Some(counts.iter().sum());
        }
        encode(&piece, &mut bytes);
        packed.write_all(&bytes)?;
        bytes.clear();
    }
    let file = packed.finish()?.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(rows)
}

/// The pieces of a file, one after the other.
pub(super) struct Pieces(GzDecoder<SealedReader<BufReader<File>>>);

impl Pieces {
    pub(super) fn open(path: &Path, keys: &[FileKey]) -> io::Result<Self> {
        let sealed = SealedReader::new(BufReader::new(File::open(path)?), keys)?;
        Ok(Self(GzDecoder::new(sealed)))
    }

    /// The next; `None` where the file ends as it should.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece>> {
        let piece = decode(&mut self.0).map_err(|error| match error {
            CodecError::Io(error) => error,
            CodecError::Malformed => io::Error::other("it is damaged: not what a backup holds"),
        })?;
        if piece.is_none() {
            // Compressed bytes end before the sealed ones do: those are read to their end as well.
            io::copy(self.0.get_mut(), &mut io::sink())?;
        }
        Ok(piece)
    }
}

/// Reads all of a file: what it is, and how many rows it has.
pub(super) fn verify(path: &Path, keys: &[FileKey]) -> io::Result<(Outline, u64)> {
    let mut pieces = Pieces::open(path, keys)?;
    let damaged = || io::Error::other("it is damaged: something is missing");
    let Some(Piece::Outline(outline)) = pieces.next()? else { return Err(damaged()) };
    let mut counts = vec![0_u64; outline.tables.len()];
    let mut told = None;
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Rows { table, rows } if told.is_none() => {
                *counts.get_mut(table).ok_or_else(damaged)? += rows.len() as u64;
            }
            Piece::End(end) if told.is_none() => told = Some(end),
            _ => return Err(damaged()),
        }
    }
    if told.as_ref() == Some(&counts) { Ok((outline, counts.iter().sum())) } else { Err(damaged()) }
}

pub(super) fn notes(about: &About) -> BTreeMap<String, String> {
    let About { program, engine, made_at, secrets } = about;
    let texts = [("program", program), ("engine", engine), ("secrets", secrets), ("made_at", &made_at.to_rfc3339())];
    texts.into_iter().map(|(name, text)| (name.to_owned(), text.clone())).collect()
}

pub(super) fn about(outline: &Outline) -> Option<About> {
    let text = |name: &str| outline.notes.get(name).cloned();
    Some(About {
        program: text("program")?,
        engine: text("engine")?,
        made_at: Timestamp::from_rfc3339(&text("made_at")?)?,
        secrets: text("secrets")?,
    })
}
