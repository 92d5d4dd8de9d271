//! The three languages of everything a person reads.

crate::words! {
    /// A language of the product.
    Language {
        /// Brazilian Portuguese.
        PtBr = "pt-BR",
        /// English.
        En = "en",
        /// Spanish.
        Es = "es",
    }
}

impl Language {
    /// The best of ours for an `Accept-Language` header; English when nothing fits.
    pub fn from_accept_language(header: &str) -> Self {
        let mut wanted: Vec<(f32, usize, Self)> = Vec::new();
        for (place, part) in header.split(',').enumerate() {
            let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            let weight = weight.trim().parse::<f32>().unwrap_or(0.0);
            let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            let ours = match primary.as_str() {
                "pt" => Self::PtBr,
                "es" => Self::Es,
                "en" | "*" => Self::En,
                _ => continue,
            };
            if weight > 0.0 {
                wanted.push((weight, place, ours));
            }
        }
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        wanted.first().map_or(Self::En, |best| best.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_of_ours_wins() {
        let table = [
            ("pt-BR,pt;q=0.9,en;q=0.8", Language::PtBr),
            ("fr-FR, es;q=0.7, en;q=0.6", Language::Es),
            ("en;q=0.2, pt;q=0.9", Language::PtBr),
            ("fr", Language::En),
            ("", Language::En),
            ("pt;q=0", Language::En),
        ];
        for (header, best) in table {
            assert_eq!(Language::from_accept_language(header), best, "{header}");
        }
    }
}
