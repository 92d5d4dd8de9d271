//! Logs: how they look and how much they say. What they may hold is in `docs/logging.md`.

use tracing::level_filters::LevelFilter;

use super::{reader::Section, value::Setting};

/// `[log]`
#[derive(Debug)]
pub struct LogConfig {
    /// For machines or for people.
    pub format: LogFormat,
    /// Of our own crates; libraries are never louder than `warn`, since they may log what we must not.
    pub level: LogLevel,
}

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// One readable line.
    Text,
}

/// The least important level that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogLevel(pub LevelFilter);

impl LogConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self { format: from.or("format", LogFormat::Json), level: from.or("level", LogLevel(LevelFilter::INFO)) }
    }
}

impl Setting for LogFormat {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "json" => Ok(Self::Json),
            "text" => Ok(Self::Text),
            _ => Err(format!("{text:?} is neither json nor text")),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Json => "json".to_owned(),
            Self::Text => "text".to_owned(),
        }
    }
}

impl Setting for LogLevel {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "off" | "error" | "warn" | "info" | "debug" | "trace" => {
                text.parse().map(Self).map_err(|_| text.to_owned())
            }
            _ => Err(format!("{text:?} is none of off, error, warn, info, debug, trace")),
        }
    }

    fn show(&self) -> String {
        self.0.to_string()
    }
}
