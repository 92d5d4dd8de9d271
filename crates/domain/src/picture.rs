//! Pictures, told by their bytes and not by what somebody calls them.

crate::words! {
    /// A kind of picture that every browser draws and that holds no script.
    PictureKind {
        /// PNG.
        Png = "image/png",
        /// JPEG.
        Jpeg = "image/jpeg",
        /// WebP.
        Webp = "image/webp",
    }
}

impl PictureKind {
    /// What the bytes are by how they begin; `None`: none of these.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', _, _, _, _, b'I', b'H', b'D', b'R', ..] => {
                Some(Self::Png)
            }
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_what_its_bytes_say() {
        let table: [(&[u8], Option<PictureKind>); 7] = [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", Some(PictureKind::Png)),
            (b"\x89PNG\r\n\x1a\n", None),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(PictureKind::Jpeg)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(PictureKind::Webp)),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
            (b"", None),
        ];
        for (bytes, kind) in table {
            assert_eq!(PictureKind::of(bytes), kind, "{bytes:?}");
        }
    }
}
