//! A portfolio's messaging limit: so many people may be written to outside the service window in any 24 hours.

/// A limit, as `whatsapp_business_manager_messaging_limit` words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessagingLimit {
    /// So many people.
    People(u32),
    /// As many as there are.
    Unlimited,
}

impl MessagingLimit {
    /// Reads `TIER_250`, `TIER_2K` or `TIER_UNLIMITED`; `None` for a word that says no limit, as `TIER_NOT_SET`.
    pub fn from_word(word: &str) -> Option<Self> {
        let tier = word.strip_prefix("TIER_")?;
        if tier == "UNLIMITED" {
            return Some(Self::Unlimited);
        }
        let (digits, times) = tier.strip_suffix('K').map_or((tier, 1), |thousands| (thousands, 1_000));
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| is_number)?.checked_mul(times).map(Self::People)
    }

    /// How many people; `None`: as many as there are.
    pub const fn people(self) -> Option<u32> {
        match self {
            Self::People(people) => Some(people),
            Self::Unlimited => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tier_that_meta_names_is_read_and_nothing_else() {
        for (word, people) in [("TIER_50", 50), ("TIER_250", 250), ("TIER_2K", 2_000), ("TIER_100K", 100_000)] {
            assert_eq!(MessagingLimit::from_word(word), Some(MessagingLimit::People(people)));
        }
        assert_eq!(MessagingLimit::from_word("TIER_UNLIMITED"), Some(MessagingLimit::Unlimited));
        for word in ["", "250", "TIER_", "TIER_K", "TIER_NOT_SET", "TIER_+5", "TIER_9999999K"] {
            assert_eq!(MessagingLimit::from_word(word), None, "{word}");
        }
    }
}
