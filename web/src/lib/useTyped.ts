import { useEffect, useRef, useState } from "react";

const PAUSE_MS = 250;

/** What is typed shows at once and is told after a pause; what changes from outside is shown too. */
export function useTyped(value: string, onValue: (value: string) => void) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const newest = useRef(onValue);
  newest.current = onValue;

  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);

  useEffect(() => {
    if (typed.trim() === told.current.trim()) return;
    const timer = setTimeout(() => {
      told.current = typed.trim();
      newest.current(told.current);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return [typed, setTyped] as const;
}
