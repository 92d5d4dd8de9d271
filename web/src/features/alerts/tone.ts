let audio: AudioContext | null = null;
let lastAt = Number.NEGATIVE_INFINITY;

/** Two soft notes, the second higher. */
const NOTES = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.12 },
];
const LENGTH = 0.22;
const LOUDNESS = 0.12;
/** In a rush one sound says it all. */
const REST_MS = 2_000;

/** Plays the tone of a new message. Browsers stay silent on a page that nobody has touched yet. */
export function playTone(now = performance.now()) {
  if (now - lastAt < REST_MS) return;
  lastAt = now;
  audio ??= new AudioContext();
  void audio.resume();
  for (const { hertz, at } of NOTES) playNote(audio, hertz, audio.currentTime + at);
}

function playNote(context: AudioContext, hertz: number, at: number) {
  const volume = context.createGain();
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
  volume.connect(context.destination);
  const note = context.createOscillator();
  note.type = "sine";
  note.frequency.value = hertz;
  note.connect(volume);
  note.start(at);
  note.stop(at + LENGTH);
}
